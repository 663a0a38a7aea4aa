//go:build unix

package external

import (
	"errors"
	"os/exec"
	"syscall"
)

// launch starts the program as the head of a process group of its own.
func (p *Process) launch() error {
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.cmd.Start(); err != nil {
		return err
	}
	go func() {
		defer close(p.done)
		p.err = p.cmd.Wait()
	}()
	return nil
}

func (p *Process) terminate() error { return p.signal(syscall.SIGTERM) }

// kill ends what is left of the group.
func (p *Process) kill() { _ = p.signal(syscall.SIGKILL) } // nothing is left, or nothing can be done

// signal reaches the whole group; that nobody is left is no error.
func (p *Process) signal(s syscall.Signal) error {
	if err := syscall.Kill(-p.cmd.Process.Pid, s); err != nil && !errors.Is(err, syscall.ESRCH) {
		return err
	}
	return nil
}

// terminated reports whether SIGTERM ended the program, or its shell says so.
func (p *Process) terminated() bool {
	var exit *exec.ExitError
	if !errors.As(p.err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGTERM || exit.ExitCode() == 128+int(syscall.SIGTERM)
}
