package runner

import (
	"fmt"
	"time"

	"github.com/syncspec/syncspec/reports"
)

// HungError is the error of a scenario that never came to rest, so that it had
// to be left behind.
type HungError struct{ After time.Duration }

func (h *HungError) Error() string {
	return fmt.Sprintf("the scenario did not come to rest within %s: the engine goes on and on", h.After)
}

// broken is the result of a scenario that was torn from its clusters: what was
// known of it until then, failed.
func broken(known reports.Scenario, example Example, options Options, err error) reports.Scenario {
	if known.Steps == nil {
		known = example.blank()
	}
	known.Status = reports.Failed
	if known.Failure == nil {
		known.Failure = &reports.Failure{Step: "outside of the steps", Message: err.Error(), Rerun: options.rerun(example)}
	}
	return known
}
