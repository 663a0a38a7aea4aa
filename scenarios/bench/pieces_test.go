package bench

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

type noKubeconfigs struct{}

func (noKubeconfigs) Kubeconfig(steps.Side, history.Actor) ([]byte, error) { return nil, nil }

func TestPercentilesAreOfTheSortedList(t *testing.T) {
	t.Parallel()
	var durations []time.Duration
	for i := 100; i > 0; i-- {
		durations = append(durations, time.Duration(i)*time.Millisecond)
	}
	p50, p99 := percentiles(durations)
	require.Equal(t, [2]float64{50, 99}, [2]float64{p50, p99})
	p50, p99 = percentiles(nil)
	require.Zero(t, p50+p99)
}

func TestWritesAreCountedByWhoAndWhere(t *testing.T) {
	t.Parallel()
	calls := []history.Call{
		{Actor: first, Side: "host", Verb: "create", Resource: pods, Name: "a", Code: 201},
		{Actor: first, Side: "host", Verb: "patch", Resource: pods, Name: "a", Code: 200},
		{Actor: first, Side: "host", Verb: "create", Resource: pods, Name: "b", Code: 201},
		{Actor: first, Side: "host", Verb: "create", Resource: secrets, Name: "b", Code: 409},
		{Actor: first, Side: "virtual", Verb: "patch", Resource: pods, Name: "a", Code: 200},
		{Actor: first, Side: "host", Verb: "create", Resource: services, Name: "s", Code: 201},
		{Actor: first, Side: "host", Verb: "get", Resource: pods, Name: "a", Code: 200},
		{Actor: second, Side: "host", Verb: "patch", Resource: pods, Name: "a", Code: 200},
		{Actor: history.Admin, Side: "host", Verb: "create", Resource: pods, Name: "c", Code: 201},
	}
	require.Equal(t, writes{host: 3, virtual: 1, most: 2, refused: 1}, countWrites(calls, first, ofLoad))
	require.Equal(t, 6, countWrites(calls, first, anything).all())
}

func TestUsageIsReadFromTheTextsOfProc(t *testing.T) {
	t.Parallel()
	cpu, ok := cpuTime("42 (odd ) name) S 1 42 42 0 -1 4194560 100 0 0 0 150 25 0 0 20 0 8 0 100 1 2")
	require.True(t, ok)
	require.Equal(t, 1750*time.Millisecond, cpu)
	peak, ok := peakMemory("Name:\tx\nVmHWM:\t   2048 kB\nVmRSS:\t 1 kB\n")
	require.True(t, ok)
	require.EqualValues(t, 2<<20, peak)

	_, ok = cpuTime("nonsense")
	require.False(t, ok)
	_, ok = peakMemory("nonsense")
	require.False(t, ok)
	_, ok = usageOf(-1)
	require.False(t, ok)
}

func TestReadyIsAWordInALine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"time=now msg=ready\n":                  true,
		"the engine is ready (3 s)\n":           true,
		"already there\n":                       false,
		"ready":                                 false,
		strings.Repeat("x", 3*kept):             false,
		strings.Repeat("x\n", kept) + "ready\n": true,
	} {
		l := newLog()
		for piece := range strings.SplitAfterSeq(text, "\n") {
			_, err := l.Write([]byte(piece))
			require.NoError(t, err)
		}
		require.Equal(t, want, l.said, "%.40q", text)
		require.LessOrEqual(t, len(l.tail()), kept)
	}
}
