package kinds

import (
	"maps"
	"slices"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/recipe"
)

const selectsNamespaces = "Inter-pod affinity rule(s) that use both .namespaces and .namespaceSelector fields in the same term are not supported by vcluster yet. The .namespaceSelector fields of the unsupported affinity entries will be ignored."

// podSelectors makes all selectors by which a pod looks for other pods select
// copies: of this virtual cluster only, and of the namespaces meant (POD-111 to
// POD-118). None of them can change once the pod is made.
func podSelectors(c *recipe.Change) {
	if !c.Creating {
		return
	}
	for _, constraint := range maplist(c.Spec(), "topologySpreadConstraints") {
		if selector, given := constraint["labelSelector"].(map[string]any); given { // POD-111
			selectPods(c, selector)
			requireLabel(selector, naming.Namespace, c.Virtual.GetNamespace())
			askOnce(c, constraint, selector)
		}
	}
	affinity, _ := c.Spec()["affinity"].(map[string]any)
	for _, kind := range []string{"podAffinity", "podAntiAffinity"} {
		lists, _ := affinity[kind].(map[string]any)
		required, _ := lists["requiredDuringSchedulingIgnoredDuringExecution"].([]any)
		for i, term := range required {
			required[i] = hostTerm(c, term)
		}
		for _, weighted := range maplist(lists, "preferredDuringSchedulingIgnoredDuringExecution") {
			weighted["podAffinityTerm"] = hostTerm(c, weighted["podAffinityTerm"])
		}
	}
}

// askOnce leaves out the matchLabelKeys that the virtual API server has put into
// the selector: the host would put them there again, and refuse the pod for it.
// Real vCluster copies them all, and none of its pods of this kind gets to the host.
func askOnce(c *recipe.Change, constraint, selector map[string]any) {
	keys, given := constraint["matchLabelKeys"].([]any)
	if !given || c.Compat == config.VCluster {
		return
	}
	var open []any
	for _, key := range keys {
		name, _ := key.(string)
		name = c.Scheme.Label(name)
		if !slices.ContainsFunc(maplist(selector, "matchExpressions"), func(e map[string]any) bool { return e["key"] == name }) {
			open = append(open, name)
		}
	}
	if constraint["matchLabelKeys"] = open; len(open) == 0 {
		delete(constraint, "matchLabelKeys")
	}
}

// hostTerm is an affinity term that says the same on the host, where all virtual
// namespaces are one: a condition on namespaces is one on labels there (POD-112 to
// POD-116). What matchLabelKeys and mismatchLabelKeys ask for is in the selector
// already, put there by the virtual API server; a second time it would be refused (POD-118).
func hostTerm(c *recipe.Change, given any) any {
	term, ok := given.(map[string]any)
	if !ok {
		return given
	}
	host := map[string]any{"topologyKey": term["topologyKey"]}
	selector, selects := term["labelSelector"].(map[string]any)
	if !selects {
		return host // POD-117: it matches nothing
	}
	host["labelSelector"] = selector
	selectPods(c, selector)
	namespaces, _ := term["namespaces"].([]any)
	byLabels, everywhere := term["namespaceSelector"].(map[string]any)
	everywhere = everywhere && requirements(byLabels) == 0
	switch {
	case everywhere:
	case len(namespaces) > 0:
		requireExpression(selector, map[string]any{"key": naming.Namespace, "operator": "In", "values": namespaces})
		if byLabels != nil {
			c.Warn("PodSyncWarning", selectsNamespaces)
		}
	case byLabels != nil:
		selectNamespaces(c, selector, byLabels)
	default:
		requireLabel(selector, naming.Namespace, c.Virtual.GetNamespace())
	}
	return host
}

// selectPods gives a selector the host's keys (META-16), and this virtual cluster's mark.
func selectPods(c *recipe.Change, selector map[string]any) {
	rename(selector, c.Scheme.Label)
	requireLabel(selector, naming.ManagedBy, c.Scheme.Name)
}

// selectNamespaces adds a selector of namespaces to one of pods: each pod has the
// labels of its namespace (POD-12, META-17).
func selectNamespaces(c *recipe.Change, selector, namespaces map[string]any) {
	rename(namespaces, c.Scheme.NamespaceLabel)
	labels, _ := namespaces["matchLabels"].(map[string]any)
	for key, value := range labels {
		requireLabel(selector, key, value)
	}
	for _, expression := range maplist(namespaces, "matchExpressions") {
		requireExpression(selector, expression)
	}
}

// rename gives every key of a label selector another name.
func rename(selector map[string]any, name func(string) string) {
	if labels, given := selector["matchLabels"].(map[string]any); given {
		renamed := make(map[string]any, len(labels))
		for _, key := range slices.Sorted(maps.Keys(labels)) { // two may meet: always decided alike
			renamed[name(key)] = labels[key]
		}
		selector["matchLabels"] = renamed
	}
	for _, expression := range maplist(selector, "matchExpressions") {
		if key, is := expression["key"].(string); is {
			expression["key"] = name(key)
		}
	}
}

func requireLabel(selector map[string]any, key string, value any) {
	labels, _ := selector["matchLabels"].(map[string]any)
	if labels == nil {
		labels = map[string]any{}
		selector["matchLabels"] = labels
	}
	labels[key] = value
}

func requireExpression(selector, expression map[string]any) {
	expressions, _ := selector["matchExpressions"].([]any)
	selector["matchExpressions"] = slices.Concat(expressions, []any{expression})
}

// requirements counts what a selector asks for; an empty one matches everything.
func requirements(selector map[string]any) int {
	labels, _ := selector["matchLabels"].(map[string]any)
	return len(labels) + len(maplist(selector, "matchExpressions"))
}
