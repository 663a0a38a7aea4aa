// Package replicas decides what becomes of single services that appear on the
// other side under a name of their own. REP-*
//
// They are kept by controllers, because a replica is another service than its
// source: without its address, with a selector or with endpoints made from more
// than one object, under a name nothing can be told from.
//
//	networking.replicateServices.fromHost ─► fromhost.go: a headless service and its endpoints
//	networking.replicateServices.toHost   ─► tohost.go: a service that selects host pods
package replicas
