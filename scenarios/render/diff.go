package render

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	udiff "github.com/aymanbagabas/go-udiff"
	"sigs.k8s.io/yaml"
)

// Paper is what a difference is drawn on.
type Paper struct {
	// Width is how many characters fit into a line; 0 means 160.
	Width int
	// Colour marks what is gone and what is new.
	Colour bool
}

// WriteDiff writes each virtual object beside its copy, the lines that differ marked.
func (r Result) WriteDiff(out io.Writer, detail Detail, paper Paper) error {
	if paper.Width == 0 {
		paper.Width = 160
	}
	for i, c := range r.shown(detail) {
		virtual, err := yaml.Marshal(clean(c.Virtual).Object)
		if err != nil {
			return err
		}
		host, err := yaml.Marshal(clean(c.Host).Object)
		if err != nil {
			return err
		}
		text := paper.columns(name(c.Virtual)+" (virtual)", name(c.Host)+" (host)", ' ', paper.bold)
		text += paper.beside(string(virtual), string(host))
		if detail.Explain {
			text += "\n" + c.reasons(detail)
		}
		if i > 0 {
			text = "\n" + text
		}
		if _, err := io.WriteString(out, text); err != nil {
			return err
		}
	}
	return nil
}

// beside draws two texts in two columns.
func (p Paper) beside(left, right string) string {
	var text strings.Builder
	before, after := strings.SplitAfter(left, "\n"), 0
	same := func(until int) { // lines of left up to a position are on both sides
		for ; after < until && after < len(before); after++ {
			if before[after] != "" {
				line := strings.TrimSuffix(before[after], "\n")
				text.WriteString(p.columns(line, line, ' ', plain))
			}
		}
	}
	for _, edit := range udiff.Lines(left, right) {
		same(strings.Count(left[:edit.Start], "\n"))
		gone, come := lines(left[edit.Start:edit.End]), lines(edit.New)
		text.WriteString(p.replaced(gone, come))
		after += len(gone)
	}
	same(len(before))
	return text.String()
}

// replaced draws lines that took the place of others; those with the same key stand
// beside each other.
func (p Paper) replaced(gone, come []string) string {
	var text strings.Builder
	for _, left := range gone {
		same := slices.IndexFunc(come, func(right string) bool { return keyIn(left) != "" && keyIn(left) == keyIn(right) })
		if same < 0 {
			text.WriteString(p.columns(left, "", '<', p.red))
			continue
		}
		for _, right := range come[:same] {
			text.WriteString(p.columns("", right, '>', p.green))
		}
		text.WriteString(p.columns(left, come[same], '|', p.yellow))
		come = come[same+1:]
	}
	for _, right := range come {
		text.WriteString(p.columns("", right, '>', p.green))
	}
	return text.String()
}

// keyIn is the key of a line of YAML with its indentation; "" if it has none.
func keyIn(line string) string {
	key, _, found := strings.Cut(line, ":")
	if !found {
		return ""
	}
	return strings.Replace(key, "- ", "  ", 1)
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// columns is one row; paint colours it.
func (p Paper) columns(left, right string, mark rune, paint func(string) string) string {
	width := (p.Width - 3) / 2
	row := fmt.Sprintf("%s %c %s", pad(cut(left, width), width), mark, cut(right, width))
	return paint(strings.TrimRight(row, " ")) + "\n"
}

func cut(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	return string([]rune(text)[:width-1]) + "…"
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

func plain(text string) string            { return text }
func (p Paper) bold(text string) string   { return p.paint("1", text) }
func (p Paper) red(text string) string    { return p.paint("31", text) }
func (p Paper) green(text string) string  { return p.paint("32", text) }
func (p Paper) yellow(text string) string { return p.paint("33", text) }

func (p Paper) paint(code, text string) string {
	if !p.Colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
