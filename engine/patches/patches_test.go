package patches_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/patches"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/script"
)

// compiled are the patches of ingresses in virtual cluster vc.
func compiled(t *testing.T, list string, compat config.Compat) *patches.Set {
	t.Helper()
	parsed, found := config.Parse("vcluster.yaml", []byte("sync: {toHost: {ingresses: {enabled: true, patches: ["+list+"]}}}"))
	require.NoError(t, found.Err())
	set, found := patches.Compile(parsed, kinds.All())
	require.NoError(t, found.Err())
	env := recipe.Env{Scheme: naming.Scheme{Name: "vc", Namespace: "host"}, Config: parsed, Compat: compat}.With(kinds.All())
	return set.With(env, script.InProcess(script.Static{Name: "vc", Namespace: "host", Config: parsed.Visible()}))
}

func decoded(t *testing.T, text string) map[string]any {
	t.Helper()
	if text == "" {
		return nil
	}
	var into map[string]any
	raw, err := yaml.YAMLToJSON([]byte(text))
	require.NoError(t, err)
	require.NoError(t, utiljson.Unmarshal(raw, &into))
	return into
}

func encoded(t *testing.T, object map[string]any) string {
	t.Helper()
	text, err := yaml.Marshal(object)
	require.NoError(t, err)
	return string(text)
}

// plain gives every object the other side has the same name behind a sign.
type plain struct{}

func (plain) Host(to *recipe.Recipe, key object.Key) object.Key {
	return object.Key{Namespace: "host", Name: strings.ToLower(to.Kind) + "+" + key.Namespace + "+" + key.Name}
}

func (plain) Virtual(_ *recipe.Recipe, key object.Key) object.Key {
	parts := strings.Split(key.Name, "+")
	return object.Key{Namespace: parts[len(parts)-2], Name: parts[len(parts)-1]}
}

