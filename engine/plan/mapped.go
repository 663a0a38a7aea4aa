package plan

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// mapped reports whether the kind comes from the host under mapped names.
func (in Input) mapped() bool { return in.Recipe.FromHost && in.Setting(in.Recipe).Mapping != nil }

// Mirrored says why a host object of a mapped kind does not appear in the virtual
// cluster, or "" when it does. Whatever was synced to the host from some virtual
// cluster stays there (FCM-13, CR-18).
func Mirrored(env recipe.Env, r *recipe.Recipe, host *unstructured.Unstructured) string {
	if object.Label(host, naming.ManagedBy) != "" {
		return "it came from a virtual cluster"
	}
	change := &recipe.Change{Env: env, Host: host}
	for _, rule := range r.Rules {
		if rule.When == recipe.Mirroring {
			rule.Apply(change)
		}
	}
	return change.Waiting
}

// cameFromHost reports whether the virtual object is a mirrored one. A mapped
// kind leaves the tenant's own objects alone: only what carries the mark of its
// origin goes with its host object. Real vCluster sets no mark, and has forgotten
// after a start what it mirrored before (FCM-11, FCM-12).
func (in Input) cameFromHost() bool {
	if in.Virtual == nil || !in.mapped() || in.Recipe.Exclusive() {
		return true
	}
	if in.likeVCluster() {
		return in.Base.Host != nil
	}
	return object.Annotation(in.Virtual, naming.ObjectHostName) != "" && object.Annotation(in.Virtual, naming.ObjectHostNamespace) != ""
}

// markOrigin notes on a mapped virtual object which host object it is.
func (in Input) markOrigin(virtual *unstructured.Unstructured) {
	if !in.mapped() || in.likeVCluster() {
		return
	}
	object.SetAnnotation(virtual, naming.ObjectHostName, in.Host.GetName())
	object.SetAnnotation(virtual, naming.ObjectHostNamespace, in.Host.GetNamespace())
}

// appear is the first virtual copy of a host object; its namespace comes before it (FCM-07).
func (in Input) appear(wanted *unstructured.Unstructured, because []Reason) Plan {
	p := Plan{Verdict: "new on the host", Base: Base{wanted, in.Host}}
	if in.Namespaces != nil && in.Key.Namespace != "" {
		namespace := in.View.Get(object.Virtual, in.Namespaces, object.Key{Name: in.Key.Namespace})
		switch {
		case namespace == nil:
			p.Actions = append(p.Actions, in.newNamespace(because[:1]))
		case terminating(namespace):
			return in.hold("its namespace is being deleted")
		}
	}
	p.Actions = append(p.Actions, Action{
		Side: object.Virtual, Verb: Create, Recipe: in.Recipe, Key: in.Key, Object: wanted, Because: because,
	})
	return p
}

func (in Input) newNamespace(because []Reason) Action {
	namespace := &unstructured.Unstructured{}
	namespace.SetGroupVersionKind(in.Namespaces.GVK())
	namespace.SetName(in.Key.Namespace)
	return Action{
		Side: object.Virtual, Verb: Create, Recipe: in.Namespaces, Key: object.Key{Name: in.Key.Namespace}, Object: namespace, Because: because,
	}
}

// rivalry is for the log: two host objects cannot appear under one name.
func (in Input) rivalry() string {
	return fmt.Sprintf("did not sync %s %q from the host because %q in the virtual cluster already comes from %q",
		words(in.Recipe.Kind), in.Rivals[0], in.Key, keyOf(in.Host))
}
