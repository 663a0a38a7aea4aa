package reports

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheMarkdownSummaryIsAsItWas(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteMarkdown(&b, sample()))
	golden(t, "summary.md", b.Bytes())
	require.ErrorIs(t, WriteMarkdown(closed{}, sample()), io.ErrClosedPipe)
}

func TestNothingGetsOutOfItsPlaceInMarkdown(t *testing.T) {
	run := sample()
	const hostile = "a|b\n# [x](https://evil.example) <img src=x> `c` @team </pre></details>"
	bad := &run.Features[2].Rules[0].Scenarios[1]
	bad.Name, bad.Failure.Message, run.Sentences[0].Page = hostile, hostile, hostile
	var b bytes.Buffer
	require.NoError(t, WriteMarkdown(&b, run))
	for _, mark := range []string{"a|b", "\n# ", "[x]", "://", "<img", "`", "@team", "</pre></details>"} {
		require.NotContains(t, b.String(), mark)
	}
}

func TestAJobsPageDoesNotGrowBeyondWhatFits(t *testing.T) {
	run := sample()
	bad := &run.Features[2].Rules[0].Scenarios
	broken := (*bad)[1]
	failure := *broken.Failure
	failure.Host = strings.Repeat("line: \"<value>\"\n", 2000)
	broken.Failure = &failure
	for range 200 {
		*bad = append(*bad, broken)
	}
	var b bytes.Buffer
	require.NoError(t, WriteMarkdown(&b, run))
	require.Less(t, b.Len(), 1<<20)
	require.Equal(t, 202, strings.Count(b.String(), "❌ features/"), "all are named")
}

func TestARunThatBrokeOffSaysSoInMarkdown(t *testing.T) {
	run := Run{Target: "memory", BrokenOff: "the run was interrupted", Selected: 3}
	var b bytes.Buffer
	require.NoError(t, WriteMarkdown(&b, run))
	require.Contains(t, b.String(), "## ❌ Broken off: 0 of 3 scenarios passed, 3 not judged")
	require.Contains(t, b.String(), "Why it broke off: the run was interrupted")
}
