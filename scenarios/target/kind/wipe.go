package kind

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

const (
	// wipeWithin is how long a cluster may take to let go of a scenario.
	wipeWithin = 2 * time.Minute
	// wipePatience is how long controllers have for their finalizers.
	wipePatience = 10 * time.Second
	// wipeAgain is how often the cluster is looked through meanwhile.
	wipeAgain = 150 * time.Millisecond
)

// wiper puts two clusters back that other programs work on as well: what is new is
// deleted, and what the record shows to have been changed is put back.
type wiper struct {
	*planes
	calls func(context.Context) ([]history.Call, error)
	first map[steps.Side]map[item]*unstructured.Unstructured
}

// item is one object of a side.
type item struct {
	kind            schema.GroupVersionResource
	namespace, name string
}

func (i item) String() string { return strings.Trim(i.kind.Resource+" "+i.namespace+"/"+i.name, "/") }

func newWiper(p *planes, pair interface {
	Seeded(steps.Side) []unstructured.Unstructured
	Calls(context.Context) ([]history.Call, error)
}) *wiper {
	w := &wiper{planes: p, calls: pair.Calls, first: map[steps.Side]map[item]*unstructured.Unstructured{}}
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		w.first[side] = map[item]*unstructured.Unstructured{}
		for _, object := range pair.Seeded(side) {
			w.first[side][w.itemOf(&object)] = &object
		}
	}
	return w
}

// itemOf finds an object's kind by its API group and its name, which both say.
func (w *wiper) itemOf(object *unstructured.Unstructured) item {
	gvk := object.GroupVersionKind()
	lower := strings.ToLower(gvk.Kind)
	for _, kind := range w.kinds {
		if kind.Group == gvk.Group && slices.Contains([]string{lower, lower + "s", lower + "es", strings.TrimSuffix(lower, "y") + "ies"}, kind.Resource) {
			return item{kind, object.GetNamespace(), object.GetName()}
		}
	}
	return item{gvk.GroupVersion().WithResource(lower), object.GetNamespace(), object.GetName()}
}

func (w *wiper) wipe(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, wipeWithin, fmt.Errorf("not done within %s", wipeWithin))
	defer cancel()
	calls, err := w.calls(ctx)
	if err != nil {
		return err
	}
	both, ctx := errgroup.WithContext(ctx)
	for side := range w.first {
		both.Go(func() error {
			done := touched(calls, side)
			if err := w.clear(ctx, side, done); err != nil {
				return fmt.Errorf("clearing the %s cluster: %w", side, err)
			}
			if err := w.restore(ctx, side, done); err != nil {
				return fmt.Errorf("putting the %s cluster back: %w", side, err)
			}
			return nil
		})
	}
	return both.Wait()
}

// touched are the objects that the actors of a scenario have changed in one cluster, but
// for what kubelets and controllers did: they will do it again.
func touched(calls []history.Call, side steps.Side) map[item]bool {
	done := map[item]bool{}
	for _, call := range calls {
		if call.Side == string(side) && call.Actor != history.Node && call.Mutating() && call.OK() {
			done[item{call.Resource, call.Namespace, call.Name}] = true
		}
	}
	return done
}

// clear deletes what was not there at first, until nothing of it is left.
func (w *wiper) clear(ctx context.Context, side steps.Side, done map[item]bool) error {
	for began := time.Now(); ; {
		left, err := w.extras(ctx, side, done)
		if err != nil || len(left) == 0 {
			return err
		}
		force := side == steps.Virtual || time.Since(began) > wipePatience // there is nobody else to finalize
		for _, object := range left {
			if err := w.remove(ctx, side, object, force); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is still there: %w", w.itemOf(&left[0]), context.Cause(ctx))
		case <-time.After(wipeAgain):
		}
	}
}

