package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/require"
)

func TestTheMessagesAreAsTheyWere(t *testing.T) {
	run := sourced(sample())
	run.Features = run.Features[2:]
	var b bytes.Buffer
	require.NoError(t, WriteMessages(&b, run))
	_, rest, _ := strings.Cut(b.String(), "\n") // the first line names this machine
	golden(t, "messages.ndjson", []byte(rest))
}

func TestMessagesSayWhatTheyReferToFirst(t *testing.T) {
	all := decoded(t, sourced(sample()))
	require.Equal(t, "21.0.1", all[0].Meta.ProtocolVersion)
	require.Equal(t, []string{"meta", "source", "gherkinDocument", "pickle", "hook", "testCase", "testRunStarted", "testCaseStarted"}, firsts(all)[:8])
	require.Equal(t, []string{"testStepStarted", "testStepFinished", "testCaseFinished", "testRunFinished"}, firsts(all)[8:])
	require.NotNil(t, all[len(all)-1].TestRunFinished)

	known := map[string]string{} // id → what it is of
	open := ""                   // the test case that is being run
	var step string              // and its step
	name := func(id, kind string) {
		require.NotContains(t, known, id, "ids are unique")
		known[id] = kind
	}
	for _, m := range all {
		switch {
		case m.Pickle != nil:
			name(m.Pickle.Id, "pickle")
			for _, s := range m.Pickle.Steps {
				name(s.Id, "pickle step")
			}
		case m.Hook != nil:
			name(m.Hook.Id, "hook")
		case m.TestCase != nil:
			name(m.TestCase.Id, "test case")
			require.Equal(t, "pickle", known[m.TestCase.PickleId])
			for _, s := range m.TestCase.TestSteps {
				name(s.Id, "test step")
				require.True(t, known[s.PickleStepId] == "pickle step" || known[s.HookId] == "hook")
			}
		case m.TestCaseStarted != nil:
			require.Empty(t, open, "one test case at a time")
			open = m.TestCaseStarted.Id
			name(open, "started")
			require.Equal(t, "test case", known[m.TestCaseStarted.TestCaseId])
		case m.TestStepStarted != nil:
			require.Empty(t, step)
			step = m.TestStepStarted.TestStepId
			require.Equal(t, "test step", known[step])
			require.Equal(t, open, m.TestStepStarted.TestCaseStartedId)
		case m.TestStepFinished != nil:
			require.Equal(t, step, m.TestStepFinished.TestStepId)
			require.Equal(t, open, m.TestStepFinished.TestCaseStartedId)
			step = ""
		case m.TestCaseFinished != nil:
			require.Empty(t, step)
			require.Equal(t, open, m.TestCaseFinished.TestCaseStartedId)
			open = ""
		}
	}
}

func TestATestCaseIsAsBadAsItsScenario(t *testing.T) {
	all := decoded(t, sourced(sample()))
	var worst []string
	for _, m := range all {
		switch {
		case m.TestCaseStarted != nil:
			worst = append(worst, "PASSED")
		case m.TestStepFinished != nil && m.TestStepFinished.TestStepResult.Status != messages.TestStepResultStatus_PASSED:
			if last := &worst[len(worst)-1]; *last != "FAILED" {
				*last = m.TestStepFinished.TestStepResult.Status.String()
			}
		}
	}
	var want []string
	for _, s := range sample().All() {
		want = append(want, strings.ToUpper(string(s.Status)))
	}
	require.Equal(t, want, worst)
	require.False(t, all[len(all)-1].TestRunFinished.Success)
}

func TestABrokenLawIsTheHooksResult(t *testing.T) {
	last := results(lawless())
	require.Equal(t, messages.TestStepResultStatus_FAILED, last[len(last)-1].Status)
	require.Contains(t, last[len(last)-1].Message, "law quiet is broken")
}

