package plan

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/patches"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Input is everything a decision is made from. All objects are read-only.
type Input struct {
	recipe.Env
	Recipe *recipe.Recipe
	View   recipe.View
	// Patches are the user's; nil for none.
	Patches *patches.Set
	// Key is the virtual name.
	Key object.Key
	// Virtual and Host are the pair, nil where there is none.
	Virtual, Host *unstructured.Unstructured
	// Base is the pair as both sides last agreed.
	Base Base
	// HostDeleted says that the copy was there and was really deleted, not just lost from sight.
	HostDeleted bool
	// Taken is the object that has the copy's name on the host without being the copy.
	Taken *unstructured.Unstructured
	// Rivals are host objects that would appear under the same virtual name as Host,
	// and come after it.
	Rivals []object.Key
	// Explain asks for the reasons of every change.
	Explain bool
}

// Base is a pair as it was when both sides last agreed. A side the engine has
// no memory of is nil.
type Base struct{ Virtual, Host *unstructured.Unstructured }

// Plan is what has to be done for one pair.
type Plan struct {
	// Actions are to be done in order; the first that fails ends the plan.
	Actions []Action
	// Base is the pair as both sides hold it once all actions are done.
	Base Base
	// Verdict is one sentence on how the pair stands.
	Verdict string
	// Warning is for the engine's log; empty when there is none.
	Warning string
	// Problems are for the engine's log too, as errors: syncing goes on.
	Problems []string
	// Failed is why nothing could be decided: it is tried again ever more rarely.
	Failed error
	// Retry asks for another look after a while, because what is missing cannot be watched.
	Retry bool
}

// Verb says what an action does.
type Verb string

// The verbs. Replace deletes an object and makes it anew under the same name;
// Post creates something in a subresource.
const (
	Create  Verb = "create"
	Patch   Verb = "patch"
	Delete  Verb = "delete"
	Replace Verb = "replace"
	Post    Verb = "post"
	Tell    Verb = "event"
)

// Action is one request to one cluster (Replace: two).
type Action struct {
	Side        object.Side
	Verb        Verb
	Recipe      *recipe.Recipe
	Key         object.Key
	Subresource string
	// Doing is what is told if a write to a subresource is refused: "binding pod".
	Doing string
	// Object is what to create; for Replace what to create after the deletion.
	Object *unstructured.Unstructured
	// Probe is for Replace: what the server is asked beforehand whether it would take it.
	Probe *unstructured.Unstructured
	// Along is for Replace: where the object of the same name is deleted along, and made again.
	Along *schema.GroupVersionResource
	// Patch is a JSON merge patch.
	Patch map[string]any
	// UID is the precondition of every patch and delete.
	UID string
	// ResourceVersion is the precondition of patches in which a two-way field decided.
	ResourceVersion string
	// Grace is the grace period of a delete in seconds; nil means the kind's default.
	Grace *int64
	// Cause says why something is deleted or told.
	Cause string
	// Event is the event to write on the virtual object.
	Event *Event
	// Because are the reasons of a create or patch, when Input.Explain asked for them.
	Because []Reason
}

// Event is a Warning on a virtual object.
type Event struct {
	Regarding *unstructured.Unstructured
	Reason    string
	Message   string
	// Action is what was being done; empty for syncing as such.
	Action string
	// Syncer is who says it, where it is not the syncer of the kind: "configmap-syncer".
	Syncer string
}

// For decides what one pair needs.
func For(in Input) Plan {
	in.Scheme = in.Scheme.In(in.Key.Namespace)
	if in.excluded() {
		return in.rest("another controller looks after it")
	}
	if in.Recipe.FromHost {
		return in.mirror()
	}
	if in.Recipe.Enabled == "" {
		return in.alone()
	}
	switch {
	case in.Virtual != nil && in.Host != nil:
		return in.both()
	case in.Virtual != nil:
		return in.onlyVirtual()
	case in.Host != nil:
		return in.onlyHost()
	case in.Taken != nil && in.Recipe.Contains():
		return in.showNamespace()
	}
	return in.gone()
}

// excluded is OWN-11 and OWN-12: objects marked as another controller's. A
// tenant cannot protect a local class that way (BUG-11): mirrored kinds ignore the mark.
func (in Input) excluded() bool {
	if in.Recipe.FromHost && !in.likeVCluster() {
		return false
	}
	for _, o := range []*unstructured.Unstructured{in.Virtual, in.Host} {
		if o != nil && (object.Label(o, naming.ControlledBy) != "" || !in.ownController(o)) {
			return true
		}
	}
	return false
}

func (in Input) ownController(o *unstructured.Unstructured) bool {
	name := object.Annotation(o, naming.ControlledBy)
	return name == "" || name == in.Recipe.Syncer()
}

// rest is the plan of a pair that needs nothing; both sides agree as they are.
func (in Input) rest(verdict string) Plan {
	return Plan{Verdict: verdict, Base: Base{Virtual: in.Virtual, Host: in.Host}}
}

// hold leaves a pair alone and remembers nothing new of it.
func (in Input) hold(verdict string, actions ...Action) Plan {
	return Plan{Verdict: verdict, Base: in.Base, Actions: actions}
}

func (in Input) delete(side object.Side, o *unstructured.Unstructured, cause string, grace *int64) Action {
	return Action{
		Side: side, Verb: Delete, Recipe: in.Recipe, Key: keyOf(o), UID: string(o.GetUID()),
		Cause: cause, Grace: grace,
	}
}

func keyOf(o *unstructured.Unstructured) object.Key {
	return object.Key{Namespace: o.GetNamespace(), Name: o.GetName()}
}

func terminating(o *unstructured.Unstructured) bool { return o.GetDeletionTimestamp() != nil }
