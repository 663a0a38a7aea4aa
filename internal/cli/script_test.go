package cli_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/syncspec/syncspec/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"syncspec":         func() { os.Exit(cli.System().Main(os.Args[1:])) },
		"kubectl-syncspec": func() { os.Exit(cli.System().Main(os.Args[1:])) },
		// code runs syncspec and prints its exit code, which scripts cannot see.
		"code": func() { println(cli.System().Main(os.Args[1:])) },
	})
}

func TestCommands(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}
