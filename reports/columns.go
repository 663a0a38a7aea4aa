package reports

import (
	"io"
	"strings"
	"unicode/utf8"
)

// columns is a table for terminals: the first column is text, the rest are
// aligned right. Cells are measured before they are painted.
type columns struct {
	rows  [][]string
	paint map[[2]int]style
}

func (c *columns) row(cells ...string) { c.rows = append(c.rows, cells) }

// style paints one cell of the last row.
func (c *columns) style(column int, s style) {
	if c.paint == nil {
		c.paint = map[[2]int]style{}
	}
	c.paint[[2]int{len(c.rows) - 1, column}] = s
}

func (c *columns) widths() []int {
	var widths []int
	for _, row := range c.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

func (c *columns) write(w io.Writer, p paint) error {
	widths := c.widths()
	for y, row := range c.rows {
		var line strings.Builder
		for x, cell := range row {
			gap := strings.Repeat(" ", widths[x]-utf8.RuneCountInString(cell))
			painted := p.as(c.paint[[2]int{y, x}], cell)
			if x == 0 {
				line.WriteString(painted + gap)
			} else {
				line.WriteString("  " + gap + painted)
			}
		}
		if _, err := io.WriteString(w, strings.TrimRight(line.String(), " ")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// paint says whether colours are wanted.
type paint bool

// style is a terminal style; the empty one leaves text alone.
type style string

const (
	bold   style = "1"
	faint  style = "2"
	red    style = "31"
	green  style = "32"
	yellow style = "33"
)

func (p paint) as(s style, text string) string {
	if !p || s == "" || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}
