package external

import (
	"cmp"
	"time"
)

// Command says how an engine is started, and when it is ready.
type Command struct {
	// Line is what a shell runs.
	Line string
	// Probe is what a shell runs to know whether the engine is ready: exit code 0
	// says that it is. Empty means that it is ready once it has been quiet.
	Probe string
	// Window is how long it must ask for nothing new to be quiet; 0 is DefaultWindow.
	Window time.Duration
	// Grace is how long it may take to end after SIGTERM; 0 is DefaultGrace.
	Grace time.Duration
	// Derived runs the engine with the rights that syncspec's own would be
	// installed with; else it may do everything.
	Derived bool
	// Both says that the engine behaves as documented or as the real vCluster does,
	// whichever SYNCSPEC_COMPAT says.
	Both bool
}

// The defaults of a command.
const (
	DefaultWindow = time.Second
	DefaultGrace  = 10 * time.Second
)

// Complete fills in the defaults.
func (c Command) Complete() *Command {
	c.Window, c.Grace = cmp.Or(c.Window, DefaultWindow), cmp.Or(c.Grace, DefaultGrace)
	return &c
}

// FirstRequest is how long an engine without a probe may take until it asks the
// clusters anything; after that it is taken for ready, and for idle.
const FirstRequest = 5 * time.Second

// RefusedCode is the exit code of an engine that does not accept its
// configuration; its output is the answer.
const RefusedCode = 2
