package loop

import (
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

const byReference = "reference"

// indexers let a cache be asked who refers to an object.
func (l *Loop) indexers(at place) map[string]func(*unstructured.Unstructured) []string {
	all := l.Env.References(at.recipe)
	if len(all) == 0 && len(l.sources[unscoped(at)]) == 0 {
		return nil
	}
	return map[string]func(*unstructured.Unstructured) []string{
		byReference: func(o *unstructured.Unstructured) []string {
			var keys []string
			for _, named := range references(all, o) {
				keys = append(keys, indexKey(named.recipe, named.key))
			}
			for _, s := range l.sources[unscoped(at)] {
				for _, name := range s.of(o) {
					keys = append(keys, indexKey(s.controller, object.Key{Name: name}))
				}
			}
			slices.Sort(keys)
			return slices.Compact(keys)
		},
	}
}

func indexKey(r *recipe.Recipe, key object.Key) string { return r.Resource + " " + key.String() }

// keyOf is the object a reference names, as seen from the object that refers.
func keyOf(reference recipe.Reference, o *unstructured.Unstructured, name string) object.Key {
	if namespace, rest, qualified := strings.Cut(name, "/"); reference.Qualified && qualified {
		return object.Key{Namespace: namespace, Name: rest}
	}
	if reference.To.ClusterWide() {
		return object.Key{Name: name}
	}
	return object.Key{Namespace: o.GetNamespace(), Name: name}
}

// view answers a plan's questions from the caches and remembers what was asked.
type view struct {
	loop  *Loop
	reads []reading
	// beside is what is known of objects that no cache shows, unread what has to be
	// read of them.
	beside map[object.Key]*unstructured.Unstructured
	unread []object.Key
	// wanted are tokens that have to be fetched, refused why some were not given.
	wanted  []recipe.TokenRequest
	refused map[recipe.TokenRequest]string
	// fresh is how long the first of the tokens stays good; 0 when there is none.
	fresh time.Duration
}

func (v *view) Get(side object.Side, r *recipe.Recipe, key object.Key) *unstructured.Unstructured {
	if r == &kinds.TokenSecret {
		return v.aside(key)
	}
	found := v.Peek(side, r, key)
	v.reads = append(v.reads, reading{dependency{side, r, key}, found})
	return found
}

// aside is an object that no cache shows.
func (v *view) aside(key object.Key) *unstructured.Unstructured {
	found, known := v.beside[key]
	if !known {
		v.unread = append(v.unread, key)
	}
	return found
}

// reading is what a plan found when it read an object: nil for none.
type reading struct {
	dependency
	found *unstructured.Unstructured
}

func (v *view) Peek(side object.Side, r *recipe.Recipe, key object.Key) *unstructured.Unstructured {
	return v.loop.get(side, r, key)
}

func (v *view) List(side object.Side, r *recipe.Recipe, namespace string) []*unstructured.Unstructured {
	c := v.loop.cache(side, r, object.Key{Namespace: namespace})
	switch {
	case c == nil:
		return nil
	case namespace == "":
		return c.All()
	}
	return c.List(namespace)
}

func (v *view) All(side object.Side, r *recipe.Recipe) []*unstructured.Unstructured {
	v.reads = append(v.reads, reading{dependency{side, r, anyKey}, nil})
	if c := v.loop.caches[place{side: side, recipe: r}]; c != nil {
		return c.All()
	}
	return nil
}

// anyKey stands for all objects of a kind; no object has this name.
var anyKey = object.Key{Name: "*"}

func (v *view) Users(r *recipe.Recipe, key object.Key) []recipe.User {
	names := map[object.Side]string{
		object.Virtual: indexKey(r, key),
		object.Host:    indexKey(r, r.HostKey(v.loop.Env.Scheme, key)),
	}
	var users []recipe.User
	for at, c := range v.loop.caches {
		for _, o := range c.ByIndex(byReference, names[at.side]) {
			users = append(users, recipe.User{Side: at.side, Recipe: at.recipe, Object: o})
		}
	}
	return users
}

func (v *view) Token(r recipe.TokenRequest, have string) recipe.Token {
	if why, asked := v.refused[r]; asked {
		return recipe.Token{Refused: why}
	}
	token, fresh, ok := v.loop.tokens.Find(r, have)
	if !ok {
		v.wanted = append(v.wanted, r)
		return recipe.Token{}
	}
	if v.fresh == 0 || fresh < v.fresh {
		v.fresh = fresh
	}
	return recipe.Token{Value: token}
}
