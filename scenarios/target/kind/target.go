package kind

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/subject"
	"github.com/syncspec/syncspec/steps"
)

// patience is how long a real node may take for what a scenario claims: a kubelet
// retries a sandbox every 15 seconds.
const patience = 45 * time.Second

// Target runs scenarios with a cluster of kind as their host, one at a time.
type Target struct {
	Options Options
	// Outside runs the engine in this process; else it runs in a pod.
	Outside bool

	pair   *Pair
	used   bool
	failed bool
}

var (
	_ runner.Target    = (*Target)(nil)
	_ runner.Patient   = (*Target)(nil)
	_ runner.Choosy    = (*Target)(nil)
	_ runner.Launching = (*Target)(nil)
)

// Name is "kind".
func (t *Target) Name() string { return "kind" }

// Detail says what the nodes are.
func (t *Target) Detail() string {
	nodes := max(len(t.Options.Cluster.Nodes), 1)
	return fmt.Sprintf("%d %s of kind, virtual kube-apiserver %s in a pod", nodes, plural(nodes, "node"), controlplane.Version)
}

// Skips is empty: there are nodes.
func (t *Target) Skips() map[string]string { return nil }

// Skip leaves out the scenarios that play parts which are taken here.
func (t *Target) Skip(example runner.Example) string {
	if played := example.Plays(steps.Host); played != "" {
		return "it " + played + ", and here a kubelet and controllers do"
	}
	for _, step := range example.Steps {
		if nodesMade.MatchString(step.Text) {
			return "it has nodes made to its wish, and here are those of the cluster"
		}
	}
	return ""
}

// nodesMade are the steps by which a scenario has nodes of its own.
var nodesMade = regexp.MustCompile(`^the host cluster has (nodes with these runtime handlers|Node "[^"]*" whose .* is configured with):$`)

// Launcher starts engines in pods, unless they run outside.
func (t *Target) Launcher() subject.Launcher {
	if t.Outside || t.pair == nil {
		return nil
	}
	return t.pair.launcher
}

// Lanes is one: there is one cluster.
func (t *Target) Lanes() int { return 1 }

// Patience is how long a claim has to become true.
func (t *Target) Patience() time.Duration { return patience }

// Start makes the cluster, before scenarios are counted; Use does so else.
func (t *Target) Start(ctx context.Context) error {
	if t.pair != nil {
		return nil
	}
	pair, err := Start(ctx, t.Options)
	if err != nil {
		return err
	}
	t.pair = pair
	return nil
}

// Use gives body the cluster, cleared.
func (t *Target) Use(ctx context.Context, _ int, body runner.Body) error {
	if err := t.Start(ctx); err != nil {
		return &runner.EnvironmentError{Doing: "getting a cluster of kind", Err: err}
	}
	if t.used {
		if err := t.pair.Reset(ctx); err != nil {
			return &runner.EnvironmentError{Doing: "clearing the cluster of kind", Err: err}
		}
	}
	t.used = true
	if !body(ctx, t.pair, t.pair.settle) {
		t.failed = true
	}
	return nil
}

// Dirs is the folder with the kubeconfigs.
func (t *Target) Dirs() []string {
	if t.pair == nil {
		return nil
	}
	return []string{t.pair.Dir()}
}

// Close exports the logs if a scenario failed, and removes the cluster unless it is to
// be kept. It may be called again.
func (t *Target) Close() error {
	if t.pair == nil {
		return nil
	}
	if t.failed {
		t.pair.planes.host.logs(t.Options)
		t.failed = false
	}
	return t.pair.Close()
}
