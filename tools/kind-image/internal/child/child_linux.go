package child

import "syscall"

// Attributes of a daemon that ends with this process, whatever ends it.
func Attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
