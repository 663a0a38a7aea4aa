package reports

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// timeline is the picture of one scenario's calls, laid out: the virtual lane
// above, the host lane below, one mark per call, one band per step. Its axis is
// the order of calls, with longer pauses drawn wider; true times stand below
// each band and in every mark's tooltip. A linear axis would put a whole
// scenario into a few clusters, and on the memory target into one point.
type timeline struct {
	Width, Height int
	Bands         []band
	Marks         []mark
	Labels        []label
	Virtual, Host int // how many calls each side got

	timed bool
}

type band struct {
	X, Middle, Width int
	Text             string // "3 When"
	At               string // when the step began
	Bad, Odd         bool
}

type mark struct {
	X, Y  int
	Shape string // id of a symbol on the page
	Class string // actor, and "r" for reads
	Title string
	name  string
}

type label struct {
	X, Y int
	Text string
}

// The vertical places of a timeline, in pixels.
const (
	virtualY, hostY = 60, 96
	timelineHeight  = 150
	bandMinimum     = 52
	margin          = 12
	pageWidth       = 980 // short timelines are stretched towards it
	maxStretch      = 2.6
)

// newTimeline returns nil when there is nothing to draw.
func newTimeline(s Scenario) *timeline {
	if len(s.Calls) == 0 {
		return nil
	}
	t := layout(s, 1)
	if t.Width < pageWidth {
		t = layout(s, min(float64(pageWidth)/float64(t.Width), maxStretch))
	}
	return t
}

func layout(s Scenario, stretch float64) *timeline {
	t := &timeline{Height: timelineHeight, timed: timed(s.Calls)}
	x := 0
	for i, step := range stepRanges(s) {
		start, widest := x, 0
		x += int(stretch * margin)
		var named []mark
		for c := step.from; c < step.to; c++ {
			x += int(stretch * float64(pace(s.Calls, c, step.from)))
			t.mark(rowOf(s.Calls, c), x)
			if !reads(s.Calls[c]) {
				named = append(named, t.Marks[len(t.Marks)-1])
				widest = max(widest, min(widthOf(labelText(s.Calls[c])), roomForLabel))
			}
		}
		x = max(x+int(stretch*margin), start+int(stretch*bandMinimum), start+widest+2*labelGap)
		t.Bands = append(t.Bands, band{
			X: start, Width: x - start, Middle: (start + x) / 2, Text: step.text, Bad: step.bad, Odd: i%2 == 1,
			At: step.at(s.Calls),
		})
		t.label(named, start+labelGap, x-labelGap)
	}
	t.Width = x + 1
	return t
}

// stepRange is the calls [from, to) of one step.
type stepRange struct {
	from, to int
	text     string
	bad      bool
}

func (r stepRange) at(calls []Call) string {
	if r.from >= r.to || !timed(calls) {
		return ""
	}
	return "+" + duration(calls[r.from].Offset)
}

// stepRanges cuts the calls at the steps that ran. Calls before the first step
// get a range of their own; impossible indices are moved to the nearest possible one.
func stepRanges(s Scenario) []stepRange {
	ranges := []stepRange{{text: "start"}}
	for i, step := range s.Steps {
		if step.Status == Skipped || step.Status == Undefined {
			continue
		}
		last := &ranges[len(ranges)-1]
		last.to = min(max(step.FromCalls, last.from), len(s.Calls))
		ranges = append(ranges, stepRange{
			from: last.to, text: fmt.Sprintf("%d %s", i+1, strings.TrimSpace(step.Keyword)), bad: step.Status == Failed,
		})
	}
	ranges[len(ranges)-1].to = len(s.Calls)
	if ranges[0].to == 0 {
		ranges = ranges[1:]
	}
	return ranges
}

// pace is the distance to the call before it: reads take little room, pauses
// widen it by their logarithm.
func pace(calls []Call, i, first int) int {
	if i == first {
		return 0
	}
	width := 15
	if reads(calls[i]) || reads(calls[i-1]) {
		width = 10
	}
	pause := float64(calls[i].Offset-calls[i-1].Offset) / float64(time.Millisecond)
	if pause > 1 {
		width += int(math.Min(6*math.Log10(pause), 28))
	}
	return width
}

func (t *timeline) mark(c callRow, x int) {
	y := hostY
	if c.Side == "virtual" {
		y = virtualY
		t.Virtual++
	} else {
		t.Host++
	}
	t.Marks = append(t.Marks, mark{
		X: x, Y: y, Shape: shape(c.Call), Class: class(c.Call), Title: c.title(t.timed), name: labelText(c.Call),
	})
}
