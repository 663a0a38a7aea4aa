// Command runtime stands before runc for Docker's daemon on machines where no
// process may hold CAP_SYS_RESOURCE: runc cannot give what it does not have, and
// a privileged container asks for everything. The capability is taken out of what
// is asked for; then runc runs as it was called.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	if err := run(os.Args); err != nil {
		fmt.Fprintln(os.Stderr, "runtime before runc:", err)
		os.Exit(1)
	}
}

// run does not return unless runc cannot be started.
func run(arguments []string) error {
	for _, file := range specs(arguments[1:]) {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if text, err = without(text, "CAP_SYS_RESOURCE"); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return err
		}
	}
	runc, err := exec.LookPath("runc")
	if err != nil {
		return err
	}
	return syscall.Exec(runc, append([]string{"runc"}, arguments[1:]...), os.Environ())
}

// specs are the files that say what a container, or a process in it, asks for.
func specs(arguments []string) []string {
	var files []string
	for n, argument := range arguments {
		name, value, joined := strings.Cut(argument, "=")
		if !joined && n+1 < len(arguments) {
			value = arguments[n+1]
		}
		switch name {
		case "--bundle", "-b":
			files = append(files, filepath.Join(value, "config.json"))
		case "--process", "-p":
			files = append(files, value)
		}
	}
	return files
}
