package runner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing/fstest"
	"time"

	"github.com/cucumber/godog"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/steps"
)

// play runs the steps of one example on a target and fills in their results.
// It is the only place that knows Cucumber's runner: one suite for one example,
// so that order and lanes stay ours. before is called ahead of each step.
func play(ctx context.Context, example Example, target steps.Target, before func(step int)) played {
	p := &played{steps: example.blank().Steps, before: before}
	suite := godog.TestSuite{
		Name:                example.Name,
		ScenarioInitializer: p.initializer(example.row, target),
		Options: &godog.Options{
			Strict: true, Concurrency: 1, NoColors: true,
			Format: "progress", Output: io.Discard,
			FS:             fstest.MapFS{onlyFile: {Data: example.Feature.text}},
			Paths:          []string{fmt.Sprintf("%s:%d", onlyFile, example.scenarioLine)},
			DefaultContext: ctx,
		},
	}
	suite.Run()
	if !p.ran && p.err == nil {
		p.err = errors.New("the scenario has no steps")
	}
	return *p
}

const onlyFile = "page.feature"

// played is what became of one example's steps.
type played struct {
	steps []reports.Step
	err   error // of the first step that did not pass
	at    int   // that step

	ran    bool
	next   int
	began  time.Time
	before func(step int)
}

// initializer prepares the row that is meant; the other rows of an outline, which
// stand at the same line, are skipped.
func (p *played) initializer(row int, target steps.Target) func(*godog.ScenarioContext) {
	seen := 0
	return func(sc *godog.ScenarioContext) {
		seen++
		if seen-1 != row {
			sc.Before(func(ctx context.Context, _ *godog.Scenario) (context.Context, error) { return ctx, godog.ErrSkip })
			return
		}
		sc.StepContext().Before(p.beforeStep)
		sc.StepContext().After(p.afterStep)
		steps.Register(sc, steps.NewWorld(target))
		sc.After(p.afterScenario)
	}
}

func (p *played) beforeStep(ctx context.Context, _ *godog.Step) (context.Context, error) {
	p.ran = true
	if p.err == nil {
		p.before(p.next)
	}
	p.began = clock()
	return ctx, nil
}

func (p *played) afterStep(ctx context.Context, _ *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
	if p.next >= len(p.steps) {
		return ctx, nil
	}
	step := &p.steps[p.next]
	step.Status, step.Duration = statusOf(status), clock().Sub(p.began)
	if step.Status != reports.Passed && step.Status != reports.Skipped {
		p.fail(p.next, err)
	}
	p.next++
	return ctx, nil
}

// afterScenario catches what a hook found wrong once the last step had passed.
func (p *played) afterScenario(ctx context.Context, _ *godog.Scenario, err error) (context.Context, error) {
	if err != nil && p.err == nil {
		p.fail(len(p.steps)-1, err)
	}
	return ctx, nil
}

func (p *played) fail(step int, err error) {
	if err == nil {
		err = errors.New("the step did not pass")
	}
	if refused, late := strings.CutPrefix(err.Error(), lateFailure); late && step > 0 {
		p.steps[step].Status, step = reports.Skipped, step-1
		err = &lateError{text: refused, err: err}
	}
	if p.steps[step].Status == reports.Passed {
		p.steps[step].Status = reports.Failed
	}
	p.steps[step].Error = err.Error()
	if p.err == nil {
		p.err, p.at = err, step
	}
}

// lateFailure begins the error of a step that could not begin, because what the
// step before it had done was refused and this one does not say so.
const lateFailure = "before step hook failed: "

// lateError is such an error, without the words of Cucumber's runner.
type lateError struct {
	text string
	err  error
}

func (l *lateError) Error() string { return l.text }

func (l *lateError) Unwrap() error { return l.err }

func statusOf(status godog.StepResultStatus) reports.Status {
	switch status {
	case godog.StepPassed:
		return reports.Passed
	case godog.StepSkipped:
		return reports.Skipped
	case godog.StepUndefined, godog.StepPending:
		return reports.Undefined
	}
	return reports.Failed // failed, or matched by two definitions
}
