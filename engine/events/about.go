package events

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// subject is what an event is about: a host copy and its original.
type subject struct {
	recipe  *recipe.Recipe
	copied  *unstructured.Unstructured
	virtual *unstructured.Unstructured
}

// about finds the copy a host event is about. Without one the text says why.
func about(in plan.Input) (subject, string) {
	ref, _, _ := unstructured.NestedStringMap(in.Host.Object, "involvedObject")
	r := kindOf(in, ref)
	if r == nil {
		return subject{}, "it is about a kind that has no copies"
	}
	copied := look(in, object.Host, r, object.Key{Namespace: in.Scheme.Namespace, Name: ref["name"]})
	if copied == nil {
		return subject{}, "what it is about is no copy"
	}
	id, ours := in.Scheme.Identify(copied)
	if !ours || earlier(in, ref["uid"], copied) {
		return subject{}, "what it is about is no copy of this virtual cluster"
	}
	virtual := look(in, object.Virtual, r, object.Key{Namespace: id.Namespace, Name: id.Name})
	if virtual == nil {
		return subject{}, "what it is about is gone"
	}
	namespace := look(in, object.Virtual, &kinds.Namespace, object.Key{Name: id.Namespace})
	if namespace == nil || namespace.GetDeletionTimestamp() != nil {
		return subject{}, "its namespace is going" // EV-12
	}
	return subject{r, copied, virtual}, ""
}

// kindOf is the kind of what an event is about, if it has copies. Real vCluster
// knows a few kinds only, and one by a name that nothing has (EV-04).
func kindOf(in plan.Input, ref map[string]string) *recipe.Recipe {
	known := []string{"Pod", "Service", "Endpoint", "Secret", "ConfigMap"}
	group, _, grouped := strings.Cut(ref["apiVersion"], "/")
	if !grouped {
		group = ""
	}
	for _, r := range kinds.All() {
		told := in.Compat != config.VCluster || group == "" && slices.Contains(known, r.Kind)
		if r.Kind == ref["kind"] && r.GVR().Group == group && Told(in.Env, r) && told {
			return r
		}
	}
	return nil
}

// Told reports whether events about copies of a kind are told to the virtual cluster.
func Told(env recipe.Env, r *recipe.Recipe) bool {
	return !r.FromHost && r.Lives != recipe.ClusterWide && env.Setting(r).Enabled
}

// earlier reports whether an event is about an object that had the copy's name
// before. Real vCluster looks at names only.
func earlier(in plan.Input, uid string, copied *unstructured.Unstructured) bool {
	return in.Compat != config.VCluster && uid != "" && uid != string(copied.GetUID())
}

// look reads an object. Only one that is not there is waited for: what changes
// about it later changes no event of the past.
func look(in plan.Input, side object.Side, r *recipe.Recipe, key object.Key) *unstructured.Unstructured {
	if found := in.View.Peek(side, r, key); found != nil {
		return found
	}
	return in.View.Get(side, r, key)
}
