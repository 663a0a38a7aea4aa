package nodes

import (
	"encoding/json"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// originalTaints is the annotation that remembers the host's taints: whichever of
// them goes there goes here too, and all others are the tenant's (NODE-25).
const originalTaints = naming.Prefix + "original-taints"

// notReady is the taint that API servers put on every new node.
const notReady = "node.kubernetes.io/not-ready"

// taint is one as the annotation spells it; two are the same if all of them is.
type taint struct {
	Key       string `json:"key"`
	Value     string `json:"value,omitempty"`
	Effect    string `json:"effect"`
	TimeAdded string `json:"timeAdded,omitempty"`
}

func taintsOf(node *unstructured.Unstructured) []taint {
	if node == nil {
		return nil
	}
	list, _, _ := unstructured.NestedSlice(node.Object, "spec", "taints")
	taints := make([]taint, 0, len(list))
	for _, entry := range list {
		fields, _ := entry.(map[string]any)
		text := func(field string) string {
			value, _ := fields[field].(string)
			return value
		}
		taints = append(taints, taint{text("key"), text("value"), text("effect"), text("timeAdded")})
	}
	return taints
}

func (t taint) fields() map[string]any {
	fields := map[string]any{"key": t.Key, "effect": t.Effect}
	if t.Value != "" {
		fields["value"] = t.Value
	}
	if t.TimeAdded != "" {
		fields["timeAdded"] = t.TimeAdded
	}
	return fields
}

func listed(taints []taint) []any {
	list := make([]any, len(taints))
	for i, t := range taints {
		list[i] = t.fields()
	}
	return list
}

// spelled is the annotation's form: a JSON list of JSON texts; empty for none.
func spelled(taints []taint) string {
	if len(taints) == 0 {
		return ""
	}
	texts := make([]string, len(taints))
	for i, t := range taints {
		text, _ := json.Marshal(t) // texts cannot fail
		texts[i] = string(text)
	}
	all, _ := json.Marshal(texts)
	return string(all)
}

// remembered are the taints the host had when it was last looked at.
func remembered(virtual *unstructured.Unstructured) []taint {
	var texts []string
	if json.Unmarshal([]byte(object.Annotation(virtual, originalTaints)), &texts) != nil {
		return nil // nothing there, or what a tenant wrote: the tenant's loss only
	}
	var taints []taint
	for _, text := range texts {
		var t taint
		if json.Unmarshal([]byte(text), &t) == nil {
			taints = append(taints, t)
		}
	}
	return taints
}

// shownTaints are the host's, then the tenant's own. Those every pod tolerates on
// the host keep no pod away and are not shown (NODE-25 to NODE-27).
func shownTaints(in plan.Input, host *unstructured.Unstructured) []any {
	all, before := taintsOf(host), remembered(in.Virtual)
	for _, t := range taintsOf(in.Virtual) {
		if !slices.Contains(all, t) && !slices.Contains(before, t) && t.Key != notReady {
			all = append(all, t)
		}
	}
	return listed(slices.DeleteFunc(all, func(t taint) bool { return tolerated(in, t) }))
}

func tolerated(in plan.Input, t taint) bool {
	return slices.ContainsFunc(in.Config.Sync.ToHost.Pods.EnforceTolerations, func(by config.Toleration) bool {
		switch {
		case by.Key == "" && by.Operator == "Exists":
			return true
		case by.Key != t.Key || by.Effect != "" && by.Effect != t.Effect:
			return false
		}
		return by.Operator == "Exists" || by.Operator == "Equal" && by.Value == t.Value
	})
}
