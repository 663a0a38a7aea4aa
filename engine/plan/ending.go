package plan

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

const defaultGrace = 30 // seconds, where a pod does not say

// ending is what two running objects owe each other once one of them is being
// deleted (POD-150 to POD-153): the deletion crosses over with its grace period,
// and the status of the ending copy still comes back. Other kinds end at once.
func (in Input) ending() (Plan, bool) {
	virtual, host := terminating(in.Virtual), terminating(in.Host)
	if !in.Recipe.Crosses() || !virtual && !host {
		return Plan{}, false
	}
	switch {
	case virtual && !host:
		if why := in.leaves(); why != "" {
			return in.hold(why), true
		}
		cause := "virtual " + in.Recipe.Noun() + " is being deleted"
		return in.hold(cause, in.delete(object.Host, in.Host, cause, in.Virtual.GetDeletionGracePeriodSeconds())), true
	case host && !virtual:
		cause := "host " + in.Recipe.Noun() + " is being deleted"
		grace := int64(defaultGrace)
		if own, found, _ := unstructured.NestedInt64(in.Virtual.Object, "spec", "terminationGracePeriodSeconds"); found {
			grace = own
		}
		return in.hold(cause, append(in.statusBack(), in.delete(object.Virtual, in.Virtual, cause, &grace))...), true
	}
	return in.bothEnding(), true
}

// leaves is why the copy of an object that is being deleted is left alone; empty when it is not.
func (in Input) leaves() string {
	change := &recipe.Change{Env: in.Env, View: in.View, Virtual: in.Virtual, Host: in.Host}
	for _, rule := range in.Recipe.Rules {
		if rule.When == recipe.Leaving {
			rule.Apply(change)
		}
	}
	return change.Waiting
}

func (in Input) bothEnding() Plan {
	actions := in.statusBack()
	grace := in.Host.GetDeletionGracePeriodSeconds()
	own := in.Virtual.GetDeletionGracePeriodSeconds()
	if grace != nil && own != nil && *grace < *own { // a grace period can only get shorter
		cause := fmt.Sprintf("with grace period seconds %d", *grace)
		actions = append(actions, in.delete(object.Virtual, in.Virtual, cause, grace))
	}
	return in.hold("both are being deleted", actions...)
}

// statusBack is the part of carry that brings the host's fields to the virtual object.
func (in Input) statusBack() []Action {
	m := in.merger()
	m.toVirtual()
	m.rules(recipe.Returning)
	if m.patchVirtual() != nil {
		return nil // the end of an object waits for no patch
	}
	return in.patches(object.Virtual, in.Virtual, m.virtual, nil, false)
}
