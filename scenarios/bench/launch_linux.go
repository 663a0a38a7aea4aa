package bench

import (
	"runtime"
	"syscall"
)

// launch starts the program so that it dies with us, however we die. The kernel
// means the thread that started it, so that thread waits for its end.
func (c *command) launch() error {
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := c.cmd.Start()
		started <- err
		if err == nil {
			c.err = c.cmd.Wait()
			close(c.done)
		}
	}()
	return <-started
}
