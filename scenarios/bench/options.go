package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/syncspec/syncspec/scenarios/target/envtest"
)

// Options say what is measured. The zero value measures this program's own
// engine with the numbers the aims are made for.
type Options struct {
	// Pods is how many pods are created, each with a ConfigMap and a Secret; 0 means 1000.
	Pods int
	// Services is how many services are created besides; 0 means none.
	Services int
	// Idle is how many objects nobody needs lie in the virtual cluster when the engine
	// is started once more; 0 leaves that out.
	Idle int
	// Workers is how many requests the load has in flight; 0 means 16.
	Workers int
	// Engine is the command of the engine; empty means this program with the argument "sync".
	Engine []string
	// Config is the vcluster.yaml of the engine; empty means all defaults.
	Config []byte
	// Out is told how far the run is, a line each; nil is told nothing.
	Out io.Writer
	// Assets is the folder of the API servers' binaries; empty means they are found or made.
	Assets string
}

// settled returns the options with their defaults filled in.
func (o Options) settled() (Options, error) {
	if min(o.Pods, o.Workers, o.Services, o.Idle) < 0 {
		return o, fmt.Errorf("%d pods, %d services and %d idle objects by %d workers: none can be negative", o.Pods, o.Services, o.Idle, o.Workers)
	}
	if o.Pods == 0 {
		o.Pods = 1000
	}
	if o.Workers == 0 {
		o.Workers = 16
	}
	if o.Out == nil {
		o.Out = io.Discard
	}
	if len(o.Engine) == 0 {
		program, err := os.Executable()
		if err != nil {
			return o, fmt.Errorf("finding this program, whose engine is measured: %w", err)
		}
		o.Engine = []string{program, "sync"}
	}
	return o, nil
}

// Run boots two API servers, measures, and ends everything it started. A missed
// aim is no error: it stands in the result.
func Run(ctx context.Context, options Options) (result Result, err error) {
	options, err = options.settled()
	if err != nil {
		return Result{}, err
	}
	progress := &progress{out: options.Out}
	progress.say("starting two API servers")
	pair, err := envtest.Start(ctx, envtest.Options{
		Assets:   options.Assets,
		Progress: func(line string) { progress.say("%s", line) },
	})
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, pair.Close()) }()
	folder, err := os.MkdirTemp("", "syncspec-bench-")
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	run := &run{
		options: options, progress: progress, clusters: pair,
		engines: &commands{argv: options.Engine, folder: folder, kubeconfigs: pair, config: options.Config},
	}
	return run.measure(ctx)
}
