package scenarios_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/external"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// command is an engine that is this test binary, called so.
func command(words string) *external.Command {
	return &external.Command{Line: os.Args[0] + " " + words, Window: 200 * time.Millisecond, Grace: 5 * time.Second}
}

// TestSyncspecsOwnEngineIsJudgedAsACommand runs a whole folder of features with
// `syncspec sync` as somebody else's engine, and with its own rights only.
func TestSyncspecsOwnEngineIsJudgedAsACommand(t *testing.T) {
	t.Parallel()
	pages, err := runner.Load(features.FS, []string{"features/networking"})
	require.NoError(t, err)
	examples, err := runner.Choose(pages, runner.Selection{})
	require.NoError(t, err)
	as := options(servers(t, 1))
	as.Engine = command("sync")
	as.Engine.Derived, as.Engine.Both = true, true

	run, err := runner.Run(t.Context(), examples, as)
	require.NoError(t, err)
	tell(t, run)
	require.Equal(t, len(examples), run.Totals().Passed)
	for _, scenario := range run.All() {
		for _, law := range scenario.Laws {
			require.Empty(t, law.Unobserved, scenario.Name)
		}
	}
}

// TestAWrongEngineIsFoundOut: a runner that any engine passes judges none.
func TestAWrongEngineIsFoundOut(t *testing.T) {
	t.Parallel()
	const copies, deletes, nothing = "a copy is made", "a copy is deleted", "nothing is asked of the engine"
	pages, err := runner.Load(os.DirFS("testdata"), []string{"testdata/foreign.feature"})
	require.NoError(t, err)
	target := servers(t, 1)
	for _, each := range []struct {
		how, scenario, want string
	}{
		{"sync", copies, ""},
		{"sync", deletes, ""},
		{"sync", nothing, ""},
		{"wrong mute", copies, `ConfigMap "default/tide"`},
		{"wrong idle", copies, `ConfigMap "default/tide"`},
		{"wrong keeps", deletes, `host copy of ConfigMap`},
		{"wrong strays", copies, `the law "confined" is broken`},
		{"wrong talks", nothing, `the law "secrets kept" is broken`},
		{"wrong restless", copies, `come to rest|the law "`},
		{"wrong deaf", nothing, "the engine did not end within 5s of SIGTERM and was killed"},
		{"wrong gives-up", copies, "the engine ended by itself with exit code 3; its last words: on"},
	} {
		t.Run(each.how+": "+each.scenario, func(t *testing.T) {
			examples, err := runner.Choose(pages, runner.Selection{Name: "^" + each.scenario + "$"})
			require.NoError(t, err)
			as := options(target)
			as.Engine = command(each.how)
			as.Deadline = 10 * time.Second
			if each.how == "wrong mute" {
				as.Engine.Probe = "true"
			}
			run, err := runner.Run(t.Context(), examples, as)
			require.NoError(t, err)
			result := run.Features[0].Rules[0].Scenarios[0]
			if each.want == "" {
				judged(t, result)
				return
			}
			require.Equal(t, reports.Failed, result.Status)
			var text strings.Builder
			require.NoError(t, reports.WriteFailure(&text, result, false))
			require.Regexp(t, each.want, text.String())
			require.NotContains(t, text.String(), "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==", "what Secrets hold is in no report")
		})
	}
}

// TestLawsOfAnEngineNobodySawAreNotKept: silence is no virtue.
func TestLawsOfAnEngineNobodySawAreNotKept(t *testing.T) {
	t.Parallel()
	pages, err := runner.Load(os.DirFS("testdata"), []string{"testdata/foreign.feature"})
	require.NoError(t, err)
	examples, err := runner.Choose(pages, runner.Selection{Name: "nothing is asked"})
	require.NoError(t, err)
	as := options(servers(t, 1))
	as.Engine = command("wrong mute")
	as.Engine.Probe = "true"
	run, err := runner.Run(t.Context(), examples, as)
	require.NoError(t, err)
	tell(t, run)
	for _, scenario := range run.All() {
		require.NotEmpty(t, scenario.Laws)
		for _, law := range scenario.Laws {
			require.Equal(t, "no request of the engine was seen", law.Unobserved, law.Name)
		}
	}
	var said strings.Builder
	require.NoError(t, reports.WriteSummary(&said, run, false))
	require.Contains(t, said.String(), "The laws were not observable in 1 scenario: no request of the engine was seen")
}
