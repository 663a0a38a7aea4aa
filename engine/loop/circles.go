package loop

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// circlesMost is how many writes in a row a pair may have that nobody but the engine
// gave a cause for. A pair of expressions that do not cancel out goes on for ever (PATCH-71).
const circlesMost = 3

// circle is what is remembered of a pair to see that it goes round in circles: the
// two objects as the last plan found them, and what was written since.
type circle struct {
	seen  map[object.Side]string
	wrote map[object.Side]string
	turns int
}

// round counts a plan that writes though nobody else changed either object. It
// reports whether that is one too many; it ends with the next change of anybody else.
func (c *circle) round(in plan.Input, todo plan.Plan) bool {
	own := c.echo(object.Virtual, in.Virtual) && c.echo(object.Host, in.Host)
	c.seen = map[object.Side]string{object.Virtual: version(in.Virtual), object.Host: version(in.Host)}
	c.wrote = nil
	switch {
	case !own:
		c.turns = 0
	case rewrites(todo):
		c.turns++
	}
	return c.turns >= circlesMost && rewrites(todo)
}

// echo reports whether an object is as the last plan found it or as it left it.
func (c *circle) echo(side object.Side, now *unstructured.Unstructured) bool {
	v := version(now)
	return c.seen != nil && (v == c.seen[side] || v == c.wrote[side])
}

// note remembers a write.
func (c *circle) note(side object.Side, stored *unstructured.Unstructured) {
	if c.wrote == nil {
		c.wrote = map[object.Side]string{}
	}
	c.wrote[side] = version(stored)
}

func version(o *unstructured.Unstructured) string {
	if o == nil {
		return ""
	}
	return o.GetResourceVersion()
}

func rewrites(todo plan.Plan) bool {
	for _, action := range todo.Actions {
		if action.Verb == plan.Patch {
			return true
		}
	}
	return false
}

// halt is the plan in place of one more turn: nothing is written, and the tenant is told.
func (l *Loop) halt(in plan.Input) plan.Plan {
	return plan.Halt(in, fmt.Sprintf("%s.patches make another change of it every time: stopped after %d writes that nothing else gave a cause for",
		in.Recipe.Enabled, circlesMost))
}

// inCircles reports whether one more plan for a patched kind would be a turn too many.
func (l *Loop) inCircles(p *pair, in plan.Input, todo plan.Plan) bool {
	return l.Patches.Uses(in.Recipe) && p.circle.round(in, todo) && l.Env.Compat != config.VCluster
}
