//go:build unix && !linux

package script

import (
	"os"
	"os/exec"
	"syscall"
)

// limitProcess leaves no core behind. These systems do not enforce a limit of
// memory: only the deadline holds.
func limitProcess() { _ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) }

// detach makes the process one that signals of a terminal do not reach. When we
// end, it reads the end of its input and ends.
func detach(command *exec.Cmd) { command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func program() (string, error) { return os.Executable() }
