package scenarios_test

import (
	"context"
	"errors"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
)

// killer ends a server when the second scenario begins.
type killer struct {
	mu      sync.Mutex
	servers []controlplane.Server
	seen    int
	victim  string
}

func (k *killer) Begin(int, int) {}

func (k *killer) Started(runner.Example) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seen++
	for _, server := range k.servers {
		if k.seen == 2 && server.Name == k.victim {
			_ = syscall.Kill(server.PID, syscall.SIGKILL)
		}
	}
}

func (k *killer) Finished(runner.Example, reports.Scenario) {}

func (k *killer) End() {}

func TestALostServerEndsTheRunAndLeavesNoProcess(t *testing.T) {
	t.Parallel()
	for _, victim := range []string{"host-apiserver", "etcd"} {
		t.Run("the "+victim+" is killed in the middle of a run", func(t *testing.T) {
			kill := &killer{victim: victim}
			target := servers(t, 1)
			boot := target.Boot
			target.Boot = func(ctx context.Context, lane int) (runner.ServerPair, error) {
				pair, err := boot(ctx, lane)
				if own, ok := pair.(*envtest.Pair); ok {
					kill.servers = own.Servers()
				}
				return pair, err
			}
			pages, err := runner.Load(features.FS, []string{"features/from-host"})
			require.NoError(t, err)
			examples, err := runner.Choose(pages, runner.Selection{})
			require.NoError(t, err)
			with := options(target)
			with.Progress = kill
			run, err := runner.Run(t.Context(), examples[:4], with)

			var lost *runner.EnvironmentError
			require.ErrorAs(t, err, &lost)
			require.ErrorContains(t, err, "signal 9")
			require.LessOrEqual(t, len(run.Features[0].Rules[0].Scenarios), 1, "what was not judged has no result")
			require.NoError(t, target.Close())
			require.Len(t, kill.servers, 3)
			for _, server := range kill.servers {
				require.Truef(t, errors.Is(syscall.Kill(server.PID, 0), syscall.ESRCH), "%s still runs", server.Name)
			}
		})
	}
}
