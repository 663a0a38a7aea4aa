package main

import (
	"os"
	"testing"

	"github.com/syncspec/syncspec/engine/script"
)

// The test binary is the worker of the engines it runs.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == script.WorkerCommand {
		os.Exit(script.Worker())
	}
	os.Exit(m.Run())
}
