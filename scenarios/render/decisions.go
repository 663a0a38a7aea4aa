package render

import (
	"cmp"
	"slices"
	"sync"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// decisions are what the engine decided last of each name, and the reasons of
// everything it has written there. Several goroutines write it.
type decisions struct {
	mu  sync.Mutex
	all map[subjectOf]*decision
}

// subjectOf is what a decision is about: a kind in one direction, and a virtual name.
type subjectOf struct {
	recipe *recipe.Recipe
	key    object.Key
}

type decision struct {
	verdict, told string
	because       []plan.Reason
}

func (d *decisions) note(p engine.Planned) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.all == nil {
		d.all = map[subjectOf]*decision{}
	}
	at := subjectOf{p.Recipe, p.Key}
	known := d.all[at]
	if known == nil {
		known = &decision{}
		d.all[at] = known
	}
	known.verdict, known.told = p.Plan.Verdict, ""
	for _, action := range p.Plan.Actions {
		switch {
		case action.Verb == plan.Tell:
			known.told = action.Event.Message
		case action.Side == object.Virtual:
		case action.Verb == plan.Create:
			known.because = action.Because
		default:
			known.revise(action.Because)
		}
	}
}

// revise replaces the reasons of fields that were written again.
func (d *decision) revise(later []plan.Reason) {
	for _, reason := range later {
		d.because = slices.DeleteFunc(d.because, func(earlier plan.Reason) bool { return earlier.Field == reason.Field })
	}
	d.because = append(d.because, later...)
}

// of is the decision on a name; the zero decision if there was none.
func (d *decisions) of(r *recipe.Recipe, key object.Key) decision {
	d.mu.Lock()
	defer d.mu.Unlock()
	if known := d.all[subjectOf{r, key}]; known != nil {
		return *known
	}
	return decision{}
}

// recipes are those of which anything was decided, each once, in a fixed order.
func (d *decisions) recipes() []*recipe.Recipe {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []*recipe.Recipe
	for at := range d.all {
		if !slices.Contains(all, at.recipe) {
			all = append(all, at.recipe)
		}
	}
	slices.SortFunc(all, func(a, b *recipe.Recipe) int {
		return cmp.Or(cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Enabled, b.Enabled))
	})
	return all
}
