// Package nodes simulates nodes: Node objects that declare what their container
// runtime can do, and kubelets that write what a kubelet of Kubernetes 1.36 writes
// about the pods bound to them. Nothing is run; what pods, events and nodes say is
// real, word for word as it was observed on nodes with gVisor.
//
//	stages/*.yaml  kwok's Stage API: when a pod is in such a state, tell and patch this
//	                  ▲ matched by kwok's pkg/utils/lifecycle
//	Simulation.Play ──┤ the pod + what its kubelet finds on the node (finds.go)
//	                  └► status patches, events (client-go's correlator), deletions
//
// Why not kwok's own controllers: its pod controller needs a typed clientset, which
// servers in memory are not; and the controller for other kinds shows a stage the
// object alone, while a kubelet decides by three objects, the pod, its node and its
// runtime class. So stages are matched and played by kwok's library, and this
// package only feeds it. It has no goroutines and no timers: Play does what is due
// and says when something will be, so that it rests in a synctest bubble.
package nodes
