package memory

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

var _ scenarios.Pair = (*Pair)(nil)

// Pair is two API servers in memory. It implements scenarios.Pair.
type Pair struct {
	// mutex makes every request of both sides one step, as one etcd would.
	mutex   sync.Mutex
	version int64
	sides   map[steps.Side]*server
	calls   []history.Call
	closed  bool
}

// New returns a pair that holds what every cluster has. It costs well under a
// millisecond; call it inside the bubble the pair is used in. The servers know the
// custom kinds as soon as they hold the definition.
func New(customs ...Known) (*Pair, error) {
	pair := &Pair{version: firstVersion, sides: map[steps.Side]*server{}}
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		server := newServer(pair, side, customs)
		if err := server.seed(); err != nil {
			return nil, fmt.Errorf("seeding the %s side: %w", side, err)
		}
		pair.sides[side] = server
	}
	return pair, nil
}

// Client returns a client of one side whose requests are recorded under the actor's name.
func (p *Pair) Client(side steps.Side, actor history.Actor) (dynamic.Interface, error) {
	server, ok := p.sides[side]
	if !ok {
		return nil, fmt.Errorf("no side is called %q", side)
	}
	return &client{server: server, actor: actor}, nil
}

// Calls returns every request answered since the last Reset, in order. What the
// calls hold is shared and must not be changed.
func (p *Pair) Calls(context.Context) ([]history.Call, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return append([]history.Call(nil), p.calls...), nil
}

// Seeded returns copies of what one side holds right after a Reset.
func (p *Pair) Seeded(side steps.Side) []unstructured.Unstructured {
	server, ok := p.sides[side]
	if !ok {
		return nil
	}
	seeded := make([]unstructured.Unstructured, 0, len(server.seeded))
	for _, planted := range server.seeded {
		seeded = append(seeded, *planted.object.DeepCopy())
	}
	return seeded
}

// Reset ends all watches, puts both sides back to their first state (with the
// same uids; resourceVersions go on counting) and forgets all calls and refusals.
func (p *Pair) Reset(context.Context) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.closed {
		return errClosed
	}
	for _, server := range p.sides {
		if err := server.reset(); err != nil {
			return fmt.Errorf("resetting the %s side: %w", server.side, err)
		}
	}
	p.calls = nil
	return nil
}

// Close ends all watches; every later request is an error.
func (p *Pair) Close() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.closed = true
	for _, server := range p.sides {
		server.stopWatches()
	}
	return nil
}

var errClosed = errors.New("the pair of memory servers is closed")
