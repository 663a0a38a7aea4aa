package plan

import (
	"strings"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// tell makes a Warning event on the virtual object.
func (in Input) tell(reason, message string) Action {
	return Action{
		Side: object.Virtual, Verb: Tell, Recipe: in.Recipe, Key: in.Key, Cause: message,
		Event: &Event{Regarding: in.Virtual, Reason: reason, Message: message, Syncer: in.syncer()},
	}
}

// syncer is the part of the engine that speaks, as real vCluster names it (GEN-39, FCM-21).
func (in Input) syncer() string {
	if in.mapped() {
		return "from-host-" + in.Recipe.Noun() + "-syncer"
	}
	return ""
}

// warnings tells what rules had to say.
func (in Input) warnings(all []recipe.Warning) []Action {
	var actions []Action
	for _, warning := range all {
		told := in.tell("SyncWarning", warning.Message)
		told.Event.Action = warning.Action
		actions = append(actions, told)
	}
	return actions
}

// Refusal is the event that tells a tenant what an API server said to a write
// for their object; it shows virtual names (EVT-07, EVT-15, EVT-16).
func Refusal(in Input, failed Action, refusal string) Action {
	step := "Error syncing to host cluster: create object: "
	switch {
	case failed.Doing != "":
		step = "Error " + failed.Doing + ": " // EVT-10
	case failed.Verb != Create:
		step = "Error syncing: patch " + string(failed.Side) + " object: update object: "
	}
	return in.tell("SyncError", Sanitise(in.Scheme, in.Recipe, in.Key, step+refusal))
}

// Sanitise replaces host names in a message to a tenant by virtual ones: that
// of the object itself, then the suffix of every other of the same namespace.
func Sanitise(s naming.Scheme, r *recipe.Recipe, key object.Key, message string) string {
	if r.FromHost {
		return message
	}
	if host := r.HostKey(s, key).Name; host != "" {
		message = strings.ReplaceAll(message, host, key.Name)
	}
	suffix := "-x-" + key.Namespace + "-x-" + s.Name
	if key.Namespace == "" || strings.HasSuffix(key.Name, suffix) {
		return message
	}
	return strings.ReplaceAll(message, suffix, "")
}
