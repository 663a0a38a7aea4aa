package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// create is the first copy of a virtual object.
func (in Input) create() Plan {
	if missing := in.noRoom(); missing != "" {
		return in.hold(missing)
	}
	change, t := in.translate(true)
	switch {
	case change.Unwanted != "":
		return Plan{Verdict: change.Unwanted}
	case change.Waiting != "":
		return in.wait(change)
	case in.Taken != nil && change.Supplants:
		cause := "a controller of the host made it in the copy's likeness"
		return Plan{Verdict: cause, Actions: []Action{in.delete(object.Host, in.Taken, cause, nil)}}
	case in.Taken != nil:
		return in.taken()
	}
	host := change.Host
	notes, failed := in.patch(patching{into: object.Host, wanted: host}, t)
	if failed != nil {
		return in.unpatched(failed, creating)
	}
	return Plan{
		Verdict:  "new in the virtual cluster",
		Problems: notes,
		Base:     Base{Virtual: in.Virtual, Host: host},
		Actions: slices.Concat(beside(before(change.Beside)), []Action{{
			Side: object.Host, Verb: Create, Recipe: in.Recipe, Key: keyOf(host), Object: host, Because: t.reasons,
		}}, beside(after(change.Beside)), in.imports(), in.warnings(change.Warnings)),
	}
}

// wait is a copy that cannot be made yet.
func (in Input) wait(change *recipe.Change) Plan {
	p := in.hold(change.Waiting, in.warnings(change.Warnings)...)
	if change.Told && !in.likeVCluster() {
		p.Actions = []Action{in.tell("SyncWarning", fmt.Sprintf("did not sync %s %q to host: %s", in.Recipe.Noun(), in.Key.Name, change.Waiting))}
	}
	return p
}

// translate makes the host form of the virtual object: name, labels,
// annotations, references, then the kind's rules, and the identity last, so
// that nothing before can forge it.
func (in Input) translate(creating bool) (*recipe.Change, *trace) {
	original := in.Virtual
	if !creating && in.Recipe.Runs() && !in.Patches.Uses(in.Recipe) {
		original = changeable(original)
	}
	host := bare(original, in.Recipe.HostKey(in.Scheme, in.Key))
	change := &recipe.Change{Env: in.Env, View: in.View, Recipe: in.Recipe, Key: in.Key, Virtual: in.Virtual, Host: host, Creating: creating}
	t := &trace{in: in}
	t.step(host, Reason{Rule: "labels and annotations go along, reserved ones under another key", Behaviour: "META-10"}, func() {
		object.SetLabels(host, in.Scheme.HostLabels(object.Labels(in.Virtual)))
		object.SetAnnotations(host, in.hostAnnotations())
	})
	t.step(host, Reason{Rule: "references are rewritten", Behaviour: "NAME-03"}, func() {
		for _, reference := range in.Recipe.References {
			in.rename(reference, host)
		}
	})
	t.apply(recipe.Translating, host, change)
	t.step(host, Reason{Rule: "the copy carries the identity of its original", Behaviour: "META-01"}, func() { in.Scheme.Stamp(host, in.Virtual) })
	t.step(host, Reason{Rule: "the virtual cluster's service owns the copy", Behaviour: "META-19"}, func() { in.own(host) })
	return change, t
}

// bare is an object under another name with nothing that belongs to its own
// cluster: no uid, no version, no owners, no finalizers, no status (META-22).
func bare(o *unstructured.Unstructured, key object.Key) *unstructured.Unstructured {
	copied := &unstructured.Unstructured{Object: make(map[string]any, len(o.Object))}
	for field, value := range o.Object {
		if field != "metadata" && field != "status" {
			copied.Object[field] = runtime.DeepCopyJSONValue(value)
		}
	}
	copied.SetName(key.Name)
	if key.Namespace != "" {
		copied.SetNamespace(key.Namespace)
	}
	copied.SetLabels(o.GetLabels())
	copied.SetAnnotations(o.GetAnnotations())
	return copied
}

// changeable is a pod with what can still change of its spec (POD-142): volumes
// cannot, and of containers the image. The rest, most of a large pod, need not be
// translated over and over.
func changeable(pod *unstructured.Unstructured) *unstructured.Unstructured {
	spec, _ := pod.Object["spec"].(map[string]any)
	kept := maps.Clone(spec)
	delete(kept, "volumes")
	for _, list := range []string{"containers", "initContainers"} {
		containers, _ := spec[list].([]any)
		images := make([]any, len(containers))
		for i, item := range containers {
			container, _ := item.(map[string]any)
			images[i] = map[string]any{"name": container["name"], "image": container["image"]}
		}
		if len(images) > 0 {
			kept[list] = images
		}
	}
	changed := &unstructured.Unstructured{Object: maps.Clone(pod.Object)}
	changed.Object["spec"] = kept
	return changed
}

// hostAnnotations are the virtual ones that go along, and at creation the list
// of their keys (META-05, META-06).
func (in Input) hostAnnotations() map[string]any {
	virtual := object.Annotations(in.Virtual)
	host := map[string]any{}
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(virtual)) {
		if !naming.IsIdentity(key) && in.Recipe.Travels(key) != recipe.Never {
			keys = append(keys, key)
			host[key] = virtual[key]
		}
	}
	if len(keys) > 0 {
		host[naming.ManagedAnnotations] = strings.Join(keys, "\n")
	}
	return host
}

// rename rewrites the names at one reference.
func (in Input) rename(reference recipe.Reference, host *unstructured.Unstructured) {
	reference.At.Rewrite(host.Object, func(value any) any {
		name, ok := value.(string)
		if !ok || name == "" {
			return value
		}
		return in.hostReference(reference, name)
	})
}

func (in Input) hostReference(reference recipe.Reference, name string) string {
	namespace, bare, qualified := strings.Cut(name, "/")
	switch {
	case reference.To != nil && reference.To.ClusterWide():
		return in.Scheme.HostCluster(name)
	case !reference.Qualified || !qualified:
		return in.Scheme.Host(in.Key.Namespace, name)
	case strings.Contains(bare, "/"):
		return name // ING-12: two slashes are nobody's name
	}
	return in.Scheme.HostNamespace(namespace) + "/" + in.Scheme.Host(namespace, bare)
}

// own makes the virtual cluster's service the owner of the copy, so that
// deleting the service removes every copy (META-19) but those in no namespace,
// which can have no owner in one (GEN-21).
func (in Input) own(host *unstructured.Unstructured) {
	if in.Own.UID == "" || host.GetNamespace() != in.Scheme.Namespace || !in.Config.Experimental.SyncSettings.SetOwner {
		return
	}
	owner := map[string]any{
		"apiVersion": "v1", "kind": "Service", "name": in.Own.Name, "uid": in.Own.UID,
		"controller": in.Virtual != nil && metav1.GetControllerOf(in.Virtual) != nil,
	}
	_ = unstructured.SetNestedSlice(host.Object, []any{owner}, "metadata", "ownerReferences")
}
