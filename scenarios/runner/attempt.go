package runner

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/subject"
	"github.com/syncspec/syncspec/steps"
)

// attempt is one run of one example on a pair of its own.
type attempt struct {
	example Example
	options Options
	pair    scenarios.Pair
	subject *subject.Subject
	result  reports.Scenario

	epoch  time.Time // of the clock the pair's calls are stamped with
	seqs   []int     // the last call before each step
	past   history.History
	broken error // what made it fail, beyond a step
}

// grace is how long looking back at a scenario may take, and stopping its engine.
const grace = 20 * time.Second

// run plays the steps, judges what happened, and stops the engine.
func (a *attempt) run(ctx context.Context, settle subject.Settler) {
	began := clock()
	a.epoch, a.result = time.Now(), a.example.blank()
	deadline := a.deadline()
	steps, cancel := context.WithTimeoutCause(ctx, deadline, fmt.Errorf("the scenario took longer than its %s", deadline))
	defer cancel()
	played, err := a.play(steps, settle)
	if err == nil {
		err = a.restart(steps)
	}
	looking, done := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer done()
	a.judge(looking, err)
	if a.result.Status != reports.Passed {
		a.result.Failure = a.evidence(looking, played, err)
	}
	a.stop(looking)
	a.result.Duration = clock().Sub(began)
}

// play makes the subject and runs the steps on it.
func (a *attempt) play(ctx context.Context, settle subject.Settler) (played, error) {
	made, err := subject.New(a.pair, settle, subject.Options{
		Compat: a.options.Compat, Evaluate: a.options.Evaluate, Engine: a.options.Engine, Scheduled: a.example.has("@scheduler"),
		Patience: patience(a.options.Target), Launcher: launcher(a.options.Target),
	})
	if err != nil {
		return played{}, err
	}
	a.subject = made
	if err := a.employ(ctx); err != nil {
		return played{}, err
	}
	a.seqs = make([]int, len(a.result.Steps))
	played := play(ctx, a.example, made, func(step int) { a.seqs[step] = lastCall(ctx, a.pair) })
	a.result.Steps = played.steps
	return played, played.err
}

// employing is what starting programs of Kubernetes, and waiting for their calm after
// every step, may take more.
const employing = time.Minute

func (a *attempt) deadline() time.Duration {
	if a.example.has("@scheduler") || a.example.has("@controllers") {
		return a.options.Deadline + employing
	}
	return a.options.Deadline
}

// employ starts what the scenario's tags ask for: a scheduler for the host's pods,
// controllers for both clusters.
func (a *attempt) employ(ctx context.Context) error {
	for _, wanted := range []struct {
		tag, program string
		side         steps.Side
	}{
		{"@scheduler", "kube-scheduler", steps.Host},
		{"@controllers", "kube-controller-manager", steps.Virtual},
		{"@controllers", "kube-controller-manager", steps.Host},
	} {
		if a.example.has(wanted.tag) {
			if err := a.subject.Employ(ctx, wanted.side, wanted.program); err != nil {
				return err
			}
		}
	}
	return nil
}

// restart proves that a converged engine may be stopped and started again; what
// it writes then is judged with the rest.
func (a *attempt) restart(ctx context.Context) error {
	if !a.subject.Running() {
		return nil
	}
	if err := a.subject.Restart(ctx); err != nil {
		return fmt.Errorf("after the last step, stopping and starting the engine: %w", err)
	}
	return nil
}

// judge takes the history and, when all steps passed, the verdicts of the laws.
func (a *attempt) judge(ctx context.Context, err error) {
	a.result.Status = statusOfSteps(a.result.Steps, err)
	if a.subject == nil {
		return
	}
	past, readErr := a.subject.History(ctx)
	if readErr != nil {
		a.result.Status, a.broken = reports.Failed, readErr
		return
	}
	a.past = past
	a.result.Calls = callsOf(past, a.epoch)
	a.placeSteps()
	if err != nil {
		return
	}
	a.result.Laws = unless(a.subject.Unobserved(past), a.options.Judge(past))
	if broken := violations(a.result.Laws); broken != nil {
		a.result.Status, a.broken = reports.Failed, broken
	}
}

func statusOfSteps(steps []reports.Step, err error) reports.Status {
	if err == nil {
		return reports.Passed
	}
	for _, step := range steps {
		if step.Status == reports.Undefined {
			return reports.Undefined
		}
		if step.Status == reports.Failed {
			break
		}
	}
	return reports.Failed
}

// stop ends the engine; one that cannot be stopped is a failure of its own.
func (a *attempt) stop(ctx context.Context) {
	if a.subject == nil {
		return
	}
	err := errors.Join(a.subject.Stop(ctx), a.subject.Dismiss())
	if err != nil && a.result.Status == reports.Passed {
		a.result.Status = reports.Failed
		a.result.Failure = a.evidence(ctx, played{}, fmt.Errorf("stopping the engine: %w", err))
	}
}

// violations is what the laws found, as one error.
func violations(laws []reports.Law) error {
	var broken []error
	for _, law := range laws {
		for _, violation := range law.Violations {
			broken = append(broken, fmt.Errorf("the law %q is broken: %s", law.Name, violation))
		}
	}
	return errors.Join(broken...)
}

// lastCall is the number of the latest call, 0 when it cannot be told.
func lastCall(ctx context.Context, pair scenarios.Pair) int {
	calls, err := pair.Calls(ctx)
	if err != nil || len(calls) == 0 {
		return 0
	}
	return calls[len(calls)-1].Seq
}
