package render

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/steps"
)

// collect reads both sides after everything rests.
func (w *world) collect(ctx context.Context) (Result, error) {
	virtual, err := w.everything(ctx, steps.Virtual)
	if err != nil {
		return Result{}, err
	}
	host, err := w.everything(ctx, steps.Host)
	if err != nil {
		return Result{}, err
	}
	copies := w.copies(host)
	result := Result{Events: events(virtual)}
	for _, m := range w.expanded() {
		w.judge(m, virtual, copies, &result)
	}
	for _, at := range slices.SortedFunc(maps.Keys(virtual), byName) { // what nobody wrote: it came with the installation, or from the host
		o := virtual[at]
		if copied := copies[at]; copied != nil {
			result.Copies = append(result.Copies, w.pairOf(o, copied, ""))
		}
	}
	result.Mirrors = w.mirrors(virtual)
	result.Left = w.left
	return result, nil
}

// judge says of one given object what became of it.
func (w *world) judge(m Manifest, virtual map[id]*unstructured.Unstructured, copies map[id]*unstructured.Unstructured, result *Result) {
	if _, known := w.known.refOf(m.Object); !known {
		return // said already
	}
	at := idOf(m.Object)
	there := virtual[at]
	delete(virtual, at)
	switch copied := copies[at]; {
	case copied != nil:
		result.Copies = append(result.Copies, w.pairOf(there, copied, m.Place))
		delete(copies, at)
	case there != nil:
		w.leave(steps.Virtual, m, w.why(there))
	case !slices.ContainsFunc(w.left, func(l Left) bool { return l.Object == m.Object }):
		w.leave(steps.Virtual, m, "it was removed from the virtual cluster: "+w.why(m.Object))
	}
}

// why says why an object of the virtual cluster has no copy.
func (w *world) why(o *unstructured.Unstructured) string {
	at := keyOf(o)
	var off string
	for _, r := range w.decided.recipesOf(o) {
		d := w.decided.of(r, at)
		switch {
		case d.told != "":
			return d.told
		case d.verdict != "":
			return d.verdict
		case r.Enabled != "":
			off = r.Enabled + ".enabled is false"
		}
	}
	return cmp.Or(off, o.GetKind()+"s stay in the virtual cluster")
}

// mirrors says of the given host objects whether the virtual cluster has them too.
func (w *world) mirrors(virtual map[id]*unstructured.Unstructured) []Mirror {
	var all []Mirror
	for _, m := range w.Host {
		for _, r := range w.decided.recipesOf(m.Object) {
			if !r.FromHost {
				continue
			}
			mirror := Mirror{Host: m.Object, Virtual: virtual[idOf(m.Object)], Why: r.Enabled + ".enabled is false"}
			if decided := w.decided.of(r, keyOf(m.Object)); decided.verdict != "" {
				mirror.Why = decided.verdict
			}
			all = append(all, mirror)
		}
	}
	return all
}

func keyOf(o *unstructured.Unstructured) object.Key {
	return object.Key{Namespace: o.GetNamespace(), Name: o.GetName()}
}

func (w *world) pairOf(virtual, host *unstructured.Unstructured, place string) Copy {
	made := Copy{Virtual: virtual, Host: host, Place: place}
	at := keyOf(virtual)
	for _, r := range w.decided.recipesOf(virtual) {
		made.Because = append(made.Because, w.decided.of(r, at).because...)
	}
	return made
}

// id names an object of one side.
type id struct {
	kind schema.GroupKind
	key  object.Key
}

func byName(a, b id) int {
	return cmp.Or(strings.Compare(a.kind.String(), b.kind.String()), strings.Compare(a.key.String(), b.key.String()))
}

func idOf(o *unstructured.Unstructured) id {
	return id{o.GroupVersionKind().GroupKind(), keyOf(o)}
}

// copies are the host objects that are copies, by the virtual object they are of.
func (w *world) copies(host map[id]*unstructured.Unstructured) map[id]*unstructured.Unstructured {
	found := map[id]*unstructured.Unstructured{}
	for at, o := range host {
		if of, ours := w.scheme.Identify(o); ours {
			found[id{at.kind, object.Key{Namespace: of.Namespace, Name: of.Name}}] = o
		}
	}
	return found
}

// everything is all a side holds.
func (w *world) everything(ctx context.Context, side steps.Side) (map[id]*unstructured.Unstructured, error) {
	all := map[id]*unstructured.Unstructured{}
	for _, k := range w.known {
		list, err := w.subject.List(ctx, side, k.Resource, "")
		if apierrors.IsNotFound(err) {
			continue // a custom resource nobody defined
		}
		if err != nil {
			return nil, fmt.Errorf("reading the %s cluster: %w", side, err)
		}
		for i := range list {
			all[idOf(&list[i])] = &list[i]
		}
	}
	return all, nil
}

// events are those of the virtual cluster, which the tenant reads.
func events(virtual map[id]*unstructured.Unstructured) []Event {
	var told []Event
	for at, o := range virtual {
		if at.kind.Kind != "Event" || at.kind.Group != "events.k8s.io" {
			continue
		}
		text := func(fields ...string) string {
			value, _, _ := unstructured.NestedString(o.Object, fields...)
			return value
		}
		if strings.HasSuffix(text("reportingController"), "allocator-repair-controller") {
			continue // an API server that has just started speaks of its own affairs
		}
		of := text("regarding", "name")
		if namespace := text("regarding", "namespace"); namespace != "" {
			of = namespace + "/" + of
		}
		told = append(told, Event{Type: text("type"), Object: text("regarding", "kind") + " " + of, Reason: text("reason"), Message: text("note")})
	}
	slices.SortFunc(told, func(a, b Event) int {
		return cmp.Or(strings.Compare(a.Object, b.Object), strings.Compare(a.Reason, b.Reason), strings.Compare(a.Message, b.Message))
	})
	return told
}
