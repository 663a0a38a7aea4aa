package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
)

// target makes what --target names. The binaries of real servers are found, or
// got, before anything runs.
func (p *Program) target(ctx context.Context, f runFlags) (runner.Target, error) {
	if f.target == "memory" {
		return runner.Memory{Width: f.lanes}, nil
	}
	if f.target == "kind" {
		return p.kindTarget(ctx, f)
	}
	if f.target == kubeconfigTarget {
		return p.existing(ctx, f)
	}
	assets, err := controlplane.Assets(ctx, p.say)
	if err != nil {
		return nil, environment(fmt.Errorf("getting the control-plane binaries: %w", err))
	}
	return &runner.Servers{
		Width: lanes(f.lanes),
		About: "kube-apiserver and etcd from " + filepath.Base(assets),
		Lacks: envtest.Lacks(assets),
		Boot: func(ctx context.Context, _ int) (runner.ServerPair, error) {
			return envtest.Start(ctx, envtest.Options{Assets: assets, Progress: p.say})
		},
	}, nil
}

// lanes is how many pairs of API servers there are: a pair and an engine keep
// about a core busy.
func lanes(asked int) int {
	if asked > 0 {
		return asked
	}
	return min(max(runtime.NumCPU(), 1), 8)
}

// hold keeps the API servers of a failed scenario until the user has seen enough.
func (p *Program) hold(ctx context.Context, target runner.Target) {
	if _, ok := target.(*runner.Existing); ok {
		p.say("\nWhat the failed scenario made is left in the clusters; the engine has been stopped. Delete it before the next run.")
		return
	}
	servers, ok := target.(*runner.Servers)
	if !ok {
		return
	}
	p.say("\nThe API servers are kept as the failed scenario left them; the engine has been stopped. Look with")
	for _, dir := range servers.Dirs() {
		p.say("  kubectl --kubeconfig " + filepath.Join(dir, "host.kubeconfig") + " get all -A")
		p.say("  kubectl --kubeconfig " + filepath.Join(dir, "virtual.kubeconfig") + " get all -A")
	}
	p.say("Press Ctrl-C to end them.")
	<-ctx.Done()
}