func TestARepeatedScenarioIsATestCaseEachTime(t *testing.T) {
	run := sourced(sample())
	scenarios := &run.Features[0].Rules[0].Scenarios
	again := (*scenarios)[0]
	again.Attempt = 2
	*scenarios = append(*scenarios, again)
	cases := 0
	for _, m := range decoded(t, run) {
		if m.TestCase != nil {
			cases++
		}
		require.True(t, m.TestCaseFinished == nil || !m.TestCaseFinished.WillBeRetried)
	}
	require.Equal(t, 14, cases)
}

func TestRowsAndBackgroundsFindTheirPickles(t *testing.T) {
	page := "Feature: rows\n  Background:\n    Given a\n      \"\"\"\n      b: 1\n      \"\"\"\n  Scenario Outline: s\n    Then <x>\n      | t | <x> |\n    Examples:\n      | x |\n      | 1 |\n      | 2 |\n"
	steps := []Step{{Keyword: "Given", Text: "a", Status: Passed}, {Keyword: "Then", Text: "2", Status: Passed}}
	row := Scenario{Name: "s (2)", Line: 13, Status: Passed, Steps: steps}
	run := Run{Features: []Feature{{URI: "rows.feature", Source: page, Rules: []Rule{{Scenarios: []Scenario{row}}}}}}
	texts := map[string]string{}
	for _, m := range decoded(t, run) {
		switch {
		case m.Pickle != nil:
			texts[m.Pickle.Id] = m.Pickle.Steps[1].Text
		case m.TestCase != nil:
			require.Equal(t, "2", texts[m.TestCase.PickleId])
		}
	}
}

func TestMessagesNeedTheTextOfThePages(t *testing.T) {
	elsewhere := sourced(sample())
	elsewhere.Features[0].Rules[0].Scenarios[0].Line = 5
	broken := sourced(sample())
	broken.Features[0].Source = "not Gherkin"
	empty := sourced(sample())
	empty.Features[0].Source = "\n"
	for want, run := range map[string]Run{
		"features/from-host/runtime-classes.feature: the run does not hold the page's text":      sample(),
		"features/from-host/runtime-classes.feature:5: the page's text holds no such scenario":   elsewhere,
		"features/from-host/runtime-classes.feature: Parser errors:\n(1:1): expected: #EOF":      broken,
		"writing Cucumber Messages: features/from-host/runtime-classes.feature: it holds no fea": empty,
	} {
		require.ErrorContains(t, WriteMessages(io.Discard, run), want)
	}
	require.ErrorIs(t, WriteMessages(closed{}, sourced(sample())), io.ErrClosedPipe)
}

// decoded writes the run and reads it again, strictly: nothing unknown, nothing null.
func decoded(t *testing.T, run Run) []messages.Envelope {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, WriteMessages(&b, run))
	var all []messages.Envelope
	for line := range strings.Lines(b.String()) {
		require.NotRegexp(t, `[:,\[]null[,}\]]`, line)
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.DisallowUnknownFields()
		var m messages.Envelope
		require.NoError(t, decoder.Decode(&m))
		written, err := json.Marshal(m)
		require.NoError(t, err)
		require.JSONEq(t, line, string(written))
		all = append(all, m)
	}
	return all
}

// firsts are the kinds of messages in the order in which they first come.
func firsts(all []messages.Envelope) []string {
	var kinds []string
	seen := map[string]bool{}
	for _, m := range all {
		text, _ := json.Marshal(m)
		kind := strings.Split(string(text), `"`)[1]
		if !seen[kind] {
			seen[kind] = true
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// sourced gives every page of a run a text that has its scenarios where the run
// says that they are.
func sourced(run Run) Run {
	for i, feature := range run.Features {
		lines := make([]string, 150)
		lines[0] = "Feature: " + feature.Name
		for _, rule := range feature.Rules {
			if rule.Name != "" {
				lines[rule.Line-1] = "  Rule: " + rule.Name
			}
			for _, s := range rule.Scenarios {
				lines[s.Line-2] = "    " + strings.Join(s.Tags, " ")
				lines[s.Line-1] = "    Scenario: " + s.Name
				for n, step := range s.Steps {
					lines[s.Line+n] = fmt.Sprintf("      %s %s", step.Keyword, step.Text)
				}
			}
		}
		run.Features[i].Source = strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
	}
	return run
}
