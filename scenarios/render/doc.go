// Package render answers, without a cluster, what a host will get from a virtual
// cluster: the engine runs between two API servers in memory until it rests, and
// what it wrote, what it did not and why is collected.
//
//	manifests ─► Read ─► Objects ─┐
//	vcluster.yaml ────────────────┼─► Run: memory servers + engine ─► Result ─► WriteYAML, WriteJSON, WriteDiff
//	host.yaml ─► Read ─► Objects ─┘
//
// Nothing of the sync is computed here a second time: copies are found by the
// identity they carry, and reasons are the engine's own. Given the same files the
// result is the same, byte for byte.
package render
