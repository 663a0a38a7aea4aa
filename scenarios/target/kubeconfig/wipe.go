package kubeconfig

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
)

const (
	// wipeTimeout is how long a cluster may take to let go of a scenario.
	wipeTimeout = 2 * time.Minute
	// patience is how long controllers have for their finalizers.
	patience = 10 * time.Second
	// lookAgain is how often it is asked whether something is gone.
	lookAgain = 50 * time.Millisecond
)

// Reset takes away everything that was created through the pair, puts back what
// was changed, and forgets all calls. It returns when the objects are gone. No
// engine may run.
func (p *Pair) Reset(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, wipeTimeout, fmt.Errorf("not done within %s", wipeTimeout))
	defer cancel()
	p.mu.Lock()
	used := p.ledger
	p.mu.Unlock()
	if err := errors.Join(p.shut(), p.takeAway(ctx, used), p.putBack(ctx, used), p.silence(ctx, used)); err != nil {
		return fmt.Errorf("taking away what the scenario made: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ledger = newLedger()
	return nil
}

// takeAway deletes what was made, the latest first and namespaces last, and
// waits until it is gone.
func (p *Pair) takeAway(ctx context.Context, used *ledger) error {
	left := slices.Clone(used.made)
	slices.Reverse(left)
	slices.SortStableFunc(left, func(a, b made) int { return rank(a) - rank(b) })
	for _, one := range left {
		if err := p.delete(ctx, one); err != nil {
			return err
		}
	}
	began := time.Now()
	for {
		var err error
		if left, err = p.remaining(ctx, left, time.Since(began) > patience); err != nil || len(left) == 0 {
			return err
		}
		if err := wait(ctx); err != nil {
			return fmt.Errorf("%s is still there: %w", left[0], err)
		}
	}
}

func rank(m made) int {
	if m.resource == namespaces.GroupResource() {
		return 1
	}
	return 0
}

func wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(lookAgain):
		return nil
	}
}

// at is the way to one object, past the recorder.
func (p *Pair) at(m made) dynamic.ResourceInterface {
	all := p.sides[m.side].own.Resource(m.resource.WithVersion(m.version))
	if m.namespace == "" {
		return all
	}
	return all.Namespace(m.namespace)
}

// delete asks for the end of this object, not of another of its name.
func (p *Pair) delete(ctx context.Context, m made) error {
	now, background := int64(0), metav1.DeletePropagationBackground
	err := p.at(m).Delete(ctx, m.name, metav1.DeleteOptions{
		Preconditions: &metav1.Preconditions{UID: &m.uid}, PropagationPolicy: &background, GracePeriodSeconds: &now,
	})
	if err == nil || gone(err) {
		return nil
	}
	return fmt.Errorf("deleting %s: %w", m, err)
}

// gone tells the answers of which each means that the object is there no more.
func gone(err error) bool {
	return apierrors.IsNotFound(err) || apierrors.IsConflict(err) || apierrors.IsMethodNotSupported(err)
}

// remaining are those that are still there. Their finalizers are taken off when
// there is nobody else to do it, or nobody did.
func (p *Pair) remaining(ctx context.Context, of []made, late bool) ([]made, error) {
	var left []made
	for _, one := range of {
		object, err := p.at(one).Get(ctx, one.name, metav1.GetOptions{})
		if gone(err) || err == nil && object.GetUID() != one.uid {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("looking for %s: %w", one, err)
		}
		left = append(left, one)
		if late || !p.sides[one.side].controlled {
			if err := p.release(ctx, one, object); err != nil {
				return nil, err
			}
		}
	}
	return left, nil
}

// release lets go of an object that waits for somebody.
func (p *Pair) release(ctx context.Context, m made, object *unstructured.Unstructured) error {
	if m.resource == namespaces.GroupResource() {
		return p.finalize(ctx, m, object)
	}
	if object.GetDeletionTimestamp() == nil {
		return p.delete(ctx, m)
	}
	free := []byte(`{"metadata":{"finalizers":null,"uid":"` + string(m.uid) + `"}}`)
	_, err := p.at(m).Patch(ctx, m.name, types.MergePatchType, free, metav1.PatchOptions{})
	if err != nil && !gone(err) {
		return fmt.Errorf("releasing %s: %w", m, err)
	}
	return nil
}

