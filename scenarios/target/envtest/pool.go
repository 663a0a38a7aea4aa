package envtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// Pool lends pairs to scenarios that run side by side, one each. The pairs are
// started one after the other in the background, so that the first scenario need
// not wait for the last pair.
type Pool struct {
	idle   chan *Pair
	failed chan error // the start's error, for as long as anybody asks
	cancel context.CancelFunc
	done   chan struct{}

	mu    sync.Mutex
	pairs []*Pair
}

// NewPool begins to start n pairs, at least one.
func NewPool(ctx context.Context, n int, options Options) *Pool {
	n = max(n, 1)
	ctx, cancel := context.WithCancel(ctx)
	pool := &Pool{idle: make(chan *Pair, n), failed: make(chan error, 1), cancel: cancel, done: make(chan struct{})}
	go pool.start(ctx, n, options)
	return pool
}

func (p *Pool) start(ctx context.Context, n int, options Options) {
	defer close(p.done)
	for i := range n {
		pair, err := Start(ctx, options)
		if err != nil {
			p.failed <- fmt.Errorf("starting pair %d of %d: %w", i+1, n, err)
			return
		}
		p.mu.Lock()
		p.pairs = append(p.pairs, pair)
		p.mu.Unlock()
		p.idle <- pair
	}
}

// Borrow returns a pair that nobody else uses, as soon as there is one. The
// borrower resets it before use, or before Return, and hands it back. When a
// pair could not be started, or a lent pair's servers have died, it is an error.
func (p *Pool) Borrow(ctx context.Context) (*Pair, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case pair := <-p.idle:
		return healthy(pair)
	case err := <-p.failed:
		p.failed <- err
		return nil, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func healthy(pair *Pair) (*Pair, error) {
	if err := pair.Health(); err != nil {
		return nil, err
	}
	return pair, nil
}

// Return hands a borrowed pair back.
func (p *Pool) Return(pair *Pair) { p.idle <- pair }

// Close ends all pairs, those that are starting too. Nothing may be borrowed.
func (p *Pool) Close() error {
	p.cancel()
	<-p.done
	p.mu.Lock()
	defer p.mu.Unlock()
	var failures []error
	for _, pair := range p.pairs {
		failures = append(failures, pair.Close())
	}
	return errors.Join(failures...)
}
