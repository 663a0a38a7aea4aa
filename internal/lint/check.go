package lint

import (
	"strings"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/script"
)

// Options are what the file does not say.
type Options struct {
	// Name and Namespace are where the virtual cluster is, or will be, installed;
	// empty means that it is not known, and rules about it say nothing.
	Name, Namespace string
	// Classes are the labels of the host's runtime classes, by name; nil means that
	// they are not known.
	Classes map[string]map[string]string
	// Evaluate makes what expressions are tried in; nil tries them in this process,
	// which an expression can exhaust: for files of strangers give a script.Pool.
	Evaluate func(script.Static) script.Evaluator
}

// Check reads a vcluster.yaml and returns everything there is to say about it, in the
// order of the file. It never panics, whatever the text is.
func Check(file string, text []byte, o Options) []Finding {
	c, found := config.Read(file, text)
	p := &pass{options: o, file: file, config: c, lines: linesOf(text)}
	p.take(found)
	if c == nil {
		return sorted(p.found)
	}
	p.take(engine.Check(c))
	if found.Err() == nil && o.Name != "" && o.Namespace != "" {
		p.take(c.CheckInstalled(config.Installation{Name: o.Name, Namespace: o.Namespace}))
	}
	for _, r := range Rules() {
		if r.check != nil {
			p.rule = r
			r.check(p)
		}
	}
	return sorted(p.found)
}

// pass is one reading of one file.
type pass struct {
	options Options
	file    string
	config  *config.Config
	lines   []string
	rule    *Rule
	found   []Finding
	// tries is what expressions are tried in; all rules share it.
	tries *trial
}

// take gives the configuration's own findings their rules.
func (p *pass) take(found config.Findings) {
	for _, f := range found {
		message, _, _ := strings.Cut(f.Message, "\n") // the caret is drawn anew
		rule := ruleOf(p.config, f)
		p.found = append(p.found, p.place(Finding{
			Rule: rule, File: f.File, Line: f.Line, Column: f.Column, Key: f.Key, Message: message, Severity: f.Severity,
			Fix: p.repair(rule, f),
		}))
	}
}

// place completes a finding with its line.
func (p *pass) place(f Finding) Finding {
	f.File, f.Line, f.Column = p.file, max(f.Line, 1), max(f.Column, 1)
	f.Text = p.line(f.Line)
	if f.EndColumn <= f.Column {
		f.EndColumn = span(f.Text, f.Column)
	}
	f.EndColumn = max(min(f.EndColumn, len([]rune(f.Text))+1), f.Column+1)
	return f
}

func (p *pass) line(n int) string {
	if n < 1 || n > len(p.lines) {
		return ""
	}
	return p.lines[n-1]
}

// at reports about a key the user wrote, or about its nearest parent that they did.
func (p *pass) at(key, message string) {
	p.add(p.where(key), Finding{Key: key, Message: message})
}

// inside reports about some characters of a text value.
func (p *pass) inside(key string, column, length int, message string) {
	at := p.config.Inside(key, 1, column)
	if at == (config.Position{}) {
		at = p.where(key)
	}
	p.add(at, Finding{Key: key, Message: message, EndColumn: at.Column + length})
}

func (p *pass) add(at config.Position, f Finding) {
	f.Rule, f.Line, f.Column = p.rule, at.Line, at.Column
	if f.Severity == config.Error {
		f.Severity = p.rule.Severity
	}
	p.found = append(p.found, p.place(f))
}

// where is the place of a key; the top of the file for what is nowhere.
func (p *pass) where(key string) config.Position {
	for ; key != ""; key = parent(key) {
		if at := p.config.Where(key); at != (config.Position{}) {
			return at
		}
	}
	return config.Position{File: p.file, Line: 1, Column: 1}
}

// parent cuts the last step off a key.
func parent(key string) string {
	if strings.HasSuffix(key, "']") {
		return key[:max(strings.LastIndex(key, "['"), 0)]
	}
	return key[:max(strings.LastIndexAny(key, ".["), 0)]
}

// entry is the key of one entry of a mapping with free names.
func entry(key, name string) string { return key + "['" + name + "']" }

func linesOf(text []byte) []string {
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines
}
