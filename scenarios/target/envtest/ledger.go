package envtest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
)

// ledger numbers the calls of one scenario and remembers the objects, so that a
// delete that was answered with a mere Status still says what it deleted.
type ledger struct {
	since time.Time
	calls []history.Call
	known map[string]*unstructured.Unstructured
}

func newLedger(seeded map[string]*unstructured.Unstructured, since time.Time) *ledger {
	return &ledger{since: since.Truncate(time.Microsecond), known: maps.Clone(seeded)}
}

// key is one object of one side.
func key(side string, resource schema.GroupVersionResource, namespace, name string) string {
	return strings.Join([]string{side, resource.Group, resource.Resource, namespace, name}, "/")
}

// add takes new events in and returns all calls so far.
func (l *ledger) add(events []event) ([]history.Call, error) {
	var fresh []history.Call
	for _, e := range events {
		if !e.ofScenario(l.since) {
			continue
		}
		call, err := e.call()
		if err != nil {
			return nil, err
		}
		fresh = append(fresh, call)
	}
	slices.SortStableFunc(fresh, func(a, b history.Call) int { return a.At.Compare(b.At) })
	for _, call := range fresh {
		call.Seq = len(l.calls) + 1
		l.remember(&call)
		l.calls = append(l.calls, call)
	}
	return slices.Clone(l.calls), nil
}

// remember keeps what a call left and fills in what a delete does not say.
func (l *ledger) remember(c *history.Call) {
	if !c.Mutating() || !c.OK() {
		return
	}
	key := key(c.Side, c.Resource, c.Namespace, c.Name)
	if c.After != nil {
		l.known[key] = c.After
	} else if c.Verb == "delete" && c.Subresource == "" {
		c.After = l.known[key]
	}
}
