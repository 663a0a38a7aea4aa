package plan

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Controller keeps objects that are not the image of one object of the other
// side: what they are made from is more than a recipe can say. It stands beside
// the recipes in one loop, with the same caches, retries and rest, and it too
// only decides.
type Controller struct {
	// Recipe is the kind of the virtual objects that are kept. Their names are what
	// is planned; they are the same on both sides, so it is FromHost. What a recipe
	// says of fields is not asked.
	Recipe *recipe.Recipe
	// Mirrors says that the host's objects of the same name are watched too.
	Mirrors bool
	// Labels narrow which virtual objects are kept; empty is all.
	Labels string
	// Trim drops what nobody reads of them before it takes memory; nil keeps all.
	Trim func(*unstructured.Unstructured)
	// Sources are the other kinds that plans are made from.
	Sources []Source
	// Asks are the writes its plans consist of, and the reads beside the sources: the
	// engine has no right to others. An ask without Resource is about the kind that is
	// kept; on the host, one with it is about the virtual cluster's own namespace there.
	Asks []recipe.Ask
	// Plan decides in place of For.
	Plan func(Input) Plan
}

// Source is a kind on one side that concerns a controller.
type Source struct {
	Side   object.Side
	Recipe *recipe.Recipe
	// Names are the controller's names that an object concerns, as "name" or
	// "namespace/name". They are planned when
	// it comes, goes, or begins to concern others; and recipe.View.Users finds it by them.
	// nil means none: such objects only wake the plans that read them.
	Names func(*unstructured.Unstructured) []string
	// Namespace and Labels narrow what is watched, unless a recipe has the kind watched
	// already. With a Name it is one object of the namespace.
	Namespace, Name, Labels string
	// Trim drops what nobody reads of an object before it takes memory; nil keeps all.
	Trim func(*unstructured.Unstructured)
}

// As is the same question about another kind, for the actions of a controller.
func (in Input) As(r *recipe.Recipe) Input {
	in.Recipe = r
	return in
}

// Creation makes an object.
func (in Input) Creation(side object.Side, o *unstructured.Unstructured, why Reason) Action {
	action := Action{Side: side, Verb: Create, Recipe: in.Recipe, Key: keyOf(o), Object: o}
	if in.Explain {
		action.Because = []Reason{why}
	}
	return action
}

// Appearance is the first virtual object under a name; its namespace comes before it.
func (in Input) Appearance(o *unstructured.Unstructured, why Reason) Plan {
	return in.appear(o, []Reason{why})
}

// Deletion deletes an object.
func (in Input) Deletion(side object.Side, o *unstructured.Unstructured, cause string) Action {
	return in.delete(side, o, cause, nil)
}

// Changes turns one form of an object into another; none where nothing differs.
// Decided asks that they do not land on an object newer than the one decided on.
func (in Input) Changes(side object.Side, from, to *unstructured.Unstructured, why Reason, decided Decided) []Action {
	t := trace{in: in}
	t.note(from, to, why)
	return in.patches(side, from, to, t.reasons, bool(decided))
}

// Decided says whether a change rests on what both sides hold.
type Decided bool

// Patched runs the user's patches on a virtual object that is made from a host
// object. If one fails, the plan is to write nothing and to say so (PATCH-53).
func (in Input) Patched(wanted, host *unstructured.Unstructured) (notes []string, instead *Plan) {
	doing := updating
	if in.Virtual == nil {
		doing = creating
	}
	notes, failed := in.patch(patching{into: object.Virtual, wanted: wanted, now: in.Virtual, from: host}, &trace{in: in})
	if failed != nil {
		p := in.unpatched(failed, doing)
		return nil, &p
	}
	return notes, nil
}

// Owned makes the virtual cluster's service the owner of an object on the host (META-19).
func (in Input) Owned(host *unstructured.Unstructured) *unstructured.Unstructured {
	in.own(host)
	return host
}

// Rest is the plan of a pair that needs nothing.
func (in Input) Rest(verdict string) Plan { return in.rest(verdict) }

// Hold leaves a pair as it is remembered.
func (in Input) Hold(verdict string, actions ...Action) Plan { return in.hold(verdict, actions...) }

// Warning tells the tenant something about the virtual object.
func (in Input) Warning(message string) Action { return in.tell("SyncWarning", message) }