func TestPatchesOfAnUpdate(t *testing.T) {
	t.Parallel()
	const growing = `{path: spec.a, expression: 'value + "!"'}`
	for name, c := range map[string]struct {
		list string
		// wanted is the object in the making, now what is there, from what the other side gives.
		wanted, now, from, base string
		into                    object.Side
		compat                  config.Compat
		want                    string
	}{
		"PATCH-59: what changed is patched": {list: growing,
			wanted: "spec: {a: new}", now: "spec: {a: old!}", from: "spec: {a: new}", want: "spec: {a: new!}"},
		"PATCH-67: what did not change is not": {list: growing,
			wanted: "spec: {a: old!, b: 2}", now: "spec: {a: old!, b: 1}", from: "spec: {a: old, b: 2}", want: "spec: {a: old!, b: 2}"},
		"PATCH-70: what is copied every time is patched every time": {list: growing,
			wanted: "spec: {a: old}", now: "spec: {a: old!}", from: "spec: {a: old}", want: "spec: {a: old!}"},
		"PATCH-67: elements beside one that changed keep their result": {list: `{path: 'spec.l[*].id', expression: '"x" + value'}`,
			wanted: "spec: {l: [{id: xa, i: 2}, {id: xb}]}", now: "spec: {l: [{id: xa, i: 1}, {id: xb}]}", from: "spec: {l: [{id: a, i: 2}, {id: b}]}",
			want: "spec: {l: [{id: xa, i: 2}, {id: xb}]}"},
		"PATCH-67: elements of a list that is copied are patched": {list: `{path: 'spec.l[*].id', expression: '"x" + value'}`,
			wanted: "spec: {l: [{id: a}, {id: c}]}", now: "spec: {l: [{id: xa}, {id: xb}]}", from: "spec: {l: [{id: a}, {id: c}]}",
			want: "spec: {l: [{id: xa}, {id: xc}]}"},
		"PATCH-67: an element that the host added is nobody's": {list: `{path: 'spec.l[*].id', expression: '"x" + value'}`,
			wanted: "spec: {l: [{id: xa, i: 2}, {id: side}]}", now: "spec: {l: [{id: xa}, {id: side}]}", from: "spec: {l: [{id: a, i: 2}]}",
			want: "spec: {l: [{id: xa, i: 2}, {id: side}]}"},
		"PATCH-28: a key is added where its map changed": {list: `{path: 'spec["k"]', expression: '"added"'}`,
			wanted: "spec: {a: 2}", now: "spec: {a: 1}", from: "spec: {a: 2}", want: "spec: {a: 2, k: added}"},
		"PATCH-28: not where it did not": {list: `{path: 'spec["k"]', expression: '"added"'}`,
			wanted: "spec: {a: 1}\nother: {b: 2}", now: "spec: {a: 1}\nother: {b: 1}", from: "spec: {a: 1}\nother: {b: 2}", want: "spec: {a: 1}\nother: {b: 2}"},
		"PATCH-37: a key that is there with null exists": {list: `{path: 'spec["k"]', expression: 'valueExists + "," + value'}`,
			wanted: "spec: {a: 2, k: null}", now: "spec: {a: 1, k: x}", from: "spec: {a: 2, k: null}", want: "spec: {a: 2, k: 'true,null'}"},
		"PATCH-40: null deletes, also a key with a dot": {list: `{path: 'spec["a.b"]', expression: 'null'}`,
			wanted: "spec: {a.b: new}", now: "spec: {a.b: old}", from: "spec: {a.b: new}", want: "spec: {}"},
		"PATCH-40: null deletes elements": {list: `{path: 'spec.l[*]', expression: 'value === "drop" ? null : value'}`,
			wanted: "spec: {l: [drop, a, drop, b]}", now: "spec: {l: []}", from: "spec: {l: [drop, a, drop, b]}", want: "spec: {l: [a, b]}"},
		"PATCH-57: the change alone, and keys left out survive": {list: `{path: '', expression: '({spec: {...value.spec, keys: Object.keys(value.spec).join()}})'}`,
			wanted: "spec: {a: 2, b: 1}\nother: x", now: "spec: {a: 1, b: 1, gone: 1}\nother: y", from: "spec: {a: 2}", want: "spec: {a: 2, b: 1, keys: 'a,gone'}\nother: x"},
		"PATCH-57: no change, nothing to do": {list: `{path: '', expression: 'missing'}`,
			wanted: "spec: {a: 1}", now: "spec: {a: 1}", from: "spec: {a: 1}", want: "spec: {a: 1}"},
		"PATCH-58: in order, each on what those before made": {list: growing + `, {path: 'spec["a"]', expression: 'value + "?"'}`,
			wanted: "spec: {a: new}", now: "spec: {a: old}", from: "spec: {a: new}", want: "spec: {a: 'new!?'}"},
		"PATCH-61: without a way back nothing comes back": {list: growing, into: object.Virtual,
			wanted: "spec: {a: host, b: 2}", now: "spec: {a: own, b: 1}", from: "spec: {a: host, b: 2}", want: "spec: {a: own, b: 2}"},
		"PATCH-61: nor does a deletion": {list: growing, into: object.Virtual,
			wanted: "spec: {b: 2}", now: "spec: {a: own, b: 1}", from: "spec: {b: 2}", want: "spec: {b: 2, a: own}"},
		"PATCH-61: nor a list of another length": {list: `{path: 'spec.l[*].id', expression: 'value'}`, into: object.Virtual,
			wanted: "spec: {l: [{id: a}, {id: b}]}", now: "spec: {l: [{id: own}]}", from: "spec: {l: [{id: a}, {id: b}]}", want: "spec: {l: [{id: own}]}"},
		"PATCH-61: what is changed on the host is put right there": {list: growing,
			wanted: "spec: {a: theirs}", now: "spec: {a: theirs}", from: "spec: {a: own}", base: "spec: {a: own!}", want: "spec: {a: own!}"},
		"PATCH-61: in the real one it comes back": {list: growing, into: object.Virtual, compat: config.VCluster,
			wanted: "spec: {a: host}", now: "spec: {a: own}", from: "spec: {a: host}", want: "spec: {a: host}"},
		"PATCH-62: without a way there nothing goes": {list: `{path: spec.a, reverseExpression: value}`,
			wanted: "spec: {a: own}", now: "spec: {a: host}", from: "spec: {a: own}", want: "spec: {a: host}"},
		"PATCH-60: what comes back is reversed": {list: `{path: spec.a, expression: 'value + "!"', reverseExpression: 'value.slice(0, -1)'}`, into: object.Virtual,
			wanted: "spec: {a: host!}", now: "spec: {a: own}", from: "spec: {a: host!}", want: "spec: {a: host}"},
		"PATCH-73: a reference": {list: `{path: spec.a, reference: {apiVersion: v1, kind: Secret}}`,
			wanted: "spec: {a: s}", now: "spec: {a: old}", from: "spec: {a: s}", want: "spec: {a: secret+default+s}"},
		"PATCH-84: and back": {list: `{path: spec.a, reference: {apiVersion: v1, kind: Secret}}`, into: object.Virtual,
			wanted: "spec: {a: secret+default+s}", now: "spec: {a: old}", from: "spec: {a: secret+default+s}", want: "spec: {a: s}"},
		"PATCH-78: a name and a namespace, and back": {list: `{path: spec.r, reference: {apiVersion: v1, kind: Secret, namePath: name, namespacePath: ns}}`, into: object.Virtual,
			wanted: "spec: {r: {name: secret+other+s, ns: host}}", now: "spec: {r: {name: x}}", from: "spec: {r: {name: secret+other+s, ns: host}}", want: "spec: {r: {name: s, ns: other}}"},
		"PATCH-85: labels": {list: `{path: spec.sel, labels: {}}`,
			wanted: "spec: {sel: {matchExpressions: [{key: release}]}}", now: "spec: {sel: {}}", from: "",
			want: "spec: {sel: {matchExpressions: [{key: vcluster.loft.sh/label-vc-x-a4d451ec23}], matchLabels: {vcluster.loft.sh/managed-by: vc, vcluster.loft.sh/namespace: default}}}"},
		"PATCH-85: and back": {list: `{path: spec.sel, labels: {}}`, into: object.Virtual,
			wanted: "spec: {sel: {app: x, vcluster.loft.sh/managed-by: vc}}", now: "spec: {sel: {}}", from: "", want: "spec: {sel: {app: x}}"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := compiled(t, c.list, c.compat)
			if c.into == "" {
				c.into = object.Host
			}
			wanted := decoded(t, c.wanted)
			_, failed := set.Apply(patches.Change{
				Recipe: &kinds.Ingress, Into: c.into, Wanted: wanted, Now: decoded(t, c.now), From: decoded(t, c.from), Base: decoded(t, c.base),
				Virtual: decoded(t, c.from), Namespace: "default", Names: plain{},
			})
			require.Nil(t, failed)
			delete(wanted, "metadata")
			require.Equal(t, encoded(t, decoded(t, c.want)), encoded(t, wanted))
		})
	}
}

