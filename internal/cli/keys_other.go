//go:build !linux

package cli

// single changes nothing here: a key counts once Enter is pressed.
func single(int) (restore func()) { return func() {} }
