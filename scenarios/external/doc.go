// Package external runs an engine that is somebody else's program, by the
// contract of docs/engines.md: it is started with variables that say where the
// clusters and its vcluster.yaml are, it is ready when a probe says so or when
// it has become quiet, and it is stopped with SIGTERM.
//
// Who starts a program ends it: all of its process group, by force when it does
// not end within its grace.
package external
