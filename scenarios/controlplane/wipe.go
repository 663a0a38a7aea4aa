package controlplane

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"

	"github.com/syncspec/syncspec/steps"
)

// wiper puts a store back to what it held when its API servers had started.
type wiper struct {
	store *etcd
	kinds catalogue
	api   map[steps.Side]rest.Interface
	boot  keyspace
}

// rounds bounds how often Wipe looks again; more than three have not been seen.
const rounds = 20

// wipeTimeout is a hundred times what a wipe has been seen to take.
const wipeTimeout = 30 * time.Second

// Wipe puts both sides back to what they held after Start: it deletes from etcd
// what was not there and puts back what was changed, whatever finalizers say.
// When it returns, both servers know. Nobody else may write meanwhile.
func (p *Planes) Wipe(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, wipeTimeout, fmt.Errorf("not done within %s", wipeTimeout))
	defer cancel()
	err := p.wiper.wipe(ctx)
	switch {
	case err == nil:
		return nil
	case p.Health() != nil:
		return fmt.Errorf("wiping the API servers: %w", p.Health())
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	}
	return fmt.Errorf("wiping the API servers: %w", err)
}

func (w *wiper) wipe(ctx context.Context) error {
	for range rounds {
		now, err := w.store.read(ctx, keysOnly)
		if err != nil {
			return err
		}
		changes := wayBack(now, w.boot)
		if len(changes) == 0 {
			return nil
		}
		if err := w.apply(ctx, consequencesLast(changes)); err != nil {
			return err
		}
	}
	return errors.New("the store keeps changing while it is put back")
}

// apply writes the changes and waits until the API servers have heard of them.
func (w *wiper) apply(ctx context.Context, changes []change) error {
	heard := map[place]int64{}
	for _, part := range w.parts(changes) {
		revision, err := w.store.write(ctx, part)
		if err != nil {
			return err
		}
		for _, c := range part {
			if !c.delete {
				w.boot[c.key] = record{Value: c.value, Revision: revision}
			}
			if place, ok := w.kinds.of(c.key); ok {
				heard[place] = revision
			}
		}
	}
	if err := w.awaitAll(ctx, heard); err != nil {
		return err
	}
	for _, c := range changes {
		if side, group, ok := w.kinds.customGroup(c.key); ok && c.delete {
			if err := w.awaitGone(ctx, side, group); err != nil {
				return err
			}
		}
	}
	return nil
}

// parts are the transactions of a change. One key of each place is kept for the last:
// a server knows a revision from the first of its events on, so only an event that
// comes alone says that those before it have been seen.
func (w *wiper) parts(changes []change) [][]change {
	last := map[place]int{}
	for i, c := range changes {
		if place, ok := w.kinds.of(c.key); ok {
			last[place] = i
		}
	}
	var most, ends []change
	for i, c := range changes {
		place, ok := w.kinds.of(c.key)
		if ok && last[place] == i {
			ends = append(ends, c)
		} else {
			most = append(most, c)
		}
	}
	return slices.Concat(slices.Collect(slices.Chunk(most, maxOps)), slices.Collect(slices.Chunk(ends, maxOps)))
}

func (w *wiper) awaitAll(ctx context.Context, heard map[place]int64) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for place, revision := range heard {
		group.Go(func() error { return w.await(ctx, place, revision) })
	}
	return group.Wait()
}

// wayBack is what to change so that a store holds what it held before.
func wayBack(now, before keyspace) []change {
	var changes []change
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if held, ok := now[key]; !serversOwn(key) && (!ok || held.Revision != before[key].Revision) {
			changes = append(changes, change{key: key, value: before[key].Value})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(now)) {
		if _, ok := before[key]; !ok && !serversOwn(key) {
			changes = append(changes, change{key: key, delete: true})
		}
	}
	return changes
}

// serversOwn tells the keys that running API servers renew by themselves.
func serversOwn(key string) bool {
	return key == "compact_rev_key" || strings.Contains(key, "/masterleases/") ||
		strings.Contains(key, "/peerserverleases/") || strings.Contains(key, "/leases/kube-system/apiserver-")
}

// consequencesLast keeps back what API servers make of other objects while there
// is anything else to do: a server that sees a cluster IP go while it knows the
// service, or an APIService while it knows the CustomResourceDefinition, would
// repair it.
func consequencesLast(changes []change) []change {
	causes := slices.DeleteFunc(slices.Clone(changes), func(c change) bool {
		return strings.Contains(c.key, "/ipaddresses/") || strings.Contains(c.key, "/apiregistration.k8s.io/apiservices/")
	})
	if len(causes) > 0 {
		return causes
	}
	return changes
}

// newWiper waits for the servers' calm and remembers what they hold then.
func newWiper(ctx context.Context, p *Planes) (*wiper, error) {
	w := &wiper{store: p.store, api: map[steps.Side]rest.Interface{}}
	for _, side := range sides() {
		config, err := p.Config(side, OwnUser)
		if err != nil {
			return nil, err
		}
		client, err := discovery.NewDiscoveryClientForConfig(config)
		if err != nil {
			return nil, err
		}
		w.api[side] = client.RESTClient()
	}
	var err error
	if w.boot, err = w.calm(ctx, p.Health); err != nil {
		return nil, err
	}
	w.kinds, err = discoverKinds(discovery.NewDiscoveryClient(w.api[steps.Host]))
	return w, err
}
