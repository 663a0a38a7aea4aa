package rbac

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Roles are the objects that give an engine its rights on one side: roles and their
// bindings, as an administrator applies them.
func Roles(env recipe.Env, side object.Side) []*unstructured.Unstructured {
	if side == object.Virtual {
		return clusterRole(env, name(env), rules(Rights(env), side, ""))
	}
	rights, asked := Rights(env), env.Config.RBAC
	var all []*unstructured.Unstructured
	if asked.Role.Enabled { // RBAC-07
		own := env.Scheme.Namespace
		all = append(all, role(env, own, name(env), configured(rules(rights, side, own), asked.Role.ExtraRules, asked.Role.OverwriteRules))...)
		for _, namespace := range others(rights, own) { // RBAC-45
			all = append(all, role(env, namespace, ClusterName(env), rules(rights, side, namespace))...)
		}
	}
	wide := configured(rules(rights, side, ""), asked.ClusterRole.ExtraRules, asked.ClusterRole.OverwriteRules)
	if on := asked.ClusterRole.Enabled; on == config.SwitchOn || on == config.SwitchAuto && len(wide) > 0 { // RBAC-05, RBAC-06
		all = append(all, clusterRole(env, ClusterName(env), wide)...)
	}
	return all
}

// Account is the service account the roles are bound to, in the namespace of the
// virtual cluster: RBAC-01, CFG-20.
func Account(env recipe.Env) string {
	return cmp.Or(env.Config.ControlPlane.Advanced.ServiceAccount.Name, name(env))
}

func name(env recipe.Env) string { return "vc-" + env.Scheme.Name }

// ClusterName is that of what is in no namespace, or in another one's: RBAC-04.
func ClusterName(env recipe.Env) string {
	const most = 63
	full := name(env) + "-v-" + env.Scheme.Namespace
	return strings.TrimRight(full[:min(len(full), most)], "-")
}

// others are the namespaces, beside its own, in which the engine has rights.
func others(rights []Right, own string) []string {
	found := map[string]bool{}
	for _, r := range rights {
		if r.Side == object.Host && r.Namespace != "" && r.Namespace != own {
			found[r.Namespace] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// configured are the derived rules with the user's own: RBAC-08, RBAC-09.
func configured(derived, extra, overwrite []any) []any {
	if len(overwrite) > 0 {
		return overwrite
	}
	return slices.Concat(derived, extra)
}

// rules are the policy rules of one side and namespace: one for each set of verbs of
// an API group.
func rules(rights []Right, side object.Side, namespace string) []any {
	type what struct{ group, resource, name string }
	verbs := map[what][]string{}
	for _, r := range rights {
		if r.Side == side && r.Namespace == namespace {
			verbs[what{r.Group, r.Resource, r.Name}] = append(verbs[what{r.Group, r.Resource, r.Name}], r.Verb)
		}
	}
	type set struct{ group, name, verbs string }
	resources := map[set][]string{}
	for w, list := range verbs {
		s := set{w.group, w.name, strings.Join(list, " ")}
		resources[s] = append(resources[s], w.resource)
	}
	ordered := slices.SortedFunc(maps.Keys(resources), func(a, b set) int {
		return cmp.Or(strings.Compare(a.group, b.group), strings.Compare(a.name, b.name), strings.Compare(a.verbs, b.verbs))
	})
	all := []any{}
	for _, s := range ordered {
		list := resources[s]
		slices.Sort(list)
		rule := map[string]any{"apiGroups": []any{s.group}, "resources": anyOf(list), "verbs": anyOf(strings.Fields(s.verbs))}
		if s.name != "" {
			rule["resourceNames"] = []any{s.name}
		}
		all = append(all, rule)
	}
	return all
}

func anyOf(words []string) []any {
	list := make([]any, len(words))
	for i, word := range words {
		list[i] = word
	}
	return list
}
