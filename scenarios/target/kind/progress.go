package kind

import (
	"fmt"
	"strings"

	"sigs.k8s.io/kind/pkg/log"
)

// progress tells what kind does, a line each, without its decorations.
type progress func(string)

var _ log.Logger = progress(nil)

// say tells one line of our own.
func (p progress) say(format string, values ...any) {
	if p != nil {
		p(fmt.Sprintf(format, values...))
	}
}

// Warn is what kind warns of, Error what it calls an error on its way.
func (p progress) Warn(message string)                 { p.line("kind warns: ", message) }
func (p progress) Warnf(format string, values ...any)  { p.Warn(fmt.Sprintf(format, values...)) }
func (p progress) Error(message string)                { p.line("kind: ", message) }
func (p progress) Errorf(format string, values ...any) { p.Error(fmt.Sprintf(format, values...)) }
func (p progress) Info(message string)                 { p.line("kind: ", message) }
func (p progress) Infof(format string, values ...any)  { p.Info(fmt.Sprintf(format, values...)) }
func (p progress) Enabled() bool                       { return p != nil }
func (p progress) V(level log.Level) log.InfoLogger {
	if level > 0 {
		return progress(nil)
	}
	return p
}

// line tells the first line of a message that says anything; a tick means that a
// thing is done, which kind has announced before.
func (p progress) line(prefix, message string) {
	message = strings.TrimSpace(strings.TrimFunc(message, func(r rune) bool { return r > 0x2000 || r == ' ' }))
	if message != "" {
		p.say("%s%s", prefix, message)
	}
}
