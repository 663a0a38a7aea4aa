package playground

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/render"
	"github.com/syncspec/syncspec/steps"
)

// Options say what is run. Out is required.
type Options struct {
	// Config is the path of a vcluster.yaml, which is read again whenever it
	// changes; empty means all defaults.
	Config string
	// Name is the virtual cluster's name, Namespace its namespace on the host.
	Name, Namespace string
	Compat          config.Compat
	// Nodes is how many simulated nodes the host has; pods run on them.
	Nodes int
	// Controllers starts kube-scheduler for the host and kube-controller-manager for
	// the virtual cluster.
	Controllers bool
	// Host and Virtual are created once everything runs.
	Host, Virtual []render.Manifest
	// Out is told what happens, a line at a time, by several goroutines.
	Out func(string)
	// Assets is the folder of the servers' binaries; empty means that they are found or made.
	Assets string
	// Evaluate is the engine's, for expressions of patches; nil runs them in this
	// process, where one that never ends is not stopped.
	Evaluate func(script.Static) (script.Evaluator, error)
	// Every is how often the configuration is looked at; 0 means half a second.
	Every time.Duration
}

// Run runs until ctx is done. A configuration that is refused at the start is a
// *steps.Refused; later ones are told, and the one before stays in force.
func Run(ctx context.Context, o Options) (err error) {
	text, err := o.read()
	if err != nil {
		return err
	}
	parsed, err := o.parse(text)
	if err != nil {
		return err
	}
	o.Out("starting two API servers")
	planes, err := controlplane.Start(ctx, controlplane.Options{Assets: o.Assets, Progress: o.Out})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, planes.Close()) }()
	world, err := newWorld(o, planes)
	if err != nil {
		return err
	}
	if err := world.install(ctx); err != nil {
		return err
	}
	if err := world.employ(ctx); err != nil {
		return err
	}
	living, end := context.WithCancel(ctx)
	housed, err := world.house(living)
	if err != nil {
		end()
		return err
	}
	o.greet(planes.Dir())
	err = world.live(ctx, text, parsed)
	end()
	return errors.Join(err, <-housed)
}

// live runs one engine after the other, each with the configuration as it is then.
func (w *world) live(ctx context.Context, text []byte, parsed *config.Config) error {
	if err := w.apply(ctx, steps.Host, w.Host); err != nil {
		return err
	}
	given := false
	for ctx.Err() == nil {
		life, stop := context.WithCancel(ctx)
		ended, err := w.start(life, parsed)
		if err == nil && !given {
			given, err = true, w.apply(ctx, steps.Virtual, w.Virtual)
		}
		if err != nil {
			stop()
			return err
		}
		text, parsed = w.changed(ctx, text)
		stop()
		if err := <-ended; err != nil || parsed == nil {
			return errors.Join(err, w.planes.Health())
		}
	}
	return nil
}

// start starts an engine; what it ends with comes through the channel.
func (w *world) start(ctx context.Context, parsed *config.Config) (<-chan error, error) {
	made, err := engine.New(engine.Options{
		Name: w.Name, Namespace: w.Namespace, Config: parsed, Compat: w.Compat,
		Clusters: cluster.Pair{Virtual: w.engine[steps.Virtual], Host: w.engine[steps.Host]},
		Version:  cluster.Version(ctx, w.engine[steps.Virtual]),
		Log:      slog.New(w.warnings()), Planned: w.follow, Evaluate: w.Evaluate,
	})
	if err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- made.Run(ctx) }()
	select {
	case <-made.Ready():
		w.Out("the engine is ready")
	case err := <-ended:
		return nil, errors.Join(errors.New("the engine ended"), err)
	case <-ctx.Done():
	}
	return ended, nil
}

// changed returns the next configuration that can be used; nil when there will be none.
func (w *world) changed(ctx context.Context, text []byte) ([]byte, *config.Config) {
	every := w.Every
	if every == 0 {
		every = 500 * time.Millisecond
	}
	look := time.NewTicker(every)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil, nil
		case <-w.planes.Ended():
			return nil, nil
		case <-look.C:
		}
		now, err := w.read()
		if err != nil || bytes.Equal(now, text) { // editors take a file away for a moment
			continue
		}
		text = now
		parsed, err := w.parse(now)
		if err != nil {
			w.Out("the configuration changed and is refused; the one before stays in force:\n" + err.Error())
			continue
		}
		w.Out("the configuration changed; the engine starts again")
		return text, parsed
	}
}

func (o Options) read() ([]byte, error) {
	if o.Config == "" {
		return nil, nil
	}
	text, err := os.ReadFile(o.Config)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	return text, nil
}

func (o Options) parse(text []byte) (*config.Config, error) {
	parsed, findings := config.Parse(o.Config, text)
	if parsed != nil {
		findings = append(findings, engine.Check(parsed)...)
	}
	if err := findings.Err(); err != nil {
		return nil, &steps.Refused{Text: err.Error()}
	}
	for _, finding := range findings {
		o.Out(finding.String())
	}
	return parsed, nil
}

// greet says how to get in.
func (o Options) greet(dir string) {
	o.Out(fmt.Sprintf(`
Two clusters are running. In other terminals:

  export KUBECONFIG=%[1]s/virtual.kubeconfig    # the virtual cluster, as a tenant sees it
  export KUBECONFIG=%[1]s/host.kubeconfig       # the host, where the copies go
  kubectl --kubeconfig %[1]s/virtual.kubeconfig create deployment web --image nginx
  kubectl --kubeconfig %[1]s/host.kubeconfig get all -n %[2]s

%[3]s
Ctrl-C ends everything.
`, dir, o.Namespace, o.machinery()))
}

// machinery says what becomes of pods and Deployments.
func (o Options) machinery() string {
	pods, deployments := "There are no nodes: pods stay Pending.", "There are no controllers: a Deployment makes no pods."
	if o.Nodes > 0 {
		pods = fmt.Sprintf("The host has %d simulated nodes, which know the runtime handlers %s: pods become Running\nthere, or say why not; nothing is really run.",
			o.Nodes, strings.Join(handlers(), " and "))
	}
	if o.Controllers {
		deployments = "kube-scheduler binds the host's pods, kube-controller-manager serves the virtual cluster."
	}
	return pods + "\n" + deployments
}
