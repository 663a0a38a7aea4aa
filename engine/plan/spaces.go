package plan

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// noRoom says why there is no place for a copy yet: the host namespace that
// mirrors the object's own is made before what is in it (NS-04).
func (in Input) noRoom() string {
	if in.Recipe.Contains() || in.Spaces == nil {
		return "" // namespaces are in none
	}
	namespace, own := in.Scheme.Spaces.Host(in.Key.Namespace)
	if !own {
		return ""
	}
	switch host := in.View.Get(object.Host, in.Spaces, object.Key{Name: namespace}); {
	case host == nil:
		return "waiting for its host namespace"
	case terminating(host):
		return "its host namespace is being deleted"
	}
	return ""
}

// outside says why an object stays in the virtual cluster for good: only mapped
// namespaces are synced, and its is not one of them (NS-09). What every cluster
// has of its own is synced as ever, or no pod would find its DNS.
func (in Input) outside() string {
	if in.Scheme.Spaces == nil || !in.Config.Sync.ToHost.Namespaces.MappingsOnly {
		return ""
	}
	namespace := in.Key.Namespace
	if in.Recipe.Contains() {
		namespace = in.Key.Name
	}
	if _, own := in.Scheme.Spaces.Host(namespace); own || namespace == "" || strings.HasPrefix(namespace, "kube-") {
		return ""
	}
	return fmt.Sprintf("Virtual namespace '%s' is not allowed by vcluster mappings. Allowed namespaces are %s",
		namespace, strings.Join(in.Scheme.Spaces.Names(), ", "))
}

// showNamespace makes the virtual namespace of a host namespace that was there
// before it (NS-10). Nothing of that one is changed.
func (in Input) showNamespace() Plan {
	if terminating(in.Taken) {
		return in.rest("its host namespace is being deleted")
	}
	namespace := &unstructured.Unstructured{}
	namespace.SetGroupVersionKind(in.Recipe.GVK())
	namespace.SetName(in.Key.Name)
	return Plan{Verdict: "new on the host", Actions: []Action{{
		Side: object.Virtual, Verb: Create, Recipe: in.Recipe, Key: in.Key, Object: namespace,
		Because: []Reason{{Rule: "a mapped host namespace is shown", Behaviour: "NS-10", Config: in.where(in.Recipe.Enabled + ".enabled")}},
	}}}
}

// before and after are what is asked for beside a copy before it is made, and after that.
func before(all []recipe.Beside) []recipe.Beside {
	return slices.DeleteFunc(slices.Clone(all), func(b recipe.Beside) bool { return b.After })
}

func after(all []recipe.Beside) []recipe.Beside {
	return slices.DeleteFunc(slices.Clone(all), func(b recipe.Beside) bool { return !b.After })
}
