package nodes

import (
	"context"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/tools/cache"
)

// Run plays until ctx is done: whenever a pod, a node or a class changes, and when
// something is due. Told hears of every write as it is made, failed of what went
// wrong; it is tried again a second later.
func (s *Simulation) Run(ctx context.Context, told func(Write), failed func(error)) error {
	s.told = told
	changed := make(chan struct{}, 1)
	if err := s.follow(ctx, changed); err != nil {
		return err
	}
	alarm := time.NewTimer(0)
	defer alarm.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		case <-alarm.C:
		}
		_, next, err := s.Play(ctx)
		if err != nil && ctx.Err() == nil {
			failed(err)
			next = time.Now().Add(time.Second)
		}
		if !next.IsZero() {
			alarm.Reset(time.Until(next))
		}
	}
}

// follow says when anything a kubelet looks at has changed.
func (s *Simulation) follow(ctx context.Context, changed chan<- struct{}) error {
	wake := func() {
		select {
		case changed <- struct{}{}:
		default: // it has been said already
		}
	}
	factory := dynamicinformer.NewDynamicSharedInformerFactory(s.read, 0)
	for _, resource := range []schema.GroupVersionResource{nodesGVR, podsGVR, classesGVR} {
		_, err := factory.ForResource(resource).Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc: func(any) { wake() }, UpdateFunc: func(any, any) { wake() }, DeleteFunc: func(any) { wake() },
		})
		if err != nil {
			return fmt.Errorf("watching %s for the simulated nodes: %w", resource.Resource, err)
		}
	}
	factory.Start(ctx.Done())
	context.AfterFunc(ctx, factory.Shutdown)
	return nil
}
