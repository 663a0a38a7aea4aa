// Package kinds holds one recipe for each kind that is synced, a file each.
// Read one to know what happens to a kind; there is nowhere else to look.
//
// Recipes are values, but for those of custom resources: custom.go makes them at
// the start, of what the configuration names and the host's definitions say. What
// comes from the host under other names, or keeps its name in a host namespace of
// its own, needs no recipe of another form: the configuration's mappings say so.
//
// Pods need rules on top of their fields; they stand in files named pod_*.go.
//
// What no recipe can say is kept by a controller beside them, in a package of its
// own: nodes, because a virtual node is made from the pods that are on it and the
// service of its kubelet as well as from the host's node, and where the host's are
// not shown, from no host object at all; volumes, because which of the host's are
// shown is said by claims, and where none are, one is made of each claim; what volume
// snapshots are kept in, because which of it is shown is said by snapshots; events,
// because where one goes, under which name and whether at all depends on the object
// it is about, and it outlives the host's; replicas, because a replica is another
// service than its source.
package kinds
