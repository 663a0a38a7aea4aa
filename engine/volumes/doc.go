// Package volumes decides which volumes of the host a virtual cluster shows, and
// what they look like. PV-*
//
// They are kept by a controller, because which volume is shown is said by claims,
// not by volumes: while volumes are synced (toHost.persistentVolumes), those of the
// host that a tenant's claim is bound to; while they are not, one that stands for
// each volume a claim names, made of the claim, for which no volume of the host is
// ever read. A volume the tenant made is neither: kinds.PersistentVolume is its recipe.
//
// What the host keeps snapshots in is shown in the same way, by what snapshots say. VS-*
package volumes
