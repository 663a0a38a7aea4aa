package subject

import (
	"log/slog"
	"slices"
	"strings"
	"sync"
)

// lines collects what the engine logs.
type lines struct {
	mu  sync.Mutex
	got []string
}

// Write takes one record of a slog.TextHandler.
func (l *lines) Write(record []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.got = append(l.got, strings.TrimSuffix(string(record), "\n"))
	return len(record), nil
}

func (l *lines) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.got)
}

// handler logs everything, without the time: a scenario is told in order.
func (l *lines) handler() slog.Handler {
	return slog.NewTextHandler(l, &slog.HandlerOptions{
		Level: slog.LevelDebug,
		ReplaceAttr: func(groups []string, attr slog.Attr) slog.Attr {
			if len(groups) == 0 && attr.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return attr
		},
	})
}
