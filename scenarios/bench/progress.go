package bench

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress tells a person how far the run is.
type progress struct {
	mu    sync.Mutex
	out   io.Writer
	begun time.Time
}

// say writes one line with the time since the first one.
func (p *progress) say(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.begun.IsZero() {
		p.begun = time.Now()
	}
	// A progress line that cannot be written is not worth ending the run for.
	_, _ = fmt.Fprintf(p.out, "%6.1fs  %s\n", time.Since(p.begun).Seconds(), fmt.Sprintf(format, args...))
}

// every says a count each second until the returned function is called.
func (p *progress) every(second time.Duration, what string, total int, count func() int) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		ticker := time.NewTicker(second)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				p.say("%s: %d of %d", what, count(), total)
			}
		}
	}()
	return func() { close(done); <-ended }
}
