package cli

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/sys/unix"
)

// readAll is SYSLOG_ACTION_READ_ALL of syslog(2).
const readAll = 3

// stamp is what stands before a message of the kernel.
var stamp = regexp.MustCompile(`^(<\d+>)?\[\s*[\d.]+\]\s*`)

// firstBootMessage is what the kernel that this process sees said first.
func firstBootMessage() (string, error) {
	text := make([]byte, 1<<16)
	n, err := unix.Klogctl(readAll, text)
	if err != nil {
		return "", fmt.Errorf("reading the messages of the kernel: %w", err)
	}
	first, _, _ := strings.Cut(string(text[:n]), "\n")
	return stamp.ReplaceAllString(first, ""), nil
}

// kernelRelease is what `uname -r` prints.
func kernelRelease() (string, error) {
	var name unix.Utsname
	if err := unix.Uname(&name); err != nil {
		return "", fmt.Errorf("asking for the name of the kernel: %w", err)
	}
	return unix.ByteSliceToString(name.Release[:]), nil
}