// finalize ends a namespace where no controller does: what is in it goes first.
func (p *Pair) finalize(ctx context.Context, m made, object *unstructured.Unstructured) error {
	if err := p.empty(ctx, m); err != nil {
		return err
	}
	free := object.DeepCopy()
	unstructured.RemoveNestedField(free.Object, "spec", "finalizers")
	_, err := p.at(m).Update(ctx, free, metav1.UpdateOptions{}, "finalize")
	if err != nil && !gone(err) {
		return fmt.Errorf("finalizing %s: %w", m, err)
	}
	return nil
}

// empty deletes everything in a namespace, finalizers or not, where nobody else does.
func (p *Pair) empty(ctx context.Context, namespace made) error {
	side := p.sides[namespace.side]
	for _, k := range side.kinds {
		if !k.namespaced || side.controlled {
			continue
		}
		items, err := side.own.Resource(k.GroupVersionResource).Namespace(namespace.name).List(ctx, metav1.ListOptions{})
		if gone(err) || apierrors.IsServiceUnavailable(err) {
			continue
		}
		if err != nil {
			return fmt.Errorf("listing %s in %s: %w", k.Resource, namespace, err)
		}
		for _, item := range items.Items {
			in := made{place{namespace.side, k.GroupResource(), namespace.name, item.GetName()}, k.Version, item.GetUID()}
			if err := p.end(ctx, in, &item); err != nil {
				return err
			}
		}
	}
	return nil
}

// end deletes an object and lets go of it.
func (p *Pair) end(ctx context.Context, m made, object *unstructured.Unstructured) error {
	if err := p.delete(ctx, m); err != nil || len(object.GetFinalizers()) == 0 {
		return err
	}
	object.SetDeletionTimestamp(&metav1.Time{Time: time.Now()})
	return p.release(ctx, m, object)
}

// putBack gives what was there before the content it had.
func (p *Pair) putBack(ctx context.Context, used *ledger) error {
	for _, one := range used.changed {
		before := p.first[one.place].DeepCopy()
		now, err := p.at(one).Get(ctx, one.name, metav1.GetOptions{})
		if gone(err) || err == nil && now.GetUID() != before.GetUID() {
			continue // its owner has dealt with it meanwhile
		}
		if err != nil {
			return fmt.Errorf("looking at %s: %w", one, err)
		}
		before.SetResourceVersion(now.GetResourceVersion())
		after, err := p.at(one).Update(ctx, before, metav1.UpdateOptions{})
		if err != nil {
			return fmt.Errorf("putting %s back: %w", one, err)
		}
		before.SetResourceVersion(after.GetResourceVersion())
		if _, err := p.at(one).UpdateStatus(ctx, before, metav1.UpdateOptions{}); err != nil && !gone(err) {
			return fmt.Errorf("putting the status of %s back: %w", one, err)
		}
	}
	return nil
}

// silence deletes the events that tell of what a scenario made: the next one may
// use the names again.
func (p *Pair) silence(ctx context.Context, used *ledger) error {
	about := map[string]bool{}
	for _, one := range used.made {
		about[string(one.uid)] = true
	}
	if len(about) == 0 {
		return nil
	}
	var failed []error
	for name, s := range p.sides {
		list, err := s.own.Resource(events).List(ctx, metav1.ListOptions{})
		if err != nil {
			failed = append(failed, fmt.Errorf("listing the events of the %s cluster: %w", name, err))
			continue
		}
		for _, event := range list.Items {
			uid, _, _ := unstructured.NestedString(event.Object, "involvedObject", "uid")
			if !about[uid] || strings.HasPrefix(event.GetNamespace(), "kube-") {
				continue
			}
			at := place{name, events.GroupResource(), event.GetNamespace(), event.GetName()}
			failed = append(failed, p.delete(ctx, made{at, events.Version, event.GetUID()}))
		}
	}
	return errors.Join(failed...)
}
