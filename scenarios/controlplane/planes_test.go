package controlplane_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/controlplane"
)

func TestTwoAPIServersBootAndEnd(t *testing.T) {
	start := time.Now()
	planes, err := controlplane.Start(t.Context(), controlplane.Options{Progress: func(line string) { t.Log(line) }})
	require.NoError(t, err)
	t.Log("boot", time.Since(start))
	t.Log(planes.Servers())
	t.Log(len(planes.Kinds()), planes.Kinds())
	start = time.Now()
	require.NoError(t, planes.Wipe(t.Context()))
	t.Log("wipe", time.Since(start))
	start = time.Now()
	require.NoError(t, planes.Close())
	t.Log("close", time.Since(start))
}
