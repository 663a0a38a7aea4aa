package patches

import (
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/script"
)

// Set is what one configuration patches. The nil Set patches nothing.
type Set struct {
	lists map[string][]*Patch // by the kind's configuration key
	env   recipe.Env
	// evaluator runs the expressions.
	evaluator script.Evaluator
}

// Patch is one compiled item of a list.
type Patch struct {
	// Key is its place in the configuration tree, Where in the file, Path what it patches.
	Key   string
	Where config.Position
	Path  path.Path

	toHost, toVirtual way
	reference         *reference
	labels            bool
}

// way is what a patch does in one direction.
type way struct {
	expression *script.Expression
	// held: there is only an expression for the other direction, so what is there
	// now stays (PATCH-61, PATCH-62).
	held bool
}

// Uses reports whether a kind is patched.
func (s *Set) Uses(r *recipe.Recipe) bool { return s != nil && len(s.lists[r.Enabled]) > 0 }

// Evaluates reports whether there is an expression at all.
func (s *Set) Evaluates() bool {
	if s == nil {
		return false
	}
	for _, list := range s.lists {
		for _, p := range list {
			if p.toHost.expression != nil || p.toVirtual.expression != nil {
				return true
			}
		}
	}
	return false
}

// With returns the Set as it is used by one engine.
func (s *Set) With(env recipe.Env, evaluator script.Evaluator) *Set {
	if s == nil {
		return nil
	}
	return &Set{lists: s.lists, env: env, evaluator: evaluator}
}

// References are the references that patches add to the kinds (PATCH-74).
func (s *Set) References(recipes []*recipe.Recipe) map[*recipe.Recipe][]recipe.Reference {
	added := map[*recipe.Recipe][]recipe.Reference{}
	for _, r := range recipes {
		if !s.Uses(r) {
			continue
		}
		for _, p := range s.lists[r.Enabled] {
			if p.reference != nil {
				added[r] = append(added[r], recipe.Reference{At: p.Path, To: p.reference.fixed(), Named: p.reference.named})
			}
		}
	}
	return added
}

func (p *Patch) way(into object.Side) way {
	if into == object.Host {
		return p.toHost
	}
	return p.toVirtual
}
