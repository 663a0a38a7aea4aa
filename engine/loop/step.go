package loop

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// step plans one name and does what the plan says.
func (l *Loop) step(ctx context.Context, i item) {
	p, in, ok := l.read(i)
	if !ok {
		return // an own write is still on its way back; its arrival queues the name again
	}
	in, todo, v, failed := l.decide(ctx, p, in)
	if l.inCircles(p, in, todo) {
		todo = l.halt(in)
	}
	if l.Planned != nil {
		l.Planned(Planned{Recipe: i.recipe, Key: i.key, Plan: todo})
	}
	l.commit(i, p, v, in, todo)
	l.warn(i, p, todo.Warning)
	l.note(i, p, todo.Problems)
	if l.doubtful(in, todo) && l.someoneThere(ctx, i, p) {
		return
	}
	for _, action := range todo.Actions {
		if !l.do(ctx, i, p, in, action) {
			return
		}
	}
	l.done(i, p, in, todo, errors.Join(failed, todo.Failed))
}

func (l *Loop) plan(in *plan.Input, v *view) plan.Plan {
	in.View = v
	made := time.Now()
	decide := l.planners[in.Recipe]
	if decide == nil {
		decide = plan.For
	}
	todo := decide(*in)
	l.Metrics.planned(in.Recipe, time.Since(made))
	return todo
}

// read takes the pair from the caches, unless an own write is not visible yet.
func (l *Loop) read(i item) (*pair, plan.Input, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.pair(i)
	if len(p.expected) > 0 {
		p.owed = true
		return p, plan.Input{}, false
	}
	p.owed = false
	in := plan.Input{Env: l.Env, Patches: l.Patches, Recipe: i.recipe, Key: i.key, Base: p.base, Explain: l.Planned != nil}
	in.Virtual = l.get(object.Virtual, i.recipe, i.key)
	in.HostDeleted = p.deleted && p.base.Host != nil && sameLife(p.base.Virtual, in.Virtual)
	if mapping := l.Env.Setting(i.recipe).Mapping; mapping != nil {
		in.Host, in.Rivals = l.mapped(i, mapping)
		return p, in, true
	}
	host := l.get(object.Host, i.recipe, l.hostKey(i))
	p.sawHost = host
	if host == nil && time.Now().Before(p.foundUntil) {
		host = p.found
	}
	l.assign(&in, host)
	return p, in, true
}

// sameLife reports whether a copy was one of this very object, and not of an older
// one of its name.
func sameLife(then, now *unstructured.Unstructured) bool {
	return then != nil && now != nil && then.GetUID() == now.GetUID()
}

// mapped is the host object that appears under a virtual name, and those that would have.
func (l *Loop) mapped(i item, mapping *naming.Mapping) (first *unstructured.Unstructured, rivals []object.Key) {
	for _, key := range l.origins(i, mapping) {
		switch host := l.get(object.Host, i.recipe, key); {
		case host == nil || plan.Mirrored(l.Env, i.recipe, host) != "":
		case first == nil:
			first = host
		default:
			rivals = append(rivals, key)
		}
	}
	return first, rivals
}

// origins are the host objects a virtual name may come from. Where it is a hash of
// them, they are looked for among all.
func (l *Loop) origins(i item, mapping *naming.Mapping) []object.Key {
	found := mapping.Hosts(i.key)
	if c := l.caches[place{side: object.Host, recipe: i.recipe}]; c != nil && mapping.Hashed(i.key) {
		for _, o := range c.All() {
			host := object.Key{Namespace: o.GetNamespace(), Name: o.GetName()}
			if virtual, _ := mapping.Virtual(host); virtual == i.key && !slices.Contains(found, host) {
				found = append(found, host)
			}
		}
	}
	return found
}

func (l *Loop) hostKey(i item) object.Key {
	return i.recipe.HostKey(l.Env.Scheme, i.key)
}

// assign decides whether the object with the copy's name is the copy.
func (l *Loop) assign(in *plan.Input, host *unstructured.Unstructured) {
	if host == nil || in.Recipe.FromHost {
		in.Host = host
		return
	}
	id, ours := l.Env.Scheme.Identify(host)
	if ours && (object.Key{Namespace: id.Namespace, Name: id.Name}) == in.Key {
		in.Host = host
		return
	}
	in.Taken = host
}

// ask reads the object with the copy's name from the host; nil when there is none.
func (l *Loop) ask(ctx context.Context, i item) (*unstructured.Unstructured, error) {
	key := l.hostKey(i)
	found, err := l.Writer.Clusters.Host.Resource(i.recipe.GVR()).Namespace(key.Namespace).Get(ctx, key.Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	return found, err
}

// commit stores what the plan was made from, before anything is written.
func (l *Loop) commit(i item, p *pair, v *view, in plan.Input, todo plan.Plan) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if in.Taken != nil {
		v.reads = append(v.reads, reading{dependency{object.Host, i.recipe, l.hostKey(i)}, p.sawHost})
	}
	l.remember(i, p, v.reads)
	if todo.Retry {
		l.queue.AddAfter(i, lookAgain)
	}
	if v.fresh > 0 {
		l.queue.AddAfter(i, v.fresh)
	}
}

// lookAgain is how often a name that somebody else has is tried again: what
// does not carry our label cannot be watched.
const lookAgain = 30 * time.Second

// done remembers the pair as both sides now hold it. What failed on the way to
// the plan is tried again.
func (l *Loop) done(i item, p *pair, in plan.Input, todo plan.Plan, failed error) {
	if failed != nil {
		defer l.retry(i, p, failed)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	p.base, p.stale = todo.Base, 0
	if failed == nil {
		l.queue.Forget(i)
	}
	if in.Virtual == nil && in.Host == nil && len(p.expected) == 0 {
		l.forget(i, p)
	}
}

// note logs what patches found wrong without keeping the object from syncing, once (PATCH-21).
func (l *Loop) note(i item, p *pair, problems []string) {
	said := strings.Join(problems, "\n")
	if said == p.noted {
		return
	}
	p.noted = said
	for _, problem := range problems {
		l.Log.Error(problem, "kind", i.recipe.Kind, "object", i.key.String())
	}
}

func (l *Loop) warn(i item, p *pair, warning string) {
	if warning == p.warned {
		return
	}
	p.warned = warning
	if warning != "" {
		l.Log.Warn(warning, "kind", i.recipe.Kind, "object", i.key.String())
	}
}
