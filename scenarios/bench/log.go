package bench

import (
	"bytes"
	"regexp"
	"sync"
)

// kept is how much of an engine's output is kept for messages.
const kept = 4 << 10

// log keeps the end of an engine's output and sees when it says it is ready.
type log struct {
	pattern *regexp.Regexp

	mu    sync.Mutex
	text  []byte
	said  bool
	ready chan struct{}
}

func newLog() *log { return &log{pattern: readyLine(), ready: make(chan struct{})} }

// Write takes output as it comes, lines cut anywhere.
func (l *log) Write(piece []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, piece...)
	if !l.said && l.pattern.Match(l.text) {
		l.said = true
		close(l.ready)
	}
	if len(l.text) > 2*kept {
		l.text = append([]byte(nil), l.text[len(l.text)-kept:]...)
	}
	return len(piece), nil
}

// tail is what the engine wrote last, in whole lines.
func (l *log) tail() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.text) <= kept {
		return string(l.text)
	}
	end := l.text[len(l.text)-kept:]
	return string(end[bytes.IndexByte(end, '\n')+1:])
}
