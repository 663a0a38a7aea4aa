//go:build !linux

package cli

import "errors"

var errLinux = errors.New("pods run on Linux")

func firstBootMessage() (string, error) { return "", errLinux }

func kernelRelease() (string, error) { return "", errLinux }
