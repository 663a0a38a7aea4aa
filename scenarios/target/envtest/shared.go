package envtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"
)

// shared is the one pair of a test binary: servers take seconds to start, a
// Reset takes milliseconds. The watchdog ends it with the process.
var shared struct {
	sync.Mutex
	pair *Pair
}

// Shared lends the test binary's pair to one test at a time, put back to what it
// held at first. It is started on first use and ends with the process.
func Shared(tb testing.TB) *Pair {
	tb.Helper()
	shared.Lock()
	tb.Cleanup(shared.Unlock)
	var err error
	if shared.pair == nil {
		shared.pair, err = startShared(tb)
	} else {
		err = shared.pair.Reset(tb.Context())
	}
	if err != nil {
		tb.Fatal(err)
	}
	return shared.pair
}

// startShared gives up shortly before the test binary would be killed: a build of
// the servers on a busy machine may take longer than that.
func startShared(tb testing.TB) (*Pair, error) {
	ctx, cancel := tb.Context(), context.CancelFunc(func() {})
	if limited, ok := tb.(interface{ Deadline() (time.Time, bool) }); ok {
		if end, ok := limited.Deadline(); ok {
			ctx, cancel = context.WithDeadlineCause(ctx, end.Add(-15*time.Second), errTooSlow)
		}
	}
	defer cancel()
	out := os.Stderr
	if terminal, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0); err == nil {
		defer terminal.Close() //nolint:errcheck // go test keeps what passing tests print to itself; a terminal shows it
		out = terminal
	}
	pair, err := Start(ctx, Options{Progress: func(line string) { _, _ = fmt.Fprintln(out, line) }})
	if err != nil && errors.Is(context.Cause(ctx), errTooSlow) {
		err = errors.Join(errTooSlow, err)
	}
	return pair, err
}

var errTooSlow = errors.New("the API servers were not there within the time limit of the tests; once more, the build goes on where it was, or use a longer -timeout")
