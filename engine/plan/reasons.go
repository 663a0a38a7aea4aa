package plan

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Reason is why a field is written.
type Reason struct {
	Field string
	// Rule says what was done; Behaviour is the id it stands on.
	Rule, Behaviour string
	// Config is the place in vcluster.yaml that asked for it, "" for what nobody had to ask for.
	Config string
}

// trace collects the reasons of an object in the making, by comparing it before
// and after each rule. Without Input.Explain it only runs the rules: comparing
// costs more than deciding.
type trace struct {
	in      Input
	reasons []Reason
}

// step runs one rule on an object and notes which fields it changed.
func (t *trace) step(o *unstructured.Unstructured, why Reason, rule func()) {
	if !t.in.Explain {
		rule()
		return
	}
	before := o.DeepCopy()
	rule()
	t.note(before, o, why)
}

// note gives one reason for every difference of two forms of an object.
func (t *trace) note(before, after *unstructured.Unstructured, why Reason) {
	if !t.in.Explain {
		return
	}
	for _, field := range object.Changed(before.Object, after.Object) {
		why.Field = field
		t.reasons = append(t.reasons, why)
	}
}

// apply runs the rules of one moment on the object that they change.
func (t *trace) apply(moment recipe.Moment, o *unstructured.Unstructured, change *recipe.Change) {
	for _, rule := range t.in.Recipe.Rules {
		if rule.When == moment {
			t.step(o, reasonOf(t.in, rule), func() { rule.Apply(change) })
		}
		if change.Creating && change.Waiting != "" {
			return // there will be no copy
		}
	}
}

func reasonOf(in Input, rule recipe.Rule) Reason {
	return Reason{Rule: rule.Name, Behaviour: rule.ID, Config: in.where(rule.Key)}
}

// where is the place in vcluster.yaml of a key that the user wrote there.
func (in Input) where(key string) string {
	if !in.Explain || key == "" {
		return ""
	}
	return in.Config.Where(key).String()
}
