//go:build !linux

package child

import "syscall"

// Attributes of a daemon. Only Linux can have it end with this process.
func Attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
