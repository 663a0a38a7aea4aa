package recipe

import (
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/object"
)

// View is what a decision may read besides the pair it is about. What it reads
// through Get is remembered: the decision is made again when that object changes.
type View interface {
	// Get returns an object from the caches, or nil. It must not be changed.
	Get(side object.Side, r *Recipe, key object.Key) *unstructured.Unstructured
	// Peek is Get without remembering.
	Peek(side object.Side, r *Recipe, key object.Key) *unstructured.Unstructured
	// List returns all objects of a virtual namespace, or of all for "". Listing is not remembered.
	List(side object.Side, r *Recipe, namespace string) []*unstructured.Unstructured
	// All returns every object of a kind. It is remembered: the decision is made again
	// when one comes, goes, or has other labels.
	All(side object.Side, r *Recipe) []*unstructured.Unstructured
	// Users returns the objects that refer to a virtual object, on both sides.
	Users(r *Recipe, key object.Key) []User
	// Token returns the token a pod is to have on the host, given the one it has
	// there; that one itself while it is good. One that has to be fetched is empty
	// now: the decision is made again when it is there.
	Token(r TokenRequest, have string) Token
}

// User is an object that refers to another one.
type User struct {
	Side   object.Side
	Recipe *Recipe
	Object *unstructured.Unstructured
}

// Change is what a rule works on. Virtual and Host are the two objects in the
// making; at the moment of translating Virtual is the original and must not be
// changed; at that of leaving there is neither.
type Change struct {
	Env
	View View
	// Recipe and Key are the kind and the virtual name.
	Recipe        *Recipe
	Key           object.Key
	Virtual, Host *unstructured.Unstructured
	// Creating is set while the first copy is made.
	Creating bool
	// Now is the pair as it is, Base as it was when both sides last agreed, and
	// Translated the host form of the virtual object; all are read-only, and set
	// at the moment of carrying only; Now.Virtual also at those of admitting and alone.
	Now, Base  Pair
	Translated *unstructured.Unstructured
	// Waiting is set by a rule that cannot do its work yet: for what. Nothing is
	// written then, neither a first copy nor what is carried. Told asks that the
	// tenant be told, because nothing on the way will bring it.
	Waiting string
	Told    bool
	// Refused is set by a rule of admitting: why, as the tenant is told.
	Refused string
	// Unwanted is set by a rule of translating when there is to be no copy: why. A
	// copy that is there goes.
	Unwanted string
	// Supplants is set by a rule of translating when the copy takes the place of what
	// a controller of the host made in its likeness.
	Supplants bool
	// Warnings are what the tenant is told beside the copy that is made.
	Warnings []Warning
	// Kept is set by a rule of arriving: an object without a host object stays.
	Kept bool
	// Releases is set by a rule of losing: an object that is being deleted and has no
	// copy any more loses its finalizers, which protected what was on the host.
	Releases bool
	// Again is set by a rule of losing: a copy deleted on the host is made again.
	Again bool
	// Writes are what a rule of carrying asks of subresources.
	Writes []Write
	// Beside are requests about objects of the host that only this one needs. They
	// are sent before the object itself is written.
	Beside []Beside
	// Ends is set by a rule of carrying when the virtual object cannot live on.
	Ends *Ending
}

// Write is a request to a subresource, which no patch of the object itself can
// replace. It is sent after the patches of both objects.
type Write struct {
	Side        object.Side
	Subresource string
	// Post is created there. Without it, Patch is a JSON merge patch.
	Post  *unstructured.Unstructured
	Patch map[string]any
	// Doing is what the tenant reads if it is refused: "binding pod".
	Doing string
	// First: it is sent alone, and the pair looked at again once it has been seen.
	First bool
}

// Beside is a request about another object of the host, which no cache holds.
type Beside struct {
	Recipe *Recipe
	Key    object.Key
	// After asks for it once the first copy is made: what it is in comes with that.
	After bool
	// Make is created. Without it, the object with this uid is patched, or deleted
	// if there is no Patch.
	Make  *unstructured.Unstructured
	Patch map[string]any
	UID   string
	// Doing is what the tenant reads if it is refused, Cause why it is deleted.
	Doing, Cause string
}

// Ending is why the virtual object is deleted, and with what grace period; nil is its own.
type Ending struct {
	Cause string
	Grace *int64
}

// Warning is a Warning event: what was being done, and what is the matter.
type Warning struct{ Action, Message string }

// Warn tells the tenant of something that the copy cannot say.
func (c *Change) Warn(action, message string) {
	if w := (Warning{action, message}); !slices.Contains(c.Warnings, w) {
		c.Warnings = append(c.Warnings, w)
	}
}

// Pair is an object on both sides; either may be nil.
type Pair struct{ Virtual, Host *unstructured.Unstructured }

// Spec returns the spec of the host object in the making; it may be changed. At the
// moment of carrying that of a pod is shared with the present one until it is asked
// for here: it is large, and seldom changes.
func (c *Change) Spec() map[string]any {
	spec, _ := c.Host.Object["spec"].(map[string]any)
	switch {
	case spec == nil:
		spec = map[string]any{}
		c.Host.Object["spec"] = spec
	case c.Now.Host != nil:
		Unshare(c.Host, c.Now.Host)
		spec, _ = c.Host.Object["spec"].(map[string]any)
	}
	return spec
}

// Unshare gives an object a spec of its own if it has that of another.
func Unshare(o, other *unstructured.Unstructured) {
	spec, _ := o.Object["spec"].(map[string]any)
	theirs, _ := other.Object["spec"].(map[string]any)
	if object.Same(spec, theirs) {
		o.Object["spec"] = runtime.DeepCopyJSON(spec)
	}
}

// Annotate sets an annotation of the host object in the making.
func (c *Change) Annotate(key, value string) { object.SetAnnotation(c.Host, key, value) }

// Label sets a label of the host object in the making.
func (c *Change) Label(key, value string) { object.SetLabel(c.Host, key, value) }