// What a patch did to the identity is found, whatever it is spelled like.
func TestTheIdentityIsNotUpToAPatch(t *testing.T) {
	t.Parallel()
	for _, expression := range []string{
		`{path: '["metadata"]', expression: '({...value, name: "evil"})'}`,
		`{path: 'metadata[*]', expression: '"evil"'}`,
		`{path: 'metadata.labels[*]', expression: 'value'}, {path: '', expression: '({...value, metadata: {...value.metadata, uid: "evil"}})'}`,
		`{path: '*', expression: '"evil"'}`,
		`{path: 'metadata', expression: '"evil"'}`,
		`{path: 'metadata', expression: 'null'}`,
		`{path: 'metadata.annotations', expression: '({["vcluster.loft.sh/object-" + "uid"]: "evil"})'}`,
		`{path: '', expression: '({apiVersion: "v2"})'}`,
	} {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			made := decoded(t, `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: host, labels: {app: x}, annotations: {note: y}}, spec: {a: b}}`)
			_, failed := compiled(t, expression, "").Apply(patches.Change{Recipe: &kinds.Ingress, Into: object.Host, Wanted: made, Names: plain{}})
			require.NotNil(t, failed)
			require.Contains(t, failed.Error(), "sync.toHost.ingresses.patches[")
		})
	}
}

func TestWhatIsMissingOnTheWayIsWorthALine(t *testing.T) {
	t.Parallel()
	made := decoded(t, "spec: {template: null}")
	notes, failed := compiled(t, `{path: 'spec.template.metadata.labels["my-label"]', expression: '"x"'}, {path: spec.other, expression: value}`, "").
		Apply(patches.Change{Recipe: &kinds.Ingress, Into: object.Host, Wanted: made})
	require.Nil(t, failed)
	require.Equal(t, []string{
		`sync.toHost.ingresses.patches[0]: could not find path "spec.template.metadata.labels["my-label"]" in patch: spec.template is missing`,
	}, notes, "PATCH-21, and PATCH-27 is worth none")
}

// A pair that cancels out brings back what went, whatever it was.
func FuzzARoundTripOfAPairThatCancelsOut(f *testing.F) {
	f.Add("a", "b")
	f.Add("", "größe\n")
	f.Add("\x00", "{}")
	f.Fuzz(func(t *testing.T, first, second string) {
		if len(first)+len(second) > 1<<10 || strings.ToValidUTF8(first+second, "") != first+second {
			t.Skip("no text")
		}
		set := compiled(t, `{path: 'spec.l[*]', expression: '"<" + value + ">"', reverseExpression: 'value.slice(1, -1)'}`, "")
		own := map[string]any{"spec": map[string]any{"l": []any{first, second}}}
		host := runtime.DeepCopyJSON(own)
		_, failed := set.Apply(patches.Change{Recipe: &kinds.Ingress, Into: object.Host, Wanted: host, From: own, Virtual: own})
		require.Nil(t, failed)
		require.Equal(t, []any{fmt.Sprintf("<%s>", first), fmt.Sprintf("<%s>", second)}, host["spec"].(map[string]any)["l"])
		back := runtime.DeepCopyJSON(host)
		_, failed = set.Apply(patches.Change{
			Recipe: &kinds.Ingress, Into: object.Virtual, Wanted: back, Now: map[string]any{"spec": map[string]any{}}, From: host, Virtual: own, Host: host,
		})
		require.Nil(t, failed)
		delete(back, "metadata")
		require.Equal(t, own, back)
	})
}
