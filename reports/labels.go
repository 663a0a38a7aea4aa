package reports

import (
	"math"
	"strings"
	"unicode/utf8"
)

// What names of calls need, in pixels but for the last, which counts characters.
const (
	glyph         = 6.3 // the width of a name's character
	labelGap      = 8
	roomForLabel  = 120 // a band is at least this wide for its longest name
	shortestLabel = 10  // less says nothing
)

// label names the marks of one band where there is room: above the virtual lane,
// below the host lane, two rows each, the nearer row first. A name never leaves
// its band: it moves to the left as far as it may, and is then cut.
func (t *timeline) label(marks []mark, from, to int) {
	ends := map[int]int{} // row → where its last name ends
	for _, m := range marks {
		for _, y := range labelRows(m.Y) {
			free := from
			if end, used := ends[y]; used {
				free = end + labelGap
			}
			x := max(free, min(m.X-4, to-widthOf(m.name)))
			text := shorten(m.name, int(float64(to-x)/glyph))
			if x > m.X || utf8.RuneCountInString(text) < min(shortestLabel, utf8.RuneCountInString(m.name)) {
				continue
			}
			ends[y] = x + widthOf(text)
			t.Labels = append(t.Labels, label{X: x, Y: y, Text: text})
			break
		}
	}
}

func labelRows(lane int) []int {
	if lane == virtualY {
		return []int{virtualY - 12, virtualY - 25}
	}
	return []int{hostY + 20, hostY + 33}
}

func widthOf(text string) int { return int(math.Ceil(glyph * float64(utf8.RuneCountInString(text)))) }

// labelText is the kind and the name without its namespace, shortened.
func labelText(c Call) string {
	kind, name, _ := strings.Cut(c.Object, " ")
	if _, after, namespaced := strings.Cut(name, "/"); namespaced {
		name = after
	}
	return shorten(strings.TrimSpace(kind+" "+name), 28)
}

func shorten(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	if limit < 1 {
		return ""
	}
	return string(runes[:limit-1]) + "…"
}
