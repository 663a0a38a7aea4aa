// Package envtest is the target of two real API servers: a scenarios.Pair whose
// sides are kube-apiservers on one etcd, started through controller-runtime's
// envtest by package controlplane.
//
// What the servers were asked is read from their audit logs, so it is the same
// evidence for any engine; a scenario ends with the store put back to what it
// held at first, which takes milliseconds.
package envtest
