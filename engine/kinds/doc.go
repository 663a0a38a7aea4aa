// Package kinds holds one recipe for each kind that is synced, a file each.
// Read one to know what happens to a kind; there is nowhere else to look.
//
// Pods need rules on top of their fields; they stand in files named pod_*.go.
package kinds
