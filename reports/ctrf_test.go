package reports

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheCTRFReportIsAsItWas(t *testing.T) {
	run := sample()
	run.Features = run.Features[1:2]
	var b bytes.Buffer
	require.NoError(t, WriteCTRF(&b, run))
	golden(t, "ctrf.json", b.Bytes())
	require.ErrorIs(t, WriteCTRF(closed{}, run), io.ErrClosedPipe)
}

func TestTheCTRFSummaryCountsItsTests(t *testing.T) {
	run := sample()
	run.BrokenOff, run.Selected = "the API server is gone", 20
	var b bytes.Buffer
	require.NoError(t, WriteCTRF(&b, run))
	decoder := json.NewDecoder(&b)
	decoder.DisallowUnknownFields()
	var got ctrf
	require.NoError(t, decoder.Decode(&got))
	byStatus := map[string]int{}
	for _, test := range got.Results.Tests {
		byStatus[test.Status]++
		require.NotEmpty(t, test.Name)
		require.NotEmpty(t, test.Suite)
		require.LessOrEqual(t, test.Start, test.Stop)
	}
	sum := got.Results.Summary
	require.Equal(t, map[string]int{"passed": sum.Passed, "failed": sum.Failed, "skipped": sum.Skipped}, byStatus)
	require.Len(t, got.Results.Tests, sum.Tests)
	require.Equal(t, 14, sum.Tests)
	last := got.Results.Tests[13]
	require.Equal(t, "the API server is gone; 7 of 20 scenarios not judged", last.Message)
	require.False(t, got.Results.Environment.Healthy)
}

func TestScenariosOfALaneFollowEachOther(t *testing.T) {
	ends := map[int]int64{}
	for s := range sample().begun() {
		if end, known := ends[s.Lane]; known {
			require.Equal(t, end, s.Began.UnixNano())
		} else {
			require.Equal(t, sample().Started, s.Began)
		}
		ends[s.Lane] = s.Began.Add(s.Duration).UnixNano()
	}
}
