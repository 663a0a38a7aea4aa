// Package kind is the target with real nodes: a cluster of kind is the host, and
// the virtual control plane runs in a pod of it.
//
//	kind configuration ─► cluster ─┐            (created, or reused; removed at the end)
//	go-containerregistry ─► images ┼─► plane    a pod with etcd and kube-apiserver, its own authority
//	                               ├─► pair     audit logs of both servers: all that was asked
//	                               └─► engine   `syncspec sync` in a pod, under the rendered roles
//
// Images are made from the programs of this machine, without Docker, and are put on
// the nodes as archives: no registry is asked for them. Both API servers write audit
// logs into a folder of this machine, so scenarios are judged by the same laws as on
// plain API servers. Between scenarios what is new is deleted through the API, and what
// the record shows to have been changed is put back.
//
// It needs Linux, and a Docker daemon.
package kind
