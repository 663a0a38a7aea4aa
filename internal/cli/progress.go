package cli

import (
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// progress shows a run while it runs: a line that overwrites itself on a
// terminal, plain lines elsewhere, whole scenarios with --format pretty.
func (p *Program) progress(f runFlags) runner.Progress {
	if slices.Contains(f.formats, "pretty") {
		return &pretty{out: p.Stdout}
	}
	if width := terminalWidth(p.Stderr); width > 0 && p.Env("CI") == "" {
		return &live{out: p.Stderr, width: width, boots: f.target == "envtest"}
	}
	return &plain{out: p.Stderr, now: time.Now}
}

// terminalWidth is 0 when nobody looks.
func terminalWidth(out io.Writer) int {
	file, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return width
}

// colorful reports whether colours are wanted on an output.
func (p *Program) colorful(out io.Writer) bool {
	return terminalWidth(out) > 0 && p.Env("NO_COLOR") == "" && p.Env("TERM") != "dumb"
}

// counts is how far a run is.
type counts struct{ total, done, passed, failed, skipped int }

func (c *counts) add(result reports.Scenario) {
	c.done++
	switch {
	case result.Bad():
		c.failed++
	case result.Status == reports.Skipped:
		c.skipped++
	default:
		c.passed++
	}
}

func (c counts) String() string {
	text := fmt.Sprintf("%d/%d passed %d", c.done, c.total, c.passed)
	if c.failed > 0 {
		text += fmt.Sprintf(" failed %d", c.failed)
	}
	if c.skipped > 0 {
		text += fmt.Sprintf(" skipped %d", c.skipped)
	}
	return text
}

// live is one line that overwrites itself.
type live struct {
	out   io.Writer
	width int
	boots bool // whether the first scenario waits for servers
	counts
}

func (l *live) Begin(total, _ int) { l.total = total; l.show("…") }

func (l *live) Started(example runner.Example) {
	if l.boots && l.done == 0 {
		l.show("booting the API servers …")
		return
	}
	l.show(path.Base(example.Feature.URI) + ": " + example.Name)
}

func (l *live) Finished(example runner.Example, result reports.Scenario) {
	l.add(result)
	if result.Bad() {
		_, _ = fmt.Fprintf(l.out, "\r\x1b[K✕ %s  %s%s\n", example.Place(), example.Name, flaky(result))
	} else if result.Flaky {
		_, _ = fmt.Fprintf(l.out, "\r\x1b[K~ %s  %s%s\n", example.Place(), example.Name, flaky(result))
	}
	l.show(path.Base(example.Feature.URI) + ": " + example.Name)
}

func (l *live) End() { _, _ = fmt.Fprint(l.out, "\r\x1b[K") }

func (l *live) show(doing string) {
	line := []rune(l.String() + " · " + doing)
	if len(line) >= l.width {
		line = append(line[:max(l.width-2, 0)], '…')
	}
	_, _ = fmt.Fprintf(l.out, "\r\x1b[K%s", string(line))
}

// plain is a line for each failure, and one every now and then.
type plain struct {
	out io.Writer
	now func() time.Time
	counts
	last time.Time
}

// every is how often a plain progress speaks when all goes well.
const every = 5 * time.Second

func (l *plain) Begin(total, lanes int) {
	l.total, l.last = total, l.now()
	_, _ = fmt.Fprintf(l.out, "running %d %s, %d at a time\n", total, plural(total, "scenario"), lanes)
}

func (l *plain) Started(runner.Example) {}

func (l *plain) Finished(example runner.Example, result reports.Scenario) {
	l.add(result)
	if result.Bad() {
		_, _ = fmt.Fprintf(l.out, "failed: %s  %s%s\n", example.Place(), example.Name, flaky(result))
	} else if result.Flaky {
		_, _ = fmt.Fprintf(l.out, "flaky: %s  %s%s\n", example.Place(), example.Name, flaky(result))
	}
	if now := l.now(); l.done == l.total || now.Sub(l.last) >= every {
		l.last = now
		_, _ = fmt.Fprintf(l.out, "%s · %s\n", l, path.Base(example.Feature.URI))
	}
}

func (l *plain) End() {}

// pretty prints every scenario with its steps once it is done.
type pretty struct {
	out  io.Writer
	page string
}

func (l *pretty) Begin(int, int) {}

func (l *pretty) Started(runner.Example) {}

func (l *pretty) Finished(example runner.Example, result reports.Scenario) {
	if l.page != example.Feature.URI {
		l.page = example.Feature.URI
		_, _ = fmt.Fprintf(l.out, "\n%s  %s\n", example.Feature.Name, l.page)
	}
	_, _ = fmt.Fprintf(l.out, "\n  %s  %s:%d  %s\n", result.Name, path.Base(l.page), result.Line, strings.Join(result.Tags, " "))
	for _, step := range result.Steps {
		_, _ = fmt.Fprintf(l.out, "  %s %s %s\n", sign(step.Status), step.Keyword, step.Text)
	}
	if result.Flaky {
		_, _ = fmt.Fprintf(l.out, "   %s\n", flaky(result))
	}
	if result.Reason != "" {
		_, _ = fmt.Fprintf(l.out, "    %s\n", result.Reason)
	}
}

func (l *pretty) End() { _, _ = fmt.Fprintln(l.out) }

// flaky says of a scenario that was tried again how often.
func flaky(result reports.Scenario) string {
	switch {
	case result.Flaky:
		return fmt.Sprintf(" (flaky, %d tries)", len(result.Tries))
	case len(result.Tries) > 1:
		return fmt.Sprintf(" (%d tries)", len(result.Tries))
	}
	return ""
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

func sign(status reports.Status) string {
	switch status {
	case reports.Passed:
		return "✓"
	case reports.Skipped:
		return "-"
	case reports.Undefined:
		return "?"
	}
	return "✕"
}
