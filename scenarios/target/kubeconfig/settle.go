package kubeconfig

import (
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/steps"
)

// Quiet returns when nobody has changed anything for so long: neither through the
// pair, nor, where controllers run, any object of the kinds it was used for.
func (p *Pair) Quiet(ctx context.Context, window time.Duration) error {
	look := time.NewTicker(max(window/5, 10*time.Millisecond))
	defer look.Stop()
	before, since := "", time.Now()
	for {
		now, err := p.state(ctx)
		switch {
		case err != nil:
			return err
		case now != before:
			before, since = now, time.Now()
		case time.Since(since) >= window:
			return nil
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return fmt.Errorf("the clusters do not come to rest: %w", context.Cause(ctx))
		}
	}
}

// state is a word that is the same as long as nothing changes.
func (p *Pair) state(ctx context.Context) (string, error) {
	writes, touched := p.touched()
	state := fnv.New64a()
	_, _ = fmt.Fprintln(state, writes)
	for _, name := range []steps.Side{steps.Host, steps.Virtual} {
		if !p.sides[name].controlled {
			continue
		}
		for _, resource := range touched[name] {
			list, err := p.sides[name].own.Resource(resource).List(ctx, metav1.ListOptions{})
			if apierrors.IsNotFound(err) {
				continue
			}
			if err != nil {
				return "", fmt.Errorf("looking whether the %s cluster is at rest: %w", name, err)
			}
			for _, object := range list.Items {
				_, _ = fmt.Fprintln(state, object.GetUID(), object.GetResourceVersion())
			}
		}
	}
	return fmt.Sprintf("%x", state.Sum64()), nil
}

// touched counts the writes that were done through the pair, and names the kinds.
func (p *Pair) touched() (int, map[steps.Side][]schema.GroupVersionResource) {
	p.mu.Lock()
	defer p.mu.Unlock()
	writes, kinds := 0, map[steps.Side]map[schema.GroupVersionResource]bool{steps.Host: {}, steps.Virtual: {}}
	for _, call := range p.ledger.calls {
		if !call.Mutating() || !call.OK() || call.Resource.Resource == "leases" {
			continue // what is refused changes nothing, however often
		}
		writes++
		if !restless(call.Resource.Resource) {
			kinds[steps.Side(call.Side)][call.Resource] = true
		}
	}
	sorted := map[steps.Side][]schema.GroupVersionResource{}
	for side, set := range kinds {
		sorted[side] = slices.SortedFunc(maps.Keys(set), func(a, b schema.GroupVersionResource) int { return strings.Compare(a.String(), b.String()) })
	}
	return writes, sorted
}
