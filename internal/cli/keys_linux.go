package cli

import "golang.org/x/sys/unix"

// single lets a terminal give keys one at a time and not show them. Ctrl-C stays an
// interrupt, and what is printed stays as it is.
func single(terminal int) (restore func()) {
	before, err := unix.IoctlGetTermios(terminal, unix.TCGETS)
	if err != nil {
		return func() {}
	}
	now := *before
	now.Lflag &^= unix.ICANON | unix.ECHO
	now.Cc[unix.VMIN], now.Cc[unix.VTIME] = 1, 0
	_ = unix.IoctlSetTermios(terminal, unix.TCSETS, &now) // else keys count with Enter
	return func() { _ = unix.IoctlSetTermios(terminal, unix.TCSETS, before) }
}
