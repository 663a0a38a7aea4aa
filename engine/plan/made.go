package plan

import (
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// made is a kind that has no host object: the engine makes its objects in the
// virtual cluster of what refers to them, and takes them away after it.
func (in Input) made() Plan {
	change := &recipe.Change{Env: in.Env, View: in.View, Key: in.Key, Users: in.View.Users(in.Recipe, in.Key), Now: recipe.Pair{Virtual: in.Virtual}}
	var because []Reason
	for _, rule := range in.Recipe.Rules {
		if rule.When == recipe.Making {
			rule.Apply(change)
			because = append(because, reasonOf(in, rule))
		}
	}
	if !in.Explain {
		because = nil
	}
	wanted := change.Virtual
	switch {
	case wanted == nil && in.Virtual == nil:
		return Plan{Verdict: "nothing refers to it"}
	case wanted == nil || in.Virtual != nil && wanted != in.Virtual && terminating(in.Virtual):
		return in.unmake()
	case in.Virtual == nil:
		return Plan{Verdict: "something refers to it", Actions: []Action{{
			Side: object.Virtual, Verb: Create, Recipe: in.Recipe, Key: in.Key, Object: wanted, Because: because,
		}}}
	}
	p := in.rest("as it was made")
	p.Actions = in.patches(object.Virtual, in.Virtual, wanted, because, false)
	return p
}

// unmake deletes what the engine made. Its finalizers are there to protect what
// is real, and nobody else would take them away (PV-04).
func (in Input) unmake() Plan {
	const cause = "nothing refers to it"
	if !terminating(in.Virtual) {
		return Plan{Verdict: cause, Actions: []Action{in.delete(object.Virtual, in.Virtual, cause, nil)}}
	}
	free := in.Virtual.DeepCopy()
	free.SetFinalizers(nil)
	return Plan{Verdict: cause, Actions: in.patches(object.Virtual, in.Virtual, free, nil, false)}
}
