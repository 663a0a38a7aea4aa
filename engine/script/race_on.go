//go:build race

package script

// instrumented: the race detector maps so much memory for itself that no limit
// below that of the machine can be set.
const instrumented = true
