package script_test

import (
	"os"
	"testing"

	"github.com/syncspec/syncspec/engine/script"
)

// The test binary is its own worker.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == script.WorkerCommand {
		os.Exit(script.Worker())
	}
	os.Exit(m.Run())
}
