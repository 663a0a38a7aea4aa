package envtest

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/steps"
)

// restless are the kinds the servers themselves keep writing, or make up.
func restless() []string { return []string{"events", "leases", "componentstatuses"} }

// look remembers everything one side holds.
func (p *Pair) look(ctx context.Context, side steps.Side) error {
	found, err := p.list(ctx, side)
	if err != nil {
		return err
	}
	for i, kind := range p.planes.Kinds() {
		for _, object := range found[i] {
			object.SetManagedFields(nil)
			p.seeded[side] = append(p.seeded[side], object)
			p.first[key(string(side), kind, object.GetNamespace(), object.GetName())] = &object
		}
	}
	return nil
}

// list returns the objects of every kind of the planes, in their order.
func (p *Pair) list(ctx context.Context, side steps.Side) ([][]unstructured.Unstructured, error) {
	config, err := p.planes.Config(side, controlplane.OwnUser)
	if err != nil {
		return nil, err
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	kinds := p.planes.Kinds()
	found := make([][]unstructured.Unstructured, len(kinds))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for i, kind := range kinds {
		if slices.Contains(restless(), kind.Resource) {
			continue
		}
		group.Go(func() error {
			list, err := client.Resource(kind).List(ctx, metav1.ListOptions{})
			if apierrors.IsNotFound(err) || apierrors.IsMethodNotSupported(err) {
				return nil
			}
			if err == nil {
				found[i] = list.Items
			}
			return err
		})
	}
	return found, group.Wait()
}

// closing ends the servers of a pair that cannot be used because of err.
func closing(planes Planes, err error) error {
	return errors.Join(err, planes.Health(), planes.Close())
}
