package plan

import (
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// refused says why the virtual object may not be synced as it is; "" if it may.
func (in Input) refused() string {
	change := in.change()
	for _, rule := range in.Recipe.Rules {
		if rule.When == recipe.Admitting && change.Refused == "" {
			rule.Apply(change)
		}
	}
	return change.Refused
}

// forbidden leaves both sides as they are, and tells the tenant why (POD-161, EVT-11).
func (in Input) forbidden(why string) Plan {
	return in.hold("it is forbidden", in.tell("SyncError", why))
}

// alone looks after an object of the virtual cluster that has no copy.
func (in Input) alone() Plan {
	if in.Virtual == nil || terminating(in.Virtual) {
		return in.rest("nothing to look after")
	}
	change, reasons := in.change(), &trace{in: in}
	change.Virtual = in.Virtual.DeepCopy()
	reasons.apply(recipe.Alone, change.Virtual, change)
	actions := in.patches(object.Virtual, in.Virtual, change.Virtual, reasons.reasons, false)
	if len(actions) == 0 {
		return in.rest("as it should be")
	}
	return in.hold("looked after", actions...)
}

func (in Input) change() *recipe.Change {
	return &recipe.Change{Env: in.Env, View: in.View, Recipe: in.Recipe, Key: in.Key, Now: recipe.Pair{Virtual: in.Virtual, Host: in.Host}}
}
