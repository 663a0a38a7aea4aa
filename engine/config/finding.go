package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a configuration can be used in spite of a finding.
type Severity int

const (
	// Error means the configuration cannot be used.
	Error Severity = iota
	// Warning means it can, but something in it does not do what its author may think.
	Warning
	// Note means that all is well, and that something in it is not looked at.
	Note
)

// prefix is what a finding says before its message.
func (s Severity) prefix() string { return []string{"", "warning: ", "note: "}[s] }

// Position is a place in a file; the zero value means "nowhere: a default".
type Position struct {
	File string
	// Line and Column count from 1; columns count characters.
	Line, Column int
}

// String is "file:line:column", or "default" for the zero value.
func (p Position) String() string {
	if p == (Position{}) {
		return "default"
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Finding is one thing to say about a configuration file.
type Finding struct {
	File         string
	Line, Column int
	// Key is the dotted path the finding is about; empty for the file as a whole.
	Key      string
	Message  string
	Severity Severity
}

// String is "vcluster.yaml:7:5: message"; a warning or a note says so before its message.
func (f Finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s%s", f.File, f.Line, f.Column, f.Severity.prefix(), f.Message)
}

// Findings are sorted by position.
type Findings []Finding

// Err is nil when nothing keeps the configuration from being used; otherwise its
// message is one error finding a line. Warnings are left out.
func (f Findings) Err() error {
	var lines []string
	for _, finding := range f {
		if finding.Severity == Error {
			lines = append(lines, finding.String())
		}
	}
	if lines == nil {
		return nil
	}
	return errors.New(strings.Join(lines, "\n"))
}

// add appends a finding.
func (f *Findings) add(severity Severity, at Position, key, format string, args ...any) {
	*f = append(*f, Finding{
		File: at.File, Line: at.Line, Column: at.Column,
		Key: key, Message: fmt.Sprintf(format, args...), Severity: severity,
	})
}

// sorted orders by position and drops repetitions, which aliases cause.
func (f Findings) sorted() Findings {
	slices.SortStableFunc(f, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(f)
}
