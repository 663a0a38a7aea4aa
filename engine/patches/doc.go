// Package patches applies the patches of a vcluster.yaml. A kind's list is compiled
// once, when the configuration is loaded; then every object in the making passes
// through it, in either direction, before it is compared with what the cluster holds.
//
//	Compile(config)          → Set, or findings with their place in the file
//	Set.Apply(kind, Change)  → the object in the making, patched; or a *Failure
//
// Three things keep it safe. Only what the other side just changed is patched, so no
// expression is ever given its own result. A half that is missing holds its field
// back, so a one-way change does not leak. And who an object is is not up to a
// patch: one that touches the identity has failed.
package patches
