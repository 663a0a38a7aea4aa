package reports

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestEveryCallHasAMarkOfItsOwn(t *testing.T) {
	s := passed("x", 1, 500*ms)
	line := newTimeline(s)
	require.Len(t, line.Marks, len(s.Calls))
	require.Equal(t, len(s.Calls), line.Virtual+line.Host)
	require.Len(t, line.Bands, len(s.Steps))
	for i := 1; i < len(line.Marks); i++ {
		require.Greater(t, line.Marks[i].X, line.Marks[i-1].X, "in order, never one upon another")
	}
	require.Less(t, line.Marks[len(line.Marks)-1].X, line.Width)
}

func TestStepsThatDidNotRunHaveNoBand(t *testing.T) {
	s := failed()
	line := newTimeline(s)
	require.Len(t, line.Marks, len(s.Calls))
	require.Len(t, line.Bands, 5)
	require.True(t, line.Bands[4].Bad)
}

func TestImpossibleIndicesLoseNoCall(t *testing.T) {
	for name, from := range map[string][]int{
		"negative": {-3, -1}, "beyond the end": {0, 99}, "backwards": {5, 2}, "calls before the first step": {4, 6},
	} {
		t.Run(name, func(t *testing.T) {
			s := Scenario{Calls: sampleCalls(100 * ms)}
			for _, f := range from {
				s.Steps = append(s.Steps, Step{Keyword: "Given", Status: Passed, FromCalls: f})
			}
			require.Len(t, newTimeline(s).Marks, len(s.Calls))
		})
	}
	require.Len(t, newTimeline(Scenario{Calls: sampleCalls(ms)}).Marks, 25, "no step at all")
	require.Nil(t, newTimeline(Scenario{}))
}

func TestLabelsDoNotOverlap(t *testing.T) {
	rows := map[int]label{}
	for _, l := range newTimeline(passed("x", 1, 500*ms)).Labels {
		if before, taken := rows[l.Y]; taken {
			require.Greater(t, l.X, before.X+int(glyph*float64(len([]rune(before.Text)))))
		}
		rows[l.Y] = l
	}
	require.NotEmpty(t, rows)
}

func TestANameStaysInItsBand(t *testing.T) {
	for _, took := range []time.Duration{0, 500 * ms} {
		drawn := newTimeline(passed("x", 1, took))
		for _, l := range drawn.Labels {
			inside := false
			for _, b := range drawn.Bands {
				inside = inside || l.X >= b.X && l.X+widthOf(l.Text) <= b.X+b.Width
			}
			require.True(t, inside, l.Text)
		}
	}
}
