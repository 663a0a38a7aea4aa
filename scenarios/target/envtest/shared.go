package envtest

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"testing"
)

// shared is the one pair of a test binary: servers take seconds to start, a
// Reset takes milliseconds. The watchdog ends it with the process.
var shared = struct {
	sync.Mutex
	start func() (*Pair, error)
}{start: sync.OnceValues(startShared)}

// Shared lends the test binary's pair to one test at a time, put back to what it
// held at first. It is started on first use and ends with the process.
func Shared(tb testing.TB) *Pair {
	tb.Helper()
	shared.Lock()
	tb.Cleanup(shared.Unlock)
	pair, err := shared.start()
	if err == nil {
		err = pair.Reset(tb.Context())
	}
	if err != nil {
		tb.Fatal(err)
	}
	return pair
}

func startShared() (*Pair, error) {
	out, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0)
	if err == nil { // go test keeps the output of tests that pass to itself
		defer out.Close() //nolint:errcheck // a terminal
		return Start(context.Background(), Options{Progress: say(out)})
	}
	return Start(context.Background(), Options{Progress: say(os.Stderr)})
}

func say(to io.Writer) func(string) {
	return func(line string) { _, _ = fmt.Fprintln(to, line) }
}
