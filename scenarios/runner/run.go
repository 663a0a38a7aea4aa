package runner

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/external"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/subject"
)

// Options say how examples are run. Target is required.
type Options struct {
	Target Target
	// Judge says which laws a scenario kept; nil means all laws there are.
	Judge func(history.History) []reports.Law
	// Command is what a user types to run features; empty means "syncspec run".
	Command string
	// Words are more of it: what a user types to have the same engine and clusters.
	Words []string
	// Compat is used where a scenario names none; empty means documented.
	Compat string
	// Evaluate is the engine's, for expressions of patches; nil runs them in this
	// process, as servers in memory need it.
	Evaluate func(script.Static) (script.Evaluator, error)
	// Engine is the command that is judged; nil means syncspec's own engine, in this
	// process.
	Engine *external.Command
	// FailFast begins no scenario after the first that failed.
	FailFast bool
	// Repeat runs every scenario so many times; 0 means once.
	Repeat int
	// Retry is how many times more a scenario that failed is tried; the first that
	// passes makes it flaky.
	Retry int
	// AllowFlaky lets flaky scenarios be passed. Without it they failed.
	AllowFlaky bool
	// Deadline is how long one scenario may take; 0 means 30 seconds.
	Deadline time.Duration
	// Bundle keeps what is known of a failed scenario, its Failure's Scene too, and
	// returns where; lanes call it at the same time. nil keeps nothing.
	Bundle func(example Example, failed reports.Scenario) string
	// Progress is told what happens; nil means nobody is.
	Progress Progress
}

// Progress is told what happens while it happens. Lanes call it one at a time.
type Progress interface {
	Begin(total, lanes int)
	Started(example Example)
	Finished(example Example, result reports.Scenario)
	End()
}

// ErrInterrupted is the error of a run that was told to stop before its end.
var ErrInterrupted = errors.New("the run was interrupted")

// Run runs the examples and returns their results in the order they are
// written. Failed scenarios are no error; what could not be judged is: an
// *EnvironmentError or ErrInterrupted, with the results until then.
func Run(ctx context.Context, examples []Example, options Options) (reports.Run, error) {
	r := newRun(examples, options)
	started := time.Now()
	r.progress.Begin(len(r.jobs), options.Target.Lanes())
	r.lanes(ctx)
	r.progress.End()
	err := r.verdict(ctx)
	return reports.Run{
		Version: reports.Version, Started: started, Duration: time.Since(started),
		Target: options.Target.Name(), Detail: options.Target.Detail(),
		Compat:   orDocumented(options.Compat),
		Selected: len(r.jobs), BrokenOff: r.brokenOff(err),
		Features: collect(r.jobs),
	}, err
}

func orDocumented(compat string) string {
	if compat == "" {
		return "documented"
	}
	return compat
}

// job is one attempt at one example; result is nil until it was made.
type job struct {
	example Example
	attempt int
	result  *reports.Scenario
}

// run is a run in progress.
type run struct {
	options  Options
	jobs     []job
	next     atomic.Int64
	progress *serial

	mu   sync.Mutex
	halt bool
	err  error
}

func newRun(examples []Example, options Options) *run {
	if options.Judge == nil {
		options.Judge = Laws
	}
	if options.Deadline == 0 {
		options.Deadline = 30 * time.Second
	}
	r := &run{options: options, progress: &serial{to: options.Progress}}
	for _, example := range examples {
		for attempt := range max(options.Repeat, 1) {
			r.jobs = append(r.jobs, job{example: example, attempt: attempt + 1})
		}
	}
	return r
}

// lanes works the jobs off, so many at a time as the target has lanes.
func (r *run) lanes(ctx context.Context) {
	var lanes sync.WaitGroup
	for lane := range min(max(r.options.Target.Lanes(), 1), len(r.jobs)) {
		lanes.Go(func() {
			for ctx.Err() == nil && !r.halted() {
				next := int(r.next.Add(1)) - 1
				if next >= len(r.jobs) {
					return
				}
				r.do(ctx, lane, &r.jobs[next])
			}
		})
	}
	lanes.Wait()
}

// do makes one attempt and keeps its result, unless it was not judged at all.
func (r *run) do(ctx context.Context, lane int, j *job) {
	r.progress.Started(j.example)
	result, err := r.tries(ctx, lane, j.example)
	if err != nil || ctx.Err() != nil {
		r.stop(err)
		return
	}
	result.Lane, result.Attempt = lane, j.attempt
	r.bundle(j.example, &result)
	j.result = &result
	if result.Bad() && r.options.FailFast {
		r.stop(nil)
	}
	r.progress.Finished(j.example, result)
}

// bundle has the scene of a failure kept, and forgets it.
func (r *run) bundle(example Example, result *reports.Scenario) {
	if result.Failure == nil || r.options.Bundle == nil {
		return
	}
	result.Failure.Artifact = r.options.Bundle(example, *result)
	result.Failure.Scene = nil
}

func (r *run) attempt(ctx context.Context, lane int, example Example) (reports.Scenario, error) {
	if reason := r.options.Skips(example); reason != "" {
		skipped := example.blank()
		skipped.Status, skipped.Reason = reports.Skipped, reason
		return skipped, nil
	}
	one := &attempt{example: example, options: r.options}
	err := r.options.Target.Use(ctx, lane, func(ctx context.Context, pair scenarios.Pair, settle subject.Settler) bool {
		one.pair = pair
		one.run(ctx, settle)
		return one.result.Status == reports.Passed
	})
	var hung *HungError
	var lost *EnvironmentError
	switch {
	case err == nil:
		return one.result, nil
	case errors.As(err, &hung): // it may still be at work on its result
		return broken(example.blank(), example, r.options, err), nil
	case errors.As(err, &lost):
		return one.result, err
	}
	return broken(one.result, example, r.options, err), nil
}

// documentedOnly marks scenarios of what the documents say where the real
// vCluster is known to do otherwise.
const documentedOnly = "@documented"

// Skips says why an example is not run with these options; empty when it is.
func (o Options) Skips(example Example) string {
	if o.Compat == string(config.VCluster) && example.has(documentedOnly) {
		return documentedOnly + ": says what is documented; the real one differs"
	}
	skips := o.Target.Skips()
	for _, tag := range slices.Sorted(maps.Keys(skips)) {
		if example.has(tag) {
			return fmt.Sprintf("%s: %s", tag, skips[tag])
		}
	}
	if reason := o.foreign(example); reason != "" {
		return reason
	}
	if choosy, ok := o.Target.(Choosy); ok {
		return choosy.Skip(example)
	}
	return ""
}

func (r *run) halted() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.halt
}

// stop lets no further scenario begin; the first error is the run's.
func (r *run) stop(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.halt = true
	if r.err == nil {
		r.err = err
	}
}
