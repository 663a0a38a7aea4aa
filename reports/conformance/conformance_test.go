package conformance_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/reports/conformance"
)

func scenario(name string, line int, status reports.Status, ids ...string) reports.Scenario {
	return reports.Scenario{Name: name, Line: line, Status: status, Behaviours: ids, Laws: []reports.Law{{Name: "quiet", Checked: 1}}}
}

func about() conformance.About {
	return conformance.About{
		Implementation: conformance.Identity{Organization: "example", Project: "engine", URL: "https://example.com", Version: "v1", Contact: []string{"@me"}},
		Versions:       conformance.Versions{Syncspec: "v1", Kubernetes: "v1.36.3", Specification: "sha256:0123456789abcdef"},
		Classes:        conformance.Classes{"A-1": "seed", "B-1": "docs", "C-1": "impl"},
		Whole:          map[conformance.Profile]int{conformance.Core: 2, conformance.Extended: 3, conformance.Implementation: 1},
	}
}

func run(scenarios ...reports.Scenario) reports.Run {
	return reports.Run{
		Started: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Target: "envtest", Compat: "documented", Command: "syncspec run",
		Features: []reports.Feature{{URI: "features/page.feature", Rules: []reports.Rule{{Scenarios: scenarios}}}},
	}
}

func sample() reports.Run {
	expected := scenario("known", 4, reports.XFailed, "B-1")
	expected.Deviation = &reports.Deviation{Reason: "later", Link: "https://example.com/1", Until: "2027-01-01", Place: "d.yaml:2"}
	skipped := scenario("absent", 5, reports.Skipped, "B-1")
	skipped.Reason, skipped.Laws = "the host cluster has no volumesnapshots", nil
	unseen := scenario("unseen", 6, reports.Passed, "B-1")
	unseen.Laws[0].Unobserved = "no request of the engine was seen"
	return run(
		scenario("one", 1, reports.Passed, "A-1"), scenario("two", 2, reports.Passed, "A-1"),
		scenario("detail", 3, reports.Failed, "A-1", "C-1"), expected, skipped, unseen,
	)
}

func TestAReportTellsEveryProfile(t *testing.T) {
	t.Parallel()
	report := conformance.Of(sample(), about())
	require.Equal(t, []conformance.Result{
		{
			Name: conformance.Core, Result: conformance.Success, Statistics: conformance.Statistics{Passed: 2},
			Passed: []string{"features/page.feature: one", "features/page.feature: two"},
		},
		{
			Name: conformance.Extended, Result: conformance.Partial, Statistics: conformance.Statistics{Passed: 1, ExpectedFailures: 1, Skipped: 1},
			Passed:           []string{"features/page.feature: unseen"},
			ExpectedFailures: []conformance.Deviation{{Scenario: "features/page.feature: known", Reason: "later", Link: "https://example.com/1", Until: "2027-01-01"}},
			Skipped:          []conformance.Omission{{Scenario: "features/page.feature: absent", Reason: "the host cluster has no volumesnapshots"}},
		},
		{
			Name: conformance.Implementation, Result: conformance.Failure, Statistics: conformance.Statistics{Failed: 1},
			Failed: []string{"features/page.feature: detail"},
		},
	}, report.Profiles)
	require.Equal(t, conformance.Laws{Judged: 4, NotObservable: 1}, report.Laws)
}

func TestOnlyAWholeProfileThatPassedIsASuccess(t *testing.T) {
	t.Parallel()
	one, two := scenario("one", 1, reports.Passed, "A-1"), scenario("two", 2, reports.Passed, "A-1")
	again := one
	again.Attempt = 2
	broken := run(one, two)
	broken.BrokenOff = "it was interrupted"
	for name, c := range map[string]struct {
		run         reports.Run
		want        conformance.Verdict
		notSelected int
	}{
		"all of it":               {run(one, two), conformance.Success, 0},
		"one left out":            {run(one), conformance.Partial, 1},
		"one twice":               {run(one, again), conformance.Partial, 1},
		"none":                    {run(), conformance.NotRun, 2},
		"broken off":              {broken, conformance.Partial, 0},
		"one undefined":           {run(one, scenario("two", 2, reports.Undefined, "A-1")), conformance.Failure, 0},
		"one passed unexpectedly": {run(one, scenario("two", 2, reports.XPassed, "A-1")), conformance.Failure, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			core := conformance.Of(c.run, about()).Profiles[0]
			require.Equal(t, c.want, core.Result)
			require.Equal(t, c.notSelected, core.Statistics.NotSelected)
		})
	}
}

func TestAReportIsWhatItsSchemaSays(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	require.NoError(t, conformance.Write(&text, conformance.Of(sample(), about())))
	require.NoError(t, valid(t, text.Bytes()))
	read, err := conformance.Read(text.Bytes())
	require.NoError(t, err)
	require.Equal(t, conformance.Of(sample(), about()), read)

	for _, wrong := range []string{"organization: example", "result: success", "kind: ConformanceReport", "sha256:0123456789abcdef"} {
		require.Error(t, valid(t, bytes.Replace(text.Bytes(), []byte(wrong), []byte("x: y"), 1)), wrong)
	}
}

// valid judges YAML by the schema.
func valid(t *testing.T, text []byte) error {
	t.Helper()
	tree, err := jsonschema.UnmarshalJSON(bytes.NewReader(conformance.Schema()))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("report.json", tree))
	schema, err := compiler.Compile("report.json")
	require.NoError(t, err)
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		return err
	}
	return schema.Validate(value)
}
