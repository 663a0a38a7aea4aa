package scenarios_test

import (
	"os"
	"testing"

	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/internal/cli"
)

// The test binary is the worker of the engines it runs, and engines of its own:
// syncspec's, and some that are wrong.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "sync" {
		os.Exit(cli.System().Main(os.Args[1:]))
	}
	if len(os.Args) > 2 && os.Args[1] == "wrong" {
		os.Exit(wrongEngine(os.Args[2]))
	}
	if len(os.Args) > 1 && os.Args[1] == script.WorkerCommand {
		os.Exit(script.Worker())
	}
	os.Exit(m.Run())
}
