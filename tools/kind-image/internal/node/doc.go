// Package node builds a node image for kind from Debian packages and Go modules,
// for machines that reach no registry.
//
//	modules/*  ─ go build ─► binaries ─┬───────────────► node folder ─► layer.tar ─► docker load
//	packages.txt ─ mmdebstrap ─► rootfs ┤                    ▲
//	kind's module: entrypoint, units ───┘   images ─ containerd's own import
//
// All of it lies in the user's cache, below a key of everything that decides what
// the image is; an image that is there is not built again.
package node
