package scenarios_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
)

// TestFeaturesOnEnvtest runs every feature between two real API servers. The
// scenarios share lanes, so they are run first and told one by one afterwards.
func TestFeaturesOnEnvtest(t *testing.T) {
	t.Parallel()
	target := servers(t, runtime.NumCPU())
	run, err := runner.Run(t.Context(), builtIn(t), options(target))
	require.NoError(t, err)
	for place, scenario := range run.All() {
		t.Run(fmt.Sprintf("%s:%d %s", place.Feature.URI, scenario.Line, scenario.Name), func(t *testing.T) {
			judged(t, scenario)
		})
	}
}

// servers is a target of real API servers that ends with the test.
func servers(t *testing.T, lanes int) *runner.Servers {
	t.Helper()
	say := func(line string) { _, _ = fmt.Fprintln(os.Stderr, line) }
	assets, err := controlplane.Assets(t.Context(), say)
	require.NoError(t, err)
	target := &runner.Servers{
		Width: lanes, About: "kube-apiserver and etcd", Lacks: envtest.Lacks(assets),
		Boot: func(ctx context.Context, _ int) (runner.ServerPair, error) {
			return envtest.Start(ctx, envtest.Options{Assets: assets})
		},
	}
	t.Cleanup(func() { require.NoError(t, target.Close()) })
	return target
}
