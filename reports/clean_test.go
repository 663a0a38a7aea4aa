package reports

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCleanTakesOutWhatIsHostile(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain text stays":            {"Grüße, 世界\n\tok", "Grüße, 世界\n\tok"},
		"colours go":                  {"\x1b[31mred\x1b[0m", "red"},
		"terminal titles go":          {"a\x1b]0;owned\x07b", "ab"},
		"a bell is marked":            {"a\x07b", "a\uFFFDb"},
		"NUL is marked":               {"a\x00b", "a\uFFFDb"},
		"text direction is marked":    {"a\u202Eb", "a\uFFFDb"},
		"invalid UTF-8 is marked":     {"a\xffb", "a\uFFFDb"},
		"C1 controls are marked":      {"a\u009b31mb", "a\uFFFD31mb"},
		"Windows line ends are fixed": {"a\r\nb", "a\nb"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, clean(c.in)) })
	}
}

// hostileRun has hostile text wherever a string can be.
func hostileRun(text string) Run {
	s := failed()
	s.Name, s.Reason, s.Behaviours, s.Tags = text, text, []string{text}, []string{text}
	s.Steps[0] = Step{Keyword: text, Text: text, Argument: text, Error: text, Status: Failed}
	s.Calls[0] = Call{Side: text, Actor: text, Verb: text, Object: text, Message: text, Patch: text}
	s.Laws[0] = Law{Name: text, Violations: []string{text}}
	s.Failure = &Failure{
		Step: text, Message: text, Virtual: text, Host: text, Events: []string{text}, Log: []string{text}, Rerun: text, Artifact: text,
		Fields: []Mismatch{{Path: text, Want: text, Got: text}},
	}
	ok, skipped := passed(text, 3, ms, text), passed(text, 4, ms, text)
	skipped.Status, skipped.Reason = Skipped, text
	ok.Steps[0], ok.Calls[8] = s.Steps[0], s.Calls[0]
	ok.Steps[0].Status = Passed
	return Run{
		Target: text, Detail: text, Engine: text, Compat: text, Command: text,
		Features:  []Feature{{URI: text, Name: text, Description: text, Rules: []Rule{{Name: text, Scenarios: []Scenario{ok, s, skipped}}}}},
		Sentences: []Sentence{{ID: text, Statement: text, Source: text, Page: text, Class: text, State: text, Scenarios: []string{text + ":3"}}},
	}
}

func TestNothingHostileReachesATerminalOrCI(t *testing.T) {
	run := hostileRun("x\x1b[2J\x1b]0;t\x07\u202E\x00\r<b>]]>&")
	var summary, junit bytes.Buffer
	require.NoError(t, WriteSummary(&summary, run, false))
	require.False(t, needsCleaning(summary.String()))
	require.NoError(t, WriteJUnit(&junit, run))
	decoder := xml.NewDecoder(&junit)
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if text, ok := token.(xml.CharData); ok {
			require.False(t, needsCleaning(string(text)))
		}
	}
}

func TestCleaningLeavesTheRunAlone(t *testing.T) {
	run := hostileRun("a\x00")
	_ = cleaned(run)
	require.Equal(t, hostileRun("a\x00"), run)
}
