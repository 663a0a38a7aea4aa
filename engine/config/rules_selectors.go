package config

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/validate/content"
)

// operators are those of label selectors, and whether they take values.
func operators() map[string]bool {
	return map[string]bool{"In": true, "NotIn": true, "Exists": false, "DoesNotExist": false}
}

// selectors: RTC-18, RTC-20, CFG-58.
func selectors(k *checker) {
	eachOf(k, func(path string, s LabelSelector) {
		k.labels(path, path+".matchLabels", s.MatchLabels)
		for i, r := range s.MatchExpressions {
			k.requirement(path, indexed(path+".matchExpressions", i), r)
		}
		enabled := parent(path) + ".enabled"
		if s.Meta() != nil && !k.Enabled(parent(path)) && !k.places[enabled].refused {
			k.warn(path, "%s has no effect while %s is not true", path, enabled)
		}
	})
	nodes := "sync.fromHost.nodes.selector"
	k.labels(nodes, nodes+".labels", k.Sync.FromHost.Nodes.Selector.Labels)
}

// labels checks a map of labels below a selector.
func (k *checker) labels(selector, path string, labels map[string]string) {
	for key, value := range labels {
		at := entryPath(path, key)
		if reasons := content.IsLabelKey(key); len(reasons) > 0 {
			k.conflict(at, "invalid %s: %q is not a valid label key: %s", selector, short(key), because(reasons))
		}
		if reasons := content.IsLabelValue(value); len(reasons) > 0 {
			k.bad(at, "invalid %s: %q is not a valid label value: %s", selector, short(value), because(reasons))
		}
	}
}

// requirement checks one condition; a missing or unknown operator makes its values moot.
func (k *checker) requirement(selector, path string, r Requirement) {
	if reasons := content.IsLabelKey(r.Key); len(reasons) > 0 {
		k.bad(path+".key", "invalid %s: %s", selector, named("label key", r.Key, reasons))
	}
	takesValues, known := operators()[r.Operator]
	switch {
	case !known:
		k.bad(path+".operator", "invalid %s: %s", selector, operatorReason(r.Operator))
	case takesValues && len(r.Values) == 0:
		k.bad(path+".values", "invalid %s: operator %s needs at least one value in values", selector, r.Operator)
	case !takesValues && len(r.Values) > 0:
		k.bad(path+".values", "invalid %s: operator %s takes no values; remove values or use In or NotIn", selector, r.Operator)
	}
	for i, value := range r.Values {
		if reasons := content.IsLabelValue(value); len(reasons) > 0 {
			k.bad(indexed(path+".values", i), "invalid %s: %s", selector, named("label value", value, reasons))
		}
	}
}

// operatorReason says what is wrong with an operator and what would be right.
func operatorReason(operator string) string {
	if operator == "" {
		return "operator is missing; it must be In, NotIn, Exists or DoesNotExist"
	}
	reason := fmt.Sprintf("%q is not a valid label selector operator; ", short(operator))
	valid := []string{"In", "NotIn", "Exists", "DoesNotExist"}
	if best, distance := nearest(operator, valid); misspelt(operator, distance) {
		return reason + fmt.Sprintf("did you mean %q?", best)
	}
	return reason + "it must be In, NotIn, Exists or DoesNotExist"
}

// named says why a word cannot be what it should be.
func named(what, word string, reasons []string) string {
	if word == "" {
		return "a " + what + " is missing"
	}
	return fmt.Sprintf("%q is not a valid %s: %s", short(word), what, because(reasons))
}
