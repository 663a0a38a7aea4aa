// Command kind-image prepares a machine for kind: it builds gVisor's binaries, a
// node image for machines that reach no registry, and starts Docker's daemon for
// as long as a command needs it. The Makefile calls it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/syncspec/syncspec/tools/kind-image/internal/node"
)

const usage = `kind-image build                  build the offline node image and gVisor's binaries, and load the image into Docker
kind-image image                  print the name of the offline node image
kind-image runsc DIR              build gVisor's binaries for this machine and put them into DIR
kind-image config NAME DIR        write kind-configs/NAME.yaml, fitted to this machine, to DIR/kind.yaml
kind-image with-docker COMMAND…   run a command; where no Docker daemon answers, with one that ends with the command

Run it from the root of the repository. Exit codes: 0 done, 3 usage, 4 something is missing or failed; with-docker: the command's own`

// The exit codes of syncspec, as far as they are needed here.
const (
	exitUsage       = 3
	exitEnvironment = 4
)

var errUsage = errors.New("usage:\n" + usage)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "kind-image:", err)
	}
	os.Exit(exitCode(err))
}

func exitCode(err error) int {
	var command *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.As(err, &command) && command.ExitCode() > 0:
		return command.ExitCode()
	}
	return exitEnvironment
}

func run(ctx context.Context, arguments []string) error {
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	t := tool{node.Builder{Source: filepath.Join("tools", "kind-image"), Cache: filepath.Join(cache, "syncspec", "kind"), Say: say}}
	switch name, rest := first(arguments); {
	case name == "build" && len(rest) == 0:
		return t.build(ctx)
	case name == "image" && len(rest) == 0:
		return t.name()
	case name == "runsc" && len(rest) == 1:
		return t.runsc(ctx, rest[0])
	case name == "config" && len(rest) == 2:
		return t.config(ctx, rest[0], rest[1])
	case name == "with-docker" && len(rest) > 0:
		return t.withDocker(ctx, rest)
	}
	return errUsage
}

func first(arguments []string) (string, []string) {
	if len(arguments) == 0 {
		return "", nil
	}
	rest := arguments[1:]
	if len(rest) > 0 && rest[0] == "--" {
		rest = rest[1:]
	}
	return arguments[0], rest
}

func say(line string) { fmt.Fprintln(os.Stderr, "kind-image: "+strings.TrimSpace(line)) }
