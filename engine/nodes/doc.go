// Package nodes decides which nodes a virtual cluster shows and what they look
// like. NODE-*
//
// They are kept by a controller, because a node is made from more than one object:
// the host's node of its name, or nothing at all; the pods that run on it, which
// say whether it is shown; the service on the host that is its address.
//
//	pods on it, host node, configuration ─► needed? ─► real.go or pseudo.go: what it is
//	                                                   kubelet.go: where it is found
//	                                                   back.go: what its tenant may change on the host
package nodes
