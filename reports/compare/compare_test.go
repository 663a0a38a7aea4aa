package compare_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/reports/compare"
)

func read(t *testing.T, scenarios ...reports.Scenario) compare.Results {
	t.Helper()
	var text bytes.Buffer
	require.NoError(t, reports.WriteJSON(&text, reports.Run{Features: []reports.Feature{{URI: "a.feature", Rules: []reports.Rule{{Scenarios: scenarios}}}}}))
	results, err := compare.Read(text.Bytes())
	require.NoError(t, err)
	return results
}

func one(name string, line int, status reports.Status, took time.Duration) reports.Scenario {
	return reports.Scenario{Name: name, Line: line, Status: status, Duration: took}
}

func TestRunsAreComparedByPageAndTitle(t *testing.T) {
	t.Parallel()
	before := read(t,
		one("row", 1, reports.Passed, time.Second), one("row", 2, reports.Passed, time.Second),
		one("slow", 3, reports.Passed, time.Second), one("quick", 4, reports.Passed, time.Millisecond),
		one("known", 5, reports.Failed, 0), one("twice", 6, reports.Passed, 0),
	)
	after := read(t,
		one("row", 11, reports.Passed, time.Second), one("row", 12, reports.Undefined, time.Second),
		one("slow", 13, reports.Passed, 3*time.Second), one("quick", 14, reports.Passed, 200*time.Millisecond),
		one("known", 15, reports.XFailed, 0), one("twice", 16, reports.Failed, 0), one("twice", 16, reports.Passed, 0),
		one("new", 17, reports.Failed, 0),
	)
	var said strings.Builder
	require.NoError(t, compare.Write(&said, compare.Of(before, after, 2)))
	require.Equal(t, `Newly failing (3)
  passed  → undefined  a.feature: row (2)
  passed  → failed     a.feature: twice
  ·       → failed     a.feature: new
Changed otherwise (1)
  failed  → xfailed  a.feature: known
Added (1)
  ·  → failed  a.feature: new
Slower (1)
  1s  → 3s  a.feature: slow
3 newly failing, 0 newly passing, 1 changed otherwise, 1 added, 0 removed, 1 slower, 2 the same
`, said.String())
}
