package scenarios

import (
	"context"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// Pair is two API servers, empty but for what every cluster has, that remember
// what they were asked. One scenario uses a pair at a time.
type Pair interface {
	// Client returns a client of one side that acts as the given actor.
	// It must be safe for concurrent use and cheap to make.
	Client(side steps.Side, actor history.Actor) (dynamic.Interface, error)
	// ClientAs is Client, for an actor who may do only what the roles of that side
	// allow the user.
	ClientAs(side steps.Side, actor history.Actor, user string) (dynamic.Interface, error)
	// Authorized returns when the server goes by the roles and bindings it holds,
	// everywhere and in these namespaces.
	Authorized(ctx context.Context, side steps.Side, user string, namespaces []string) error
	// Calls returns every request answered since the last Reset, in order.
	// It is complete for each request that has returned to its caller.
	Calls(ctx context.Context) ([]history.Call, error)
	// Seeded returns what one side holds right after a Reset.
	Seeded(side steps.Side) []unstructured.Unstructured
	// Reset puts both sides back to what they held when the pair was made and
	// forgets all calls. No engine may run.
	Reset(ctx context.Context) error
	// Close ends the pair and everything it started. It may be called again.
	Close() error
}
