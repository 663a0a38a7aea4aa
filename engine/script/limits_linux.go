package script

import (
	"os/exec"
	"syscall"
)

// limitProcess lets this process have no more than its share of memory, and leave
// no core behind.
func limitProcess() {
	if !instrumented {
		_ = syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: memoryHard, Max: memoryHard})
	}
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}

// detach makes the process one that signals of a terminal do not reach, and that
// does not outlive us, however we end.
func detach(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// program is this program itself, also when its file has been replaced since.
func program() (string, error) { return "/proc/self/exe", nil }
