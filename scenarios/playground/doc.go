// Package playground runs a virtual cluster and its host on this machine for a
// person: two API servers, the engine between them, and every change the engine
// makes told as it happens. It needs no Docker, and leaves nothing behind.
package playground
