package runner

import (
	"context"

	"github.com/syncspec/syncspec/reports"
)

// tries makes an attempt, and more while it fails and may be tried again. One that
// failed and then passed is flaky: it stays as it first failed unless flaky ones are
// allowed. A step that is not defined will not be defined the next time.
func (r *run) tries(ctx context.Context, lane int, example Example) (reports.Scenario, error) {
	first, err := r.attempt(ctx, lane, example)
	last, tries := first, []reports.Try{tryOf(first)}
	for n := 0; n < r.options.Retry && err == nil && last.Status == reports.Failed && ctx.Err() == nil; n++ {
		last, err = r.attempt(ctx, lane, example)
		tries = append(tries, tryOf(last))
	}
	if err != nil || len(tries) == 1 {
		return last, err
	}
	result := first
	flaky := last.Status == reports.Passed
	if flaky && r.options.AllowFlaky {
		result = last
	}
	result.Flaky, result.Tries = flaky, tries
	result.Duration = 0
	for _, try := range tries {
		result.Duration += try.Duration
	}
	return result, nil
}

func tryOf(s reports.Scenario) reports.Try {
	try := reports.Try{Status: s.Status, Duration: s.Duration, Steps: s.Steps}
	if s.Failure != nil {
		try.Message = s.Failure.Message
	}
	return try
}
