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

// Sort is the sort of mistake a finding is about, where its key does not tell.
type Sort int

const (
	// Fit is everything that no other sort is: a value that is not allowed, or does not go with others.
	Fit Sort = iota
	// Syntax is a text that is not one YAML document within the limits.
	Syntax
	// Unknown is a key that is not in the tree.
	Unknown
	// Type is a value of the wrong type or form.
	Type
	// Older is a key in its older spelling.
	Older
	// Unread is a key that is accepted, not read, and looks like one that is.
	Unread
	// Pending is a key that asks for what is not built yet.
	Pending
	// Twice is a path that two patches of a list have.
	Twice
)

// Finding is one thing to say about a configuration file.
type Finding struct {
	File         string
	Line, Column int
	// Key is the dotted path the finding is about; empty for the file as a whole.
	Key      string
	Message  string
	Severity Severity
	Sort     Sort
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

// mark says of the findings from the n-th on what sort they are.
func (f Findings) mark(n int, sort Sort) {
	for i := range f[n:] {
		f[n+i].Sort = sort
	}
}

// sorted orders by position and drops repetitions, which aliases cause.
func (f Findings) sorted() Findings {
	slices.SortStableFunc(f, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(f)
}