// extras are the objects that were not there at first, without what the cluster makes
// for itself.
func (w *wiper) extras(ctx context.Context, side steps.Side, done map[item]bool) ([]unstructured.Unstructured, error) {
	found := make([][]unstructured.Unstructured, len(w.kinds))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for i, kind := range w.kinds {
		if slices.Contains([]string{"leases", "componentstatuses", "ipaddresses", "apiservices"}, kind.Resource) {
			continue
		}
		group.Go(func() error {
			list, err := w.client[side].Resource(kind).List(ctx, metav1.ListOptions{})
			if apierrors.IsNotFound(err) || apierrors.IsMethodNotSupported(err) {
				return nil
			}
			if err != nil {
				return err
			}
			for _, object := range list.Items {
				one := item{kind, object.GetNamespace(), object.GetName()}
				if w.first[side][one] == nil && (done[one] || !clusters(one)) {
					found[i] = append(found[i], object)
				}
			}
			return nil
		})
	}
	err := group.Wait()
	return slices.Concat(found...), err
}

// clusters tells what a cluster makes for itself, in the namespaces that it has for it.
func clusters(one item) bool {
	return strings.HasPrefix(one.namespace, "kube-") || one.namespace == "local-path-storage" ||
		one.kind.Resource == "certificatesigningrequests" ||
		one.name == "kube-root-ca.crt" || one.kind.Resource == "serviceaccounts" && one.name == "default" ||
		one.kind.Resource == "clusterroles" && strings.HasPrefix(one.name, "system:")
}

func (w *wiper) at(side steps.Side, one item) dynamic.ResourceInterface {
	if one.namespace == "" {
		return w.client[side].Resource(one.kind)
	}
	return w.client[side].Resource(one.kind).Namespace(one.namespace)
}

// remove deletes an object at once; one that waits for a finalizer is let go when
// nobody else will do it.
func (w *wiper) remove(ctx context.Context, side steps.Side, object unstructured.Unstructured, force bool) error {
	one := w.itemOf(&object)
	if object.GetDeletionTimestamp() == nil {
		now, background, uid := int64(0), metav1.DeletePropagationBackground, object.GetUID()
		err := w.at(side, one).Delete(ctx, one.name, metav1.DeleteOptions{
			GracePeriodSeconds: &now, PropagationPolicy: &background, Preconditions: &metav1.Preconditions{UID: &uid},
		})
		return past(err)
	}
	if !force {
		return nil
	}
	if one.kind.Resource == "namespaces" {
		free := object.DeepCopy()
		unstructured.RemoveNestedField(free.Object, "spec", "finalizers")
		_, err := w.at(side, one).Update(ctx, free, metav1.UpdateOptions{}, "finalize")
		return past(err)
	}
	_, err := w.at(side, one).Patch(ctx, one.name, types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`), metav1.PatchOptions{})
	return past(err)
}

// past forgives answers after which it is looked again anyhow.
func past(err error) error {
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) || apierrors.IsMethodNotSupported(err) {
		return nil
	}
	return err
}

// restore gives objects that were there at first the content they had.
func (w *wiper) restore(ctx context.Context, side steps.Side, done map[item]bool) error {
	var failed []error
	for one := range done {
		first := w.first[side][one]
		if first == nil || slices.Contains([]string{"pods", "events"}, one.kind.Resource) {
			continue
		}
		if err := w.rewrite(ctx, side, one, first.DeepCopy()); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", one, err))
		}
	}
	return errors.Join(failed...)
}

// rewrite tries again while controllers write the same object.
func (w *wiper) rewrite(ctx context.Context, side steps.Side, one item, first *unstructured.Unstructured) error {
	for {
		now, err := w.at(side, one).Get(ctx, one.name, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			first.SetUID("")
			first.SetResourceVersion("")
			_, err = w.at(side, one).Create(ctx, first, metav1.CreateOptions{})
			return err
		}
		if err != nil {
			return err
		}
		first.SetUID(now.GetUID())
		first.SetResourceVersion(now.GetResourceVersion())
		written, err := w.at(side, one).Update(ctx, first, metav1.UpdateOptions{})
		if err == nil {
			first.SetResourceVersion(written.GetResourceVersion())
			_, err = w.at(side, one).UpdateStatus(ctx, first, metav1.UpdateOptions{})
			if apierrors.IsNotFound(err) {
				return nil
			}
		}
		if !apierrors.IsConflict(err) {
			return err
		}
	}
}
