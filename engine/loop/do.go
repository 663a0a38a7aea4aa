package loop

import (
	"context"
	"errors"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// do carries out one action; it reports whether the plan goes on.
func (l *Loop) do(ctx context.Context, i item, p *pair, in plan.Input, action plan.Action) bool {
	if action.Verb == plan.Tell {
		return l.tell(ctx, i, p, action)
	}
	if action.Recipe != i.recipe && l.cache(action.Side, action.Recipe, action.Key) == nil {
		return l.doBeside(ctx, i, p, in, action)
	}
	stored, err := l.Writer.Do(ctx, action)
	l.Metrics.wrote(action, err)
	if action.Recipe != i.recipe && action.Recipe == l.Env.Namespaces && (err == nil || apierrors.IsAlreadyExists(err)) {
		return true // a namespace, made for the object that comes next
	}
	if err != nil {
		l.failed(ctx, i, p, in, action, err)
		return false
	}
	if action.Recipe == i.recipe {
		p.circle.note(action.Side, stored)
	}
	l.expect(p, action, stored)
	return true
}

// tell writes an event, once for each thing there is to say.
func (l *Loop) tell(ctx context.Context, i item, p *pair, action plan.Action) bool {
	said := string(action.Event.Regarding.GetUID()) + action.Event.Reason + action.Event.Message
	if p.told[said] {
		return true
	}
	if _, err := l.Writer.Do(ctx, action); err != nil {
		l.retry(i, p, err)
		return false
	}
	if p.told == nil {
		p.told = map[string]bool{}
	}
	p.told[said] = true
	return true
}

// expect notes that a write has to be seen before the name is planned again.
func (l *Loop) expect(p *pair, action plan.Action, stored *unstructured.Unstructured) {
	e := expecting(action.UID, stored)
	l.mu.Lock()
	defer l.mu.Unlock()
	d := dependency{action.Side, action.Recipe, action.Key}
	c := l.cache(d.side, d.recipe, d.key)
	already := e.version != "" && c.Seen(e.version) // it may even be gone again by now
	if !already && !e.met(c.Get(action.Key)) {
		p.expected[d] = e
	}
	if action.Side == object.Host {
		p.found = nil
	}
}

// failed decides what an answer other than success means.
func (l *Loop) failed(ctx context.Context, i item, p *pair, in plan.Input, action plan.Action, err error) {
	var status apierrors.APIStatus
	switch {
	case !errors.As(err, &status):
		l.retry(i, p, err)
	case apierrors.IsAlreadyExists(err) && action.Side == object.Host && action.Recipe == i.recipe:
		l.occupied(ctx, i, p, err)
	case outdated(action, err):
		l.again(i, p, err)
	case refused(status.Status().Code) && in.Virtual != nil:
		l.tell(ctx, i, p, plan.Refusal(in, action, spoken(status.Status())))
		l.retry(i, p, err)
	default:
		l.retry(i, p, err)
	}
}

// outdated reports that the decision was made on an object that has changed
// since: the cache will show it. A refused uid in a patch is such a case.
func outdated(action plan.Action, err error) bool {
	switch {
	case apierrors.IsConflict(err), apierrors.IsNotFound(err) && action.Verb != plan.Create, apierrors.IsAlreadyExists(err):
		return true
	case apierrors.IsInvalid(err) && action.Verb == plan.Patch:
		var status apierrors.APIStatus
		if errors.As(err, &status) && status.Status().Details != nil {
			for _, cause := range status.Status().Details.Causes {
				if cause.Field == "metadata.uid" {
					return true
				}
			}
		}
	}
	return false
}

// occupied finds out whose the object is that has the copy's name, and plans again.
func (l *Loop) occupied(ctx context.Context, i item, p *pair, err error) {
	if !l.someoneThere(ctx, i, p) {
		l.again(i, p, err) // it went in the meantime
	}
}

// starting reports whether the engine is still planning what was there before it.
func (l *Loop) starting() bool {
	select {
	case <-l.ready:
		return false
	default:
		return true
	}
}

// doubtful reports whether a plan rests on the copy not being there, where that
// is not certain. A copy that lost its label cannot be seen, and a tenant's object
// must not go because of that. And after a start, a name that was taken before is
// most likely taken still: a restart asks for nothing that will be refused.
func (l *Loop) doubtful(in plan.Input, todo plan.Plan) bool {
	if in.Recipe.FromHost || in.Host != nil || in.Taken != nil || in.Virtual == nil || len(todo.Actions) == 0 {
		return false
	}
	first := todo.Actions[0]
	return first.Verb == plan.Create && l.starting() || first.Verb == plan.Delete
}

// someoneThere asks the host, and has the name planned again if there is an object.
func (l *Loop) someoneThere(ctx context.Context, i item, p *pair) bool {
	found, err := l.ask(ctx, i)
	switch {
	case err != nil:
		l.retry(i, p, err)
		return true
	case found == nil:
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	p.found, p.foundUntil = found, time.Now().Add(lookAgain)
	l.enqueue(i)
	return true
}

// again plans a name once more after the cache has had time to follow. That
// counts as work under way, until it has failed so often that something else is wrong.
func (l *Loop) again(i item, p *pair, err error) {
	p.stale++
	if p.stale > staleMost {
		l.retry(i, p, err)
		return
	}
	l.Log.Debug("planning again, because "+err.Error(), "kind", i.recipe.Kind, "object", i.key.String())
	l.mu.Lock()
	defer l.mu.Unlock()
	p.found = nil // it is what was outdated, where no cache shows the object
	l.waiting[i] = true
	l.queue.AddAfter(i, time.Duration(p.stale)*staleStep)
}

const (
	staleMost = 20
	staleStep = 10 * time.Millisecond
)

// retry tries a name again, ever more rarely. It does not count as work under way.
func (l *Loop) retry(i item, p *pair, err error) {
	l.Log.Error(heard(err), "kind", i.recipe.Kind, "object", i.key.String())
	p.stale = 0
	l.queue.AddRateLimited(i)
}
