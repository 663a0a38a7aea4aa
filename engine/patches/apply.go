package patches

import (
	"errors"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/script"
)

// Change is one object in the making.
type Change struct {
	Recipe *recipe.Recipe
	// Into is the side the object is written to.
	Into object.Side
	// Wanted is the object in the making; it is changed in place.
	Wanted map[string]any
	// Now is the object as that cluster holds it; nil for one that is to be made.
	Now map[string]any
	// From is the same object as the other side gives it, before any patch.
	From map[string]any
	// Forward is the form the object takes on the other side, before any patch; only
	// with the virtual side as the one written to.
	Forward map[string]any
	// Base is the object as that cluster held it when both sides last agreed; nil if
	// that is not known.
	Base map[string]any
	// Virtual and Host are what expressions see as the two objects; nil for none.
	Virtual, Host map[string]any
	// Namespace is that of the virtual object.
	Namespace string
	Names     Names
	// Each is called with every patch and runs it; nil just runs it.
	Each func(p *Patch, run func())

	original map[string]any
}

// Failure is a patch that could not be applied.
type Failure struct {
	Patch *Patch
	// At is the place in the object, as an expression sees it.
	At  string
	Err error
}

func (f *Failure) Error() string {
	if f.At == "" {
		return fmt.Sprintf("%s: %s", f.Patch.Key, f.Err)
	}
	return fmt.Sprintf("%s at %s: %s", f.Patch.Key, f.At, f.Err)
}

func (f *Failure) Unwrap() error { return f.Err }

// Apply runs the patches of a kind on an object in the making, in their order, each
// seeing what those before it did (PATCH-58). It returns what is worth a line in the
// log; the first failure ends it, and then the object must not be written.
func (s *Set) Apply(c Change) (notes []string, failed *Failure) {
	if !s.Uses(c.Recipe) {
		return nil, nil
	}
	guard := protect(c.Wanted, c.Into)
	if c.Now != nil {
		c.original = runtime.DeepCopyJSON(c.Wanted)
	}
	for _, p := range s.lists[c.Recipe.Enabled] {
		run := func() {
			var note string
			note, failed = s.one(p, &c)
			if note != "" {
				notes = append(notes, note)
			}
			if err := guard.check(c.Wanted, c.Into); err != nil && failed == nil {
				failed = &Failure{Patch: p, Err: err}
			}
		}
		if c.Each == nil {
			run()
		} else {
			c.Each(p, run)
		}
		if failed != nil {
			return notes, failed
		}
	}
	guard.restore(c.Wanted)
	return notes, nil
}

func (s *Set) one(p *Patch, c *Change) (note string, failed *Failure) {
	switch way := p.way(c.Into); {
	case way.held && s.env.Compat != config.VCluster && p.Path.Whole():
		failed = s.holdMade(p, c)
	case way.held && s.env.Compat != config.VCluster:
		c.hold(p.Path)
	case p.reference == nil && !p.labels && way.expression == nil:
	case p.Path.Whole():
		failed = s.whole(p, c)
	default:
		return s.places(p, c)
	}
	return "", failed
}

// edit is what becomes of one place.
type edit struct {
	at    path.Place
	value any
	gone  bool
}

// places patches each place the path leads to on its own (PATCH-17).
func (s *Set) places(p *Patch, c *Change) (string, *Failure) {
	all := s.where(p, c)
	if missing := p.Path.Missing(c.Wanted); len(all) == 0 && c.Now == nil && len(missing) > 0 {
		return fmt.Sprintf("%s: could not find path \"%s\" in patch: %s is missing", p.Key, p.Path, missing[0]), nil // PATCH-21
	}
	var edits []edit
	for _, at := range all {
		value, exists, moves := s.value(p, c, at)
		if !moves {
			continue
		}
		result, gone, err := s.evaluate(p, c, at, value, exists)
		if err != nil {
			return "", &Failure{Patch: p, At: at.String(), Err: err}
		}
		edits = append(edits, edit{at: at, value: result, gone: gone})
	}
	for _, e := range slices.Backward(edits) { // elements that go do not move those still to come
		if e.gone {
			e.at.Delete(c.Wanted)
		} else {
			e.at.Set(c.Wanted, e.value)
		}
	}
	return "", nil
}

// where are the places of a patch. A field that does not come back from the host is
// looked for where it was, too: it may have been deleted there.
func (s *Set) where(p *Patch, c *Change) []path.Place {
	all := p.Path.Places(c.Wanted)
	if !p.toVirtual.held || c.Into != object.Host || c.Base == nil {
		return all
	}
	known := map[string]bool{}
	for _, at := range all {
		known[at.String()] = true
	}
	for _, at := range p.Path.Places(c.Base) {
		if holder, _ := at.Parent().Get(c.Wanted); !known[at.String()] && isMap(holder) {
			all = append(all, at)
		}
	}
	return all
}

func isMap(value any) bool {
	_, is := value.(map[string]any)
	return is
}

// value is what a patch is given at a place. It does not move where the other side
// changed nothing, and what is there is perhaps a result of the patch (PATCH-67).
func (s *Set) value(p *Patch, c *Change, at path.Place) (value any, exists, moves bool) {
	value, exists = at.Get(c.Wanted)
	if c.Now == nil {
		return value, exists, true
	}
	now, had := at.Get(c.Now)
	asked, there := at.Get(c.original)
	from, given := at.Get(c.From)
	same := had == there && object.Equal(now, asked)
	_, inList := at.List()
	switch {
	case !same || !had && p.Path.Adds():
		return value, exists, at.Touched(c.Now, c.original, object.Equal)
	case p.toVirtual.held && c.Into == object.Host && c.strayed(at, now, had) && s.env.Compat != config.VCluster:
		return from, given, given
	case inList:
		return value, exists, given && object.Equal(from, asked) && at.Touched(c.Now, c.original, object.Equal)
	}
	// An entry that the other side does not have was added here: whether it is still
	// to be there is asked again when those beside it change.
	return nil, false, !given && p.Path.Adds() && at.Parent().Touched(c.Now, c.original, object.Equal)
}

