package plan

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/syncspec/syncspec/engine/config"
)

// matches evaluates a class selector: all labels and all expressions must hold
// (RTC-10 to RTC-16). As documented, NotIn needs the key; Kubernetes and real
// vCluster also match objects without it (RTC-12).
func matches(selector *metav1.LabelSelector, set map[string]string, compat config.Compat) bool {
	if selector == nil {
		return true
	}
	compiled, err := metav1.LabelSelectorAsSelector(selector)
	if err != nil {
		return false // refused when the configuration was loaded
	}
	return compiled.Matches(labels.Set(set)) && (compat == config.VCluster || hasNotInKeys(selector, set))
}

func hasNotInKeys(selector *metav1.LabelSelector, set map[string]string) bool {
	for _, e := range selector.MatchExpressions {
		if _, has := set[e.Key]; e.Operator == metav1.LabelSelectorOpNotIn && !has {
			return false
		}
	}
	return true
}
