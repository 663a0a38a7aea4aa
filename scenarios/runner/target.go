package runner

import (
	"context"
	"fmt"
	"time"

	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/subject"
)

// Target is where scenarios are run.
type Target interface {
	// Name is "memory", "envtest" or "kubeconfig".
	Name() string
	// Detail says more for the report: the Kubernetes version, the lanes.
	Detail() string
	// Skips are the tags of scenarios that cannot run here, with the reason.
	Skips() map[string]string
	// Lanes is how many scenarios run at a time.
	Lanes() int
	// Use calls body with a pair of clean clusters that is its own until it
	// returns. Lanes call it at the same time, each with its own number from 0.
	// An error means that there is no such pair, not that body failed.
	Use(ctx context.Context, lane int, body Body) error
	// Close ends everything the target started. It may be called again.
	Close() error
}

// Patient is a target in whose clusters others are at work, kubelets and controllers:
// what a scenario claims has so long to become true.
type Patient interface{ Patience() time.Duration }

func patience(target Target) time.Duration {
	if patient, ok := target.(Patient); ok {
		return patient.Patience()
	}
	return 0
}

// Launching is a target whose engines do not run in this process.
type Launching interface{ Launcher() subject.Launcher }

func launcher(target Target) subject.Launcher {
	if launching, ok := target.(Launching); ok {
		return launching.Launcher()
	}
	return nil
}

// Choosy is a target that cannot run every scenario its tags allow.
type Choosy interface {
	// Skip says why the example is not run; empty means that it is.
	Skip(example Example) string
}

// Body is what is done with a pair; it reports whether all went well.
type Body func(ctx context.Context, pair scenarios.Pair, settle subject.Settler) bool

// EnvironmentError says that the clusters could not be had, or were lost: the
// behaviour was not judged.
type EnvironmentError struct {
	Doing string
	Err   error
}

func (e *EnvironmentError) Error() string { return fmt.Sprintf("%s: %v", e.Doing, e.Err) }

func (e *EnvironmentError) Unwrap() error { return e.Err }
