package external

import (
	"bytes"
	"strings"
	"sync"
)

// most is how much of an engine's output is kept, in bytes.
const most = 4 << 20

// Output collects what an engine says, line by line.
type Output struct {
	mu   sync.Mutex
	text bytes.Buffer
	cut  bool
}

// Write takes what comes and never fails; what is too much is not kept.
func (o *Output) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	keep := min(len(text), most-o.text.Len())
	o.cut = o.cut || keep < len(text)
	_, _ = o.text.Write(text[:keep]) // a buffer takes everything
	return len(text), nil
}

// Lines are those said until now.
func (o *Output) Lines() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	text := strings.TrimSuffix(o.text.String(), "\n")
	if text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	if o.cut {
		lines = append(lines, "(the engine said more than is kept)")
	}
	return lines
}
