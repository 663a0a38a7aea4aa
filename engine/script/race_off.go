//go:build !race

package script

const instrumented = false
