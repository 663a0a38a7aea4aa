package lint

import (
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// halves finds patches of one direction on fields that go both ways.
func halves(p *pass) {
	p.eachPatch(func(kind, key string, patch config.Patch, at path.Path) {
		forward, back := patch.Expression, patch.ReverseExpression
		switch {
		case !strings.HasPrefix(kind, "sync.toHost.") || at.Whole():
		case forward == "" && back != "" && p.lives(kind, at, goesToHost):
			p.at(key+".reverseExpression", "expression is missing: a change of this field in the virtual cluster never reaches the host")
		case forward != "" && back == "" && strings.Contains(forward, "value") && p.lives(kind, at, goesBothWays):
			p.add(p.where(key+".expression"), Finding{
				Key: key + ".expression", Severity: config.Note,
				Message: "reverseExpression is missing: what the host makes of this field never reaches the virtual cluster",
			})
		}
	})
}

// lives says whether a path of a kind is in the fields that a function names; a kind
// that no recipe is known of counts as one of which it is.
func (p *pass) lives(kind string, at path.Path, fields func(*recipe.Recipe) []path.Path) bool {
	i := slices.IndexFunc(kinds.All(), func(r *recipe.Recipe) bool { return r.Enabled == kind })
	if i < 0 {
		return false
	}
	return slices.ContainsFunc(fields(kinds.All()[i]), func(field path.Path) bool { return overlap(field.Segments(), at.Segments()) })
}

func goesToHost(r *recipe.Recipe) []path.Path {
	return slices.Concat(r.ToHost, goesBothWays(r), path.List("metadata.labels", "metadata.annotations"))
}

// goesBothWays leaves labels and annotations out: what is added there for the host is
// seldom meant to come back, and the documented examples have no other half.
func goesBothWays(r *recipe.Recipe) []path.Path { return slices.Concat(r.Both, r.Merged) }

// overlap says whether one path begins with the other.
func overlap(a, b []path.Segment) bool {
	for i := range min(len(a), len(b)) {
		same := a[i].Key == b[i].Key && a[i].Index == b[i].Index
		if !same && !a[i].Wildcard && !b[i].Wildcard {
			return false
		}
	}
	return true
}
