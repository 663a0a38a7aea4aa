package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAnEngineIsMeasuredBetweenRealAPIServers(t *testing.T) {
	if testing.Short() {
		t.Skip("boots two API servers")
	}
	t.Parallel()
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	defer cancel()
	var told bytes.Buffer
	result, err := Run(ctx, Options{Pods: 20, Services: 6, Idle: 30, Workers: 4, Out: &told, Engine: []string{os.Args[0], "stand-in"}})
	require.NoError(t, err, told.String())

	require.Equal(t, 60, result.Objects)
	require.Positive(t, result.Ratio)
	require.Positive(t, result.LatencyP50Ms)
	require.GreaterOrEqual(t, result.LatencyP99Ms, result.LatencyP50Ms)
	require.Positive(t, result.AloneP50Ms)
	require.EqualValues(t, 1, result.HostWritesPerObject)
	require.Equal(t, 1, result.HostWritesMost)
	require.Zero(t, result.VirtualWritesPerObject)
	require.Zero(t, result.RestartWrites)
	require.Contains(t, told.String(), "creating 60 objects in the virtual cluster")
	require.Contains(t, told.String(), "creating 6 services in the virtual cluster")
	require.Equal(t, 6, result.Services.Count)
	require.Positive(t, result.Services.Ratio)
	require.EqualValues(t, 1, result.Services.HostWritesPerService, "the stand-in makes copies and nothing else")
	require.Equal(t, 30, result.Idle.Objects)
	require.Positive(t, result.Idle.Ratio)
	require.Equal(t, 30, result.Idle.RestartWrites, "the stand-in copies what nobody needs")
	require.False(t, result.Met())
	if result.UsageKnown {
		require.Positive(t, result.PeakMiB)
	}
}

func TestAnEngineThatForgetsIsFoundOut(t *testing.T) {
	if testing.Short() {
		t.Skip("boots two API servers")
	}
	t.Parallel()
	result, err := Run(t.Context(), Options{Pods: 5, Engine: []string{os.Args[0], "stand-in", "forget"}})
	require.NoError(t, err)
	require.Positive(t, result.RestartWrites)
	require.False(t, result.Met())
}

func TestAnEngineThatDoesNotStartIsAnErrorWithItsOwnWords(t *testing.T) {
	t.Parallel()
	engines := &commands{argv: []string{os.Args[0], "stand-in", "refuse"}, folder: t.TempDir(), kubeconfigs: noKubeconfigs{}}
	_, err := engines.start(t.Context(), first)
	require.ErrorContains(t, err, "ended before it was ready")
	require.ErrorContains(t, err, "no engine today")
}

func TestAProgramThatIsNotThereIsAnError(t *testing.T) {
	t.Parallel()
	engines := &commands{argv: []string{"no/such/engine"}, folder: t.TempDir(), kubeconfigs: noKubeconfigs{}}
	_, err := engines.start(t.Context(), first)
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestNegativeNumbersAreRefused(t *testing.T) {
	t.Parallel()
	_, err := Run(t.Context(), Options{Pods: -1})
	require.ErrorContains(t, err, "negative")
}

func TestAResultIsATableAndJSON(t *testing.T) {
	t.Parallel()
	result := Result{
		Pods: 1000, Objects: 3000, Workers: 16, DirectSeconds: 2, DirectAgainSeconds: 2, SyncedSeconds: 5,
		HostWritesPerObject: 1, HostWritesMost: 2, CPUMsPerPod: 1.5, PeakMiB: 100, UsageKnown: true,
	}
	result.judge()
	require.False(t, result.Met(), "one object was written twice")

	result.Services = &Services{Count: 10, DirectSeconds: 1, SyncedSeconds: 2, Ratio: 2}
	result.Idle = &Idle{Objects: 100, CreateSeconds: 4, RestartSeconds: 1, Ratio: 0.25}
	result.judge()
	var table bytes.Buffer
	require.NoError(t, result.WriteTable(&table))
	require.Regexp(t, `time against direct creation +2.50× +at most 3× +met`, table.String())
	require.Regexp(t, `host writes per object +1.000, at most 2 +exactly 1 +missed`, table.String())

	require.Regexp(t, `writes on restart over idle objects +0 +0 +met`, table.String())
	require.Regexp(t, `services against direct creation +2.00× \(2.00 s, directly 1.00 s, 10 services\)`, table.String())
	require.Regexp(t, `start over idle objects, too +1.00 s, 0.25× their creation`, table.String())

	raw, err := json.Marshal(result)
	require.NoError(t, err)
	var back Result
	require.NoError(t, json.Unmarshal(raw, &back))
	require.Equal(t, result, back)
}
