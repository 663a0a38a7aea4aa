package plan_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/patches"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/script"
)

// settings are what a case says besides its objects.
type settings struct {
	Compat      config.Compat `yaml:"compat"`
	HostDeleted bool          `yaml:"hostDeleted"`
	Kind        string        `yaml:"kind"`
	Namespace   string        `yaml:"namespace"`
	Name        string        `yaml:"name"`
}

// load makes the input of a case: virtual cluster vcluster in host namespace vcluster.
func load(t testing.TB, folder string) plan.Input {
	t.Helper()
	one := func(file string) *unstructured.Unstructured {
		all := documents(t, folder, file)
		if len(all) == 0 {
			return nil
		}
		return &unstructured.Unstructured{Object: all[0]}
	}
	var with settings
	decoder := yaml.NewDecoder(bytes.NewReader(text(t, folder, "case.yaml")))
	decoder.KnownFields(true)
	if err := decoder.Decode(&with); !errors.Is(err, io.EOF) {
		require.NoError(t, err)
	}
	parsed, found := config.Parse("vcluster.yaml", text(t, folder, "config.yaml"))
	require.NoError(t, found.Err())

	in := plan.Input{
		Explain: true,
		Env: recipe.Env{
			Scheme: naming.Scheme{Name: "vcluster", Namespace: "vcluster"}, Config: parsed, Compat: with.Compat,
			Own: recipe.Service{Name: "vcluster", UID: "service-uid", ClusterIP: "10.96.0.9"},
		},
		Virtual: one("virtual.yaml"), Host: one("host.yaml"), Taken: one("taken.yaml"),
		Base:        plan.Base{Virtual: one("base-virtual.yaml"), Host: one("base-host.yaml")},
		HostDeleted: with.HostDeleted,
	}
	compiled, found := patches.Compile(parsed, kinds.All())
	require.NoError(t, found.Err())
	static := script.Static{Name: in.Scheme.Name, Namespace: in.Scheme.Namespace, Config: parsed.Visible()}
	in.Patches = compiled.With(in.Env, script.InProcess(static))
	in.Env = in.WithReferences(in.Patches.References(kinds.All()))
	in.Recipe, in.Key = named(t, in, with)
	in.View = newView(t, in.Env, documents(t, folder, "view.yaml"))
	return in
}

// named is the kind and the virtual name a case is about: its virtual object's,
// else what its host object is the copy of.
func named(t testing.TB, in plan.Input, with settings) (*recipe.Recipe, object.Key) {
	t.Helper()
	kind, key := with.Kind, object.Key{Namespace: with.Namespace, Name: with.Name}
	switch {
	case in.Virtual != nil:
		kind, key = in.Virtual.GetKind(), object.Key{Namespace: in.Virtual.GetNamespace(), Name: in.Virtual.GetName()}
	case in.Host != nil && in.Host.GetNamespace() == "" && in.Host.GetAnnotations()[naming.ObjectName] == "":
		kind, key = in.Host.GetKind(), object.Key{Name: in.Host.GetName()}
	case in.Host != nil:
		a := in.Host.GetAnnotations()
		kind, key = in.Host.GetKind(), object.Key{Namespace: a[naming.ObjectNamespace], Name: a[naming.ObjectName]}
	}
	return kindOf(t, in.Config, kind), key
}

func kindOf(t testing.TB, c *config.Config, kind string) *recipe.Recipe {
	t.Helper()
	var found *recipe.Recipe
	for _, r := range append(kinds.All(), &kinds.Namespace, &kinds.Node, &kinds.BoundVolume) {
		if r.Kind == kind && (found == nil || r.Enabled != "" && c.Enabled(r.Enabled)) { // of two directions, the one switched on
			found = r
		}
	}
	if found != nil {
		return found
	}
	require.Failf(t, "no such kind", "%q", kind)
	return nil
}

