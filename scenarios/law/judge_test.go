package law

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/history"
)

// plot is one history of a table: what happens, and the laws it breaks, all
// others being kept. An honest history breaks none.
type plot struct {
	name   string
	config string
	breaks string
	tell   func(s *story)
}

// judgeAll tells each plot and compares the broken laws with the expected ones.
func judgeAll(t *testing.T, plots []plot) {
	t.Helper()
	for _, p := range plots {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(p.config)
			p.tell(s)
			var broken, why []string
			for _, verdict := range Judge(s.h) {
				if !verdict.Holds() {
					broken = append(broken, verdict.Law)
					why = append(why, verdict.Violations...)
				}
			}
			require.Equal(t, p.breaks, strings.Join(broken, ", "), strings.Join(why, "\n"))
		})
	}
}

func TestJudgeNamesEveryLawInAFixedOrder(t *testing.T) {
	t.Parallel()
	var names []string
	for _, verdict := range Judge(history.History{}) {
		names = append(names, verdict.Law)
		require.True(t, verdict.Holds(), verdict.Law)
		require.Zero(t, verdict.Checked, verdict.Law)
	}
	require.Equal(t, []string{"confined", "owned", "just", "injective", "quiet", "restart-neutral",
		"told", "no leak", "secrets kept"}, names)
}

func TestJudgeSurvivesNonsense(t *testing.T) {
	t.Parallel()
	h := history.History{
		Config: "sync: [not, a, tree", Calls: []history.Call{
			{Seq: 1, Actor: "engine/1", Side: "host", Verb: "delete"},
			{Seq: 2, Actor: "engine/1", Side: "virtual", Verb: "create", Code: 422},
			{Seq: 3, Actor: "engine/1", Side: "host", Verb: "create", Code: 422},
			{Seq: 4, Actor: "tenant", Side: "virtual", Verb: "deletecollection", Code: 200},
			{Seq: 5, Actor: "engine/1", Side: "virtual", Verb: "patch", Code: 200, Body: map[string]any{"metadata": "x"}},
		},
		Marks: []history.Mark{{Name: "settled", Seq: 99}, {Name: "restart-check", Seq: -1}},
	}
	require.NotPanics(t, func() { Judge(h) })
}

func TestEveryLawCountsWhatItJudged(t *testing.T) {
	t.Parallel()
	s := newStory("")
	pod := thing("Pod", "default", "web", "u1", "")
	secret := thing("Secret", "default", "pw", "s1", "data: {p: aHVudGVyMi1odW50ZXIy}")
	s.by(history.Tenant).create("virtual", pod)
	s.by(history.Tenant).create("virtual", secret)
	s.by("engine/1").create("host", hostOf(pod))
	s.patch("host", annotated(hostOf(pod), "a", "b"))
	s.refuse("host", hostOf(secret), 422)
	s.warn(secret, "SyncError", "refused")
	s.by(history.Tenant).delete("virtual", pod)
	s.by("engine/1").delete("host", hostOf(pod))
	s.by(history.Tenant).create("virtual", thing("Pod", "default", "api", "u2", ""))
	s.by("engine/1").create("host", hostOf(thing("Pod", "default", "api", "u2", "")))
	s.mark("settled")
	s.mark("restart-check")
	for _, verdict := range Judge(s.h) {
		require.NotZero(t, verdict.Checked, verdict.Law)
		require.Empty(t, verdict.Violations, verdict.Law)
	}
}
