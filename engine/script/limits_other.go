//go:build !unix

package script

import (
	"os"
	"os/exec"
)

// limitProcess does nothing: only the deadline holds.
func limitProcess() {}

// detach does nothing: when we end, the process reads the end of its input and ends.
func detach(*exec.Cmd) {}

func program() (string, error) { return os.Executable() }
