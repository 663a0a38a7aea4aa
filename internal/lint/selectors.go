package lint

import (
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/syncspec/syncspec/engine/config"
)

// aSelector is one label selector of the file.
type aSelector struct {
	key string
	config.LabelSelector
}

func selectorsOf(c *config.Config) []aSelector {
	from := c.Sync.FromHost
	return []aSelector{
		{"sync.fromHost.ingressClasses.selector", from.IngressClasses.Selector},
		{"sync.fromHost.runtimeClasses.selector", from.RuntimeClasses.Selector},
		{"sync.fromHost.priorityClasses.selector", from.PriorityClasses.Selector},
		{"sync.fromHost.storageClasses.selector", from.StorageClasses.Selector},
		{"sync.fromHost.gatewayClasses.selector", from.GatewayClasses.Selector},
		{"sync.fromHost.deviceClasses.selector", from.DeviceClasses.Selector},
		{"sync.fromHost.gateways.selector", from.Gateways.Selector},
	}
}

// contradictions finds selectors that no object can match. Conditions on different
// labels never contradict each other, so each label is looked at alone.
func contradictions(p *pass) {
	for _, s := range selectorsOf(p.config) {
		seen := map[string]wish{}
		for key, value := range s.MatchLabels {
			seen[key] = anything().and("In", []string{value})
		}
		for i, r := range s.MatchExpressions {
			before, known := seen[r.Key]
			if !known {
				before = anything()
			}
			seen[r.Key] = before.and(r.Operator, r.Values)
			if before.possible() && !seen[r.Key].possible() {
				at := fmt.Sprintf("%s.matchExpressions[%d]", s.key, i)
				p.at(at, fmt.Sprintf("no object can match: label %q with %s contradicts the conditions before it", r.Key, condition(r)))
			}
		}
	}
}

func condition(r config.Requirement) string {
	if len(r.Values) == 0 {
		return r.Operator
	}
	return r.Operator + " [" + strings.Join(r.Values, ", ") + "]"
}

// wish is what all conditions on one label leave over.
type wish struct {
	// limited wishes allow some values only.
	limited         bool
	allowed, denied []string
	present, absent bool
}

func anything() wish { return wish{} }

// and adds a condition. An unknown operator, which the configuration refuses, adds nothing.
func (w wish) and(operator string, values []string) wish {
	switch operator {
	case "In":
		w.present = true
		if w.limited {
			values = intersect(w.allowed, values)
		}
		w.limited, w.allowed = true, values
	case "NotIn":
		w.denied = slices.Concat(w.denied, values)
	case "Exists":
		w.present = true
	case "DoesNotExist":
		w.absent = true
	}
	return w
}

func (w wish) possible() bool {
	if w.present && w.absent {
		return false
	}
	return !w.limited || slices.ContainsFunc(w.allowed, func(v string) bool { return !slices.Contains(w.denied, v) })
}

func intersect(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(v string) bool { return !slices.Contains(b, v) })
}

// forcedClass compares the forced runtime class with the selector, as far as it is known.
func forcedClass(p *pass) {
	const key = "sync.toHost.pods.runtimeClassName"
	forced, from := p.config.Sync.ToHost.Pods.RuntimeClassName, p.config.Sync.FromHost.RuntimeClasses
	selector := from.Selector.Meta()
	if forced == "" || !from.Enabled || selector == nil {
		return
	}
	own, known := p.options.Classes[forced]
	switch {
	case p.options.Classes == nil:
		p.at(key, fmt.Sprintf("every pod runs with runtime class %q, and nothing here says that sync.fromHost.runtimeClasses.selector matches it", forced))
	case !known:
		p.at(key, fmt.Sprintf("the host has no runtime class %q: it would refuse every pod", forced))
	case !matches(selector, own):
		p.at(key, fmt.Sprintf("every pod runs with runtime class %q, which sync.fromHost.runtimeClasses.selector does not match", forced))
	}
}

// matches is false, too, for a selector that the configuration refuses.
func matches(selector *metav1.LabelSelector, own map[string]string) bool {
	compiled, err := metav1.LabelSelectorAsSelector(selector)
	return err == nil && compiled.Matches(labels.Set(own))
}
