// Package steps is the vocabulary of the features: at most thirty step
// definitions, each a method of a per-scenario World that does or compares one
// thing. It reaches the clusters and the engine only through Target, and finds a
// host copy by the documented annotations, never by the engine's own naming: the
// oracle must not use the code it judges.
//
//	given.go  what exists          cells.go    table cells and their paths
//	when.go   what happens         kinds.go    the kinds a feature may name
//	then.go   what is true         copies.go   the host copy of a virtual object
//	world.go  one scenario         mismatch.go what was expected and what was found
package steps
