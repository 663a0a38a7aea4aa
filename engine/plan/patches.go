package plan

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
)

// patches is the difference of two forms of one object as merge patches: all but
// the status first, then the status; none where nothing differs (SYNC-20).
func (in Input) patches(side object.Side, from, to *unstructured.Unstructured, because []Reason, decided bool) []Action {
	diff := object.MergePatch(from.Object, to.Object)
	status, changed := diff["status"]
	delete(diff, "status")
	var actions []Action
	add := func(subresource string, patch map[string]any) {
		action := Action{
			Side: side, Verb: Patch, Recipe: in.Recipe, Key: keyOf(from), Subresource: subresource,
			Patch: patch, UID: string(from.GetUID()), Because: because,
		}
		if decided && len(actions) == 0 {
			action.ResourceVersion = from.GetResourceVersion()
		}
		actions = append(actions, action)
	}
	if len(diff) > 0 {
		add("", diff)
	}
	if changed {
		add("status", map[string]any{"status": status})
	}
	return actions
}
