package patches

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Names translates the names of other objects.
type Names interface {
	// Host is the host name of a virtual object, Virtual the way back.
	Host(to *recipe.Recipe, virtual object.Key) object.Key
	Virtual(to *recipe.Recipe, host object.Key) object.Key
}

// reference is a value that names another object (PATCH-73 to PATCH-84).
type reference struct {
	apiVersion, kind                                  string
	namePath, namespacePath, kindPath, apiVersionPath *path.Path
	recipes                                           []*recipe.Recipe
}

func (b *builder) reference(key string, given config.Reference) *reference {
	optional := func(name, text string) *path.Path {
		if text == "" {
			return nil
		}
		p := b.path(key+"."+name, text)
		return &p
	}
	return &reference{
		apiVersion: given.APIVersion, kind: given.Kind, recipes: b.recipes,
		namePath: optional("namePath", given.NamePath), namespacePath: optional("namespacePath", given.NamespacePath),
		kindPath: optional("kindPath", given.KindPath), apiVersionPath: optional("apiVersionPath", given.APIVersionPath),
	}
}

// target reads what a value names: its kind, its name and its namespace, which is
// empty where the value does not say (PATCH-78 to PATCH-81).
func (r *reference) target(value any) (apiVersion, kind string, key object.Key) {
	apiVersion, kind = r.apiVersion, r.kind
	if name, plain := value.(string); plain {
		return apiVersion, kind, object.Key{Name: name}
	}
	for _, one := range []struct {
		from *path.Path
		to   *string
	}{{r.namePath, &key.Name}, {r.namespacePath, &key.Namespace}, {r.kindPath, &kind}, {r.apiVersionPath, &apiVersion}} {
		if one.from != nil {
			if text := one.from.Text(value); text != "" {
				*one.to = text
			}
		}
	}
	return apiVersion, kind, key
}

// recipe is how a kind is synced; to the host, where it may come from there, too.
func (r *reference) recipe(apiVersion, kind string) *recipe.Recipe {
	var found *recipe.Recipe
	for _, one := range r.recipes {
		gvk := one.GVK()
		if gvk.Kind == kind && gvk.GroupVersion().String() == apiVersion && (found == nil || found.FromHost) {
			found = one
		}
	}
	return found
}

// fixed is the kind of a reference whose values do not say theirs.
func (r *reference) fixed() *recipe.Recipe { return r.recipe(r.apiVersion, r.kind) }

// named is what a value of an object in a namespace refers to; nil for nothing.
func (r *reference) named(value any, own string) (*recipe.Recipe, object.Key) {
	apiVersion, kind, key := r.target(value)
	if key.Namespace == "" {
		key.Namespace = own
	}
	if key.Name == "" {
		return nil, key
	}
	return r.recipe(apiVersion, kind), key
}

// rewrite gives a value the names of the other side.
func (r *reference) rewrite(env recipe.Env, c *Change, value any) (any, error) {
	_, isObject := value.(map[string]any)
	_, isText := value.(string)
	switch {
	case value == nil:
		return nil, nil
	case isObject && r.namePath == nil:
		return nil, fmt.Errorf("the value is an object: the reference needs namePath to find the name in it") // PATCH-82
	case !isObject && !isText:
		return nil, fmt.Errorf("the value is neither a name nor an object, so it refers to nothing")
	}
	apiVersion, kind, key := r.target(value)
	if key.Name == "" {
		return value, nil
	}
	to := r.recipe(apiVersion, kind)
	if to == nil || !env.Setting(to).Enabled {
		return nil, fmt.Errorf("missing mapper for %s, Kind=%s: the kind is not synced", apiVersion, kind) // PATCH-83
	}
	says := key.Namespace != ""
	renamed := r.translate(c, to, key)
	if isText {
		return renamed.Name, nil
	}
	rewritten := runtime.DeepCopyJSONValue(value)
	r.put(rewritten, r.namePath, renamed.Name)
	if says {
		r.put(rewritten, r.namespacePath, renamed.Namespace)
	}
	return rewritten, nil
}

func (r *reference) translate(c *Change, to *recipe.Recipe, key object.Key) object.Key {
	if c.Into == object.Host {
		if key.Namespace == "" {
			key.Namespace = c.Namespace // PATCH-79
		}
		return c.Names.Host(to, key)
	}
	own := c.Names.Virtual(to, key)
	if own.Namespace == "" {
		own.Namespace = c.Namespace
	}
	return own
}

func (r *reference) put(value any, at *path.Path, text string) {
	if at != nil {
		at.Rewrite(value, func(any) any { return text })
	}
}

// relabel translates the keys of a label selector or of labels (PATCH-85): to the
// host with the marks of this virtual cluster and namespace, back without them.
func (s *Set) relabel(c *Change, value any) any {
	labels, is := value.(map[string]any)
	if !is {
		return value
	}
	if inner, selector := labels["matchLabels"].(map[string]any); selector || labels["matchExpressions"] != nil {
		changed := runtime.DeepCopyJSON(labels)
		changed["matchLabels"] = s.relabelPlain(c, inner)
		if list, is := changed["matchExpressions"].([]any); is {
			s.relabelExpressions(c, list)
		}
		return changed
	}
	return s.relabelPlain(c, labels)
}

func (s *Set) relabelPlain(c *Change, labels map[string]any) map[string]any {
	scheme := s.env.Scheme.In(c.Namespace)
	if c.Into == object.Virtual {
		return scheme.VirtualLabels(labels)
	}
	own := map[string]any{}
	ours := labels[naming.ManagedBy] == scheme.Name // the engine's own rules were here already
	for key, value := range labels {
		if !ours || key != naming.ManagedBy && key != naming.Namespace {
			own[key] = value
		}
	}
	return scheme.HostSelector(own, c.Namespace)
}

func (s *Set) relabelExpressions(c *Change, list []any) {
	scheme := s.env.Scheme.In(c.Namespace)
	for _, item := range list {
		one, _ := item.(map[string]any)
		key, _ := one["key"].(string)
		if key == "" {
			continue
		}
		if c.Into == object.Host {
			one["key"] = scheme.Label(key)
		} else if back, ok := scheme.VirtualLabel(key); ok {
			one["key"] = back
		}
	}
}
