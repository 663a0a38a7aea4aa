//go:build !unix

package external

import "errors"

var errNoSignals = errors.New("engines that are commands need a system with SIGTERM")

func (p *Process) launch() error    { return errNoSignals }
func (p *Process) terminate() error { return errNoSignals }
func (p *Process) kill()            {}
func (p *Process) terminated() bool { return false }