// documents are the YAML documents of a file, with integers as the API has them.
func documents(t testing.TB, folder, file string) []map[string]any {
	t.Helper()
	var all []map[string]any
	decoder := yaml.NewDecoder(bytes.NewReader(text(t, folder, file)))
	for {
		var one map[string]any
		err := decoder.Decode(&one)
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err, "%s/%s", folder, file)
		all = append(all, integers(one).(map[string]any))
	}
}

func integers(value any) any {
	switch v := value.(type) {
	case int:
		return int64(v)
	case map[string]any:
		for key := range v {
			v[key] = integers(v[key])
		}
	case []any:
		for i := range v {
			v[i] = integers(v[i])
		}
	}
	return value
}

// view answers from the documents of view.yaml.
type view struct {
	scheme  naming.Scheme
	objects []seen
}

type seen struct {
	side   object.Side
	recipe *recipe.Recipe
	object *unstructured.Unstructured
}

var _ recipe.View = (*view)(nil)

func newView(t testing.TB, env recipe.Env, documents []map[string]any) *view {
	t.Helper()
	v := &view{scheme: env.Scheme}
	for _, document := range documents {
		side, _ := document["side"].(string)
		require.Contains(t, []string{"virtual", "host"}, side)
		content, ok := document["object"].(map[string]any)
		require.True(t, ok, "a document of view.yaml has a side and an object")
		o := &unstructured.Unstructured{Object: content}
		v.objects = append(v.objects, seen{object.Side(side), kindOf(t, env.Config, o.GetKind()), o})
	}
	return v
}

func (v *view) Get(side object.Side, r *recipe.Recipe, key object.Key) *unstructured.Unstructured {
	return v.Peek(side, r, key)
}

func (v *view) Peek(side object.Side, r *recipe.Recipe, key object.Key) *unstructured.Unstructured {
	for _, s := range v.objects {
		if s.side == side && s.recipe.Resource == r.Resource && s.object.GetNamespace() == key.Namespace && s.object.GetName() == key.Name {
			return s.object
		}
	}
	return nil
}

func (v *view) List(side object.Side, r *recipe.Recipe, namespace string) []*unstructured.Unstructured {
	var found []*unstructured.Unstructured
	for _, s := range v.objects {
		if s.side == side && s.recipe == r && (namespace == "" || s.object.GetNamespace() == namespace) {
			found = append(found, s.object)
		}
	}
	return found
}

func (v *view) All(side object.Side, r *recipe.Recipe) []*unstructured.Unstructured {
	var found []*unstructured.Unstructured
	for _, s := range v.objects {
		if s.side == side && s.recipe == r {
			found = append(found, s.object)
		}
	}
	return found
}

// Token gives a word instead of a token.
func (v *view) Token(r recipe.TokenRequest, have string) recipe.Token {
	if have == "" || have == "token-that-expires" {
		have = fmt.Sprintf("new-token-of-%s-for-%d-seconds", r.Account, r.Seconds)
	}
	return recipe.Token{Value: have}
}

func (v *view) Users(r *recipe.Recipe, key object.Key) []recipe.User {
	names := map[object.Side]string{object.Virtual: key.Name, object.Host: v.scheme.Host(key.Namespace, key.Name)}
	namespaces := map[object.Side]string{object.Virtual: key.Namespace, object.Host: v.scheme.Namespace}
	var users []recipe.User
	for _, s := range v.objects {
		if (key.Namespace == "" || s.object.GetNamespace() == namespaces[s.side]) && refers(s, r, names[s.side]) {
			users = append(users, recipe.User{Side: s.side, Recipe: s.recipe, Object: s.object})
		}
	}
	return users
}

// refers reports whether an object names another in its namespace.
func refers(s seen, to *recipe.Recipe, name string) bool {
	found := false
	for _, reference := range s.recipe.References {
		if reference.To != to {
			continue
		}
		reference.At.Each(s.object.Object, func(value any) bool {
			text, _ := value.(string)
			found = found || text[strings.LastIndex(text, "/")+1:] == name
			return !found
		})
	}
	return found
}
