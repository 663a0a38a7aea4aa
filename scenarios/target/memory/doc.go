// Package memory is a pair of API servers that live in this process: two
// k8s.io/client-go/dynamic/fake clients as stores, under a layer that answers as
// kube-apiserver v1.36 does, as far as scenarios look.
//
//	Client(side, actor) ─► call: one lock, one record in the history
//	                        └─► dynamic/fake ─► reactor: serve ─► create, update, patch, delete, list
//	                                                      │          │ typed object: defaults, admission, validation
//	                                                      │          ▼
//	                                                      │       tracker (the fake's own store) + log of changes
//	                                                      └─► watch: replays the log, then follows it
//
// What the layer repairs. The raw fake accepts stale updates, ignores
// finalizers, gives no uid and no resourceVersion, takes spec through /status
// and status through spec, sends unfiltered events and panics when 100 of them
// are unread. Here uid, resourceVersion (one counter for both sides, as with one
// etcd), creationTimestamp and generation are given; names, labels, namespaces
// and what each kind requires are checked; conflicts, preconditions, graceful
// deletion, finalizers, immutable fields, defaults, and the admission plugins
// that shape pods (priority, default tolerations, runtime classes) follow the
// real ones, with their messages. Objects go through their Go types, so unknown
// fields vanish and quantities become canonical. A write that changes nothing is
// no write. A watch starts where a list ended and loses nothing. Service account
// tokens look like real ones and are signed by nobody.
//
// What it does not do: server-side apply (415), managedFields, dry run but of creates, paging
// (a list is always whole), old resourceVersions in lists, watch time-outs and
// periodic bookmarks, authentication and RBAC, quotas, the scale, exec and
// eviction subresources, custom resources, tables. Validation beyond the fields
// scenarios use is not complete: a memory server may accept an object that a
// real one refuses. The ServiceAccount admission plugin is off, as it is on the
// envtest target. There are no controllers: nothing is collected, scheduled or
// given endpoints, and a deleted namespace stays in Terminating.
//
// Inside a testing/synctest bubble everything (the pair, its clients, the
// contexts given to them) must be made in the bubble; then an idle watch is
// durably blocked and an open one ends with Stop, its context, Reset or Close.
package memory