// strayed reports whether a value is not what both sides agreed on: somebody changed
// it on that side, from where it does not come back.
func (c *Change) strayed(at path.Place, now any, had bool) bool {
	if c.Base == nil {
		return false
	}
	agreed, was := at.Get(c.Base)
	return was && (!had || !object.Equal(agreed, now))
}

// evaluate returns what a place becomes; gone for nothing at all (PATCH-40).
func (s *Set) evaluate(p *Patch, c *Change, at path.Place, value any, exists bool) (result any, gone bool, err error) {
	switch {
	case p.reference != nil:
		if !exists {
			return nil, true, nil
		}
		result, err = p.reference.rewrite(s.env, c, value)
		return result, false, err
	case p.labels:
		return s.relabel(c, value), !exists, nil
	}
	return s.run(p, c, at.String(), value, exists)
}

func (s *Set) run(p *Patch, c *Change, at string, value any, exists bool) (any, bool, error) {
	result, err := s.evaluator.Evaluate(script.Call{
		Expression: p.way(c.Into).expression, Value: value, Exists: exists, Path: at, Virtual: c.Virtual, Host: c.Host,
	})
	return result.Value, result.Nothing(), hushed(c.Recipe, err)
}

// hushed is an error that may be shown: the words of one about a secret may hold it.
func hushed(r *recipe.Recipe, err error) error {
	var thrown *script.Thrown
	if errors.As(err, &thrown) && r.Kind == "Secret" {
		return errThrown
	}
	return err
}

var errThrown = errors.New("the expression failed; what it said is not shown, because it was given a secret")

// whole gives an expression the change itself: the whole object, or what differs
// from the present one (PATCH-57). Top-level keys it leaves out stay in the change.
func (s *Set) whole(p *Patch, c *Change) *Failure {
	change := c.Wanted
	if c.Now != nil {
		change = object.MergePatch(hidden(c.Now, c.Into), c.Wanted)
	}
	if len(change) == 0 {
		return nil
	}
	result, gone, err := s.run(p, c, "", change, true)
	if err != nil || gone {
		if gone {
			err = errors.New("an expression of the empty path must return an object")
		}
		return &Failure{Patch: p, Err: err}
	}
	changed, is := result.(map[string]any)
	if !is {
		return &Failure{Patch: p, Err: errors.New("an expression of the empty path must return an object")}
	}
	if c.Now == nil {
		for key, value := range changed {
			c.Wanted[key] = value
		}
		return nil
	}
	for key := range change { // the change is applied anew, as the expression made it
		c.Wanted[key] = runtime.DeepCopyJSONValue(hidden(c.Now, c.Into)[key])
		if _, kept := changed[key]; !kept {
			changed[key] = change[key]
		}
	}
	for key, value := range object.Apply(c.Wanted, changed) {
		c.Wanted[key] = value
	}
	for key := range c.Wanted {
		if c.Wanted[key] == nil {
			delete(c.Wanted, key)
		}
	}
	return nil
}

// hidden is an object without what patches do not see.
func hidden(now map[string]any, into object.Side) map[string]any {
	seen := runtime.DeepCopyJSON(now)
	protect(seen, into)
	return seen
}

// hold keeps what is there now at every place of a path, so that a change made for
// one direction does not leak into the other. Where lists differ in length no
// element is that of the other list, and the whole list stays.
func (c *Change) hold(p path.Path) {
	if c.Now == nil {
		return
	}
	for _, at := range slices.Concat(p.Places(c.Wanted), p.Places(c.Now)) {
		if list, inList := at.List(); inList {
			had, _ := list.Get(c.Now)
			wants, _ := list.Get(c.Wanted)
			if length(had) != length(wants) {
				at = list
			}
		}
		if now, had := at.Get(c.Now); had {
			at.Set(c.Wanted, runtime.DeepCopyJSONValue(now))
		} else {
			at.Delete(c.Wanted)
		}
	}
}

// holdMade keeps what an expression of the empty path makes on the host from coming
// back: those are the fields in which the host form differs with and without it.
func (s *Set) holdMade(p *Patch, c *Change) *Failure {
	if c.Now == nil || c.Forward == nil || object.Equal(c.Now, c.Wanted) {
		return nil
	}
	result, err := s.evaluator.Evaluate(script.Call{
		Expression: p.toHost.expression, Value: hidden(c.Forward, object.Host), Exists: true, Virtual: c.Virtual, Host: c.Host,
	})
	if err != nil {
		return &Failure{Patch: p, Err: hushed(c.Recipe, err)}
	}
	made, _ := result.Value.(map[string]any)
	for key, value := range made {
		one := map[string]any{key: hidden(c.Forward, object.Host)[key]}
		for _, field := range object.Changed(one, map[string]any{key: value}) {
			at, err := path.Parse(field)
			if err != nil {
				return &Failure{Patch: p, Err: err}
			}
			c.hold(at)
		}
	}
	return nil
}

func length(value any) int {
	list, _ := value.([]any)
	return len(list)
}
