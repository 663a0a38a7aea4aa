package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// clusters are the two API servers: what scenarios.Pair offers of them.
type clusters interface {
	Client(side steps.Side, actor history.Actor) (dynamic.Interface, error)
	Calls(ctx context.Context) ([]history.Call, error)
}

// engines starts engines; each start is an incarnation of its own.
type engines interface {
	start(ctx context.Context, actor history.Actor) (process, error)
}

// process is a running engine.
type process interface {
	// usage is what it has used so far; false if this system does not say.
	usage() (usage, bool)
	// tail is what it logged last.
	tail() string
	stop() error
}

const (
	first  = history.Engine + "/1"
	second = history.Engine + "/2"
	third  = history.Engine + "/3"
	// warmUp is how many pods are created before anything is measured.
	warmUp = 50
	// alone is how many pods are created one by one, each awaited.
	alone = 50
	// patience is how long the slowest engine may take for each thousand objects of a load.
	patience = 5 * time.Minute
)

// run is one measurement.
type run struct {
	options  Options
	progress *progress
	clusters clusters
	engines  engines

	host, virtual dynamic.Interface
	arrivals      *arrivals
	result        Result
}

func (r *run) measure(ctx context.Context) (result Result, err error) {
	r.result = Result{Pods: r.options.Pods, Workers: r.options.Workers, Objects: r.options.Pods * objectsPerPod}
	if err := r.prepare(ctx); err != nil {
		return Result{}, err
	}
	defer r.arrivals.close()
	for _, phase := range []func(context.Context) error{r.directly, r.synced, r.restarted, r.idle, r.directlyAgain} {
		if err := phase(ctx); err != nil {
			return Result{}, err
		}
	}
	r.result.judge()
	return r.result, nil
}

// directly creates the load on the host: what it costs without an engine.
func (r *run) directly(ctx context.Context) error {
	if _, err := r.loadOf(r.host, directNamespace, "warm", warmUp).create(ctx); err != nil {
		return err
	}
	r.progress.say("creating %d objects directly on the host", r.result.Objects)
	took, err := r.timeDirect(ctx, "direct")
	r.result.DirectSeconds = took
	return err
}

// directlyAgain tells how far the machine itself drifted during the run; the
// ratio is taken against the mean of both.
func (r *run) directlyAgain(ctx context.Context) error {
	r.progress.say("creating them directly once more, to see whether the machine changed its pace")
	took, err := r.timeDirect(ctx, "again")
	r.result.DirectAgainSeconds = took
	return err
}

func (r *run) timeDirect(ctx context.Context, prefix string) (float64, error) {
	begun := time.Now()
	_, err := r.loadOf(r.host, directNamespace, prefix, r.options.Pods).create(ctx)
	return time.Since(begun).Seconds(), err
}

// synced creates the load in the virtual cluster, with an engine, in a rush and then one by one.
func (r *run) synced(ctx context.Context) (err error) {
	most := patience * time.Duration(1+(r.options.Pods+r.options.Services)/1000)
	ctx, cancel := context.WithTimeoutCause(ctx, most, fmt.Errorf("the engine did not finish within %s", most))
	defer cancel()
	r.progress.say("starting the engine")
	engine, err := r.engines.start(ctx, first)
	if err != nil {
		return fmt.Errorf("starting the engine: %w", err)
	}
	defer func() { err = errors.Join(err, engine.stop()) }()
	for _, phase := range []func(context.Context, process) error{r.rush, r.services, r.oneByOne} {
		if err := phase(ctx, engine); err != nil {
			return fmt.Errorf("%w\n%sthe engine's last words:\n%s", err, r.refusals(), engine.tail())
		}
	}
	r.result.PeakMiB = peakMiB(engine)
	return nil
}

// peakMiB is the most memory an engine had, 0 if that is not known.
func peakMiB(engine process) float64 {
	used, _ := engine.usage()
	return float64(used.peak) / (1 << 20)
}

// restarted starts the engine again over converged clusters.
func (r *run) restarted(ctx context.Context) error {
	r.progress.say("starting the engine again; it should write nothing")
	again, err := r.again(ctx, second)
	r.result.RestartSeconds, r.result.RestartWrites, r.result.RestartPeakMiB = again.seconds, again.writes, again.peak
	return err
}

// restart is what a start over converged clusters cost.
type restart struct {
	seconds float64
	writes  int
	peak    float64
}

// again starts an engine until it is ready and at rest, and ends it.
func (r *run) again(ctx context.Context, actor history.Actor) (measured restart, err error) {
	begun := time.Now()
	engine, err := r.engines.start(ctx, actor)
	if err != nil {
		return restart{}, fmt.Errorf("starting the engine again: %w", err)
	}
	defer func() { err = errors.Join(err, engine.stop()) }()
	measured.seconds = time.Since(begun).Seconds()
	calls, err := rest(ctx, r.clusters, actor)
	if err != nil {
		return restart{}, err
	}
	measured.writes = countWrites(calls, actor, anything).all()
	measured.peak = peakMiB(engine)
	return measured, nil
}
