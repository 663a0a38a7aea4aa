package runner

import (
	"fmt"
	"testing"
	"testing/synctest"
)

// inBubble calls body in a testing/synctest bubble: its time is invented and
// passes only while everything rests. It works outside of tests too: an empty
// testing.T is all a bubble needs as long as nothing in it fails the T. A panic
// and a deadlock come back as errors.
func inBubble(body func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the bubble burst: %v", p)
		}
	}()
	synctest.Test(new(testing.T), func(*testing.T) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v", p)
			}
		}()
		body()
	})
	return err
}
