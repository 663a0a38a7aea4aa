package steps

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

func pod() map[string]any {
	return map[string]any{
		"metadata": map[string]any{"labels": map[string]any{"a.b/c": "d", "tier": "front"}},
		"spec": map[string]any{
			"replicas":   int64(2),
			"containers": []any{map[string]any{"name": "app", "image": "nginx"}, map[string]any{"name": "side", "image": "proxy"}},
			"empty":      map[string]any{},
		},
	}
}

func TestACellFitsWhatItsPathSelects(t *testing.T) {
	for name, c := range map[string]struct {
		path, cell string
		fits       bool
	}{
		"a name":                              {"metadata.labels.tier", "front", true},
		"another name":                        {"metadata.labels.tier", "back", false},
		"a key with dots":                     {`metadata.labels["a.b/c"]`, "d", true},
		"a number as text":                    {"spec.replicas", "2", true},
		"a mapping in any order":              {"metadata.labels", "{tier: front, a.b/c: d}", true},
		"a mapping with a field too few":      {"metadata.labels", "{tier: front}", false},
		"an element":                          {"spec.containers[1].name", "side", true},
		"an element past the end":             {"spec.containers[2].name", "side", false},
		"every element as a list":             {"spec.containers[*].name", "[app, side]", true},
		"every element as one value":          {"spec.containers[*].name", "app", false},
		"a missing field is absent":           {"spec.nodeName", absent, true},
		"an empty field is absent":            {"spec.empty", absent, true},
		"a present field is not absent":       {"spec.replicas", absent, false},
		"a present field is any":              {"spec.replicas", anyCell, true},
		"a missing field is not any":          {"spec.nodeName", anyCell, false},
		"a missing field is no value":         {"spec.nodeName", "node-1", false},
		"a field below a scalar is missing":   {"spec.replicas.count", absent, true},
		"an element of a mapping is missing":  {"spec[0]", absent, true},
		"a name below a list is missing":      {"spec.containers.name", absent, true},
		"no element is not every element's":   {"spec.volumes[*].name", "data", false},
		"no element is the empty list":        {"spec.volumes[*].name", "[]", true},
		"a key with dots written as segments": {"metadata.labels.a.b/c", absent, true},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := parsePath(c.path)
			require.NoError(t, err)
			require.Equal(t, c.fits, fits(c.cell, p.get(pod()), p))
		})
	}
}

func TestAPathIsPrintedAsItIsWritten(t *testing.T) {
	for _, raw := range []string{"a", "a.b-c.d_e", `a["b.c/d"].e`, "a[0].b[*].c", `metadata.annotations["x/y"]`} {
		p, err := parsePath(raw)
		require.NoError(t, err)
		require.Equal(t, raw, p.String())
	}
}

func TestABadPathIsOneClearError(t *testing.T) {
	for _, raw := range []string{"", "a..b", "a[", "a[x]", `a["]`, "a b", "a[-1]", "[", "."} {
		_, err := parsePath(raw)
		require.Error(t, err, raw)
	}
}

func FuzzAPathNeverPanics(f *testing.F) {
	for _, raw := range []string{"a.b[0]", `a["b.c"]`, "a[*]", "a[99999999999999999999]", "..", "[["} {
		f.Add(raw)
	}
	f.Fuzz(func(_ *testing.T, raw string) {
		p, err := parsePath(raw)
		if err != nil {
			return
		}
		p.get(pod())
		_, _ = patchOf(pod(), []field{{p, "x"}})
	})
}

func TestAChangeOfAListIsThePatchOfTheWholeList(t *testing.T) {
	patch, err := patchOf(pod(), []field{
		{mustPath(t, "spec.containers[1].image"), "proxy:2"},
		{mustPath(t, "metadata.labels.tier"), absent},
		{mustPath(t, "metadata.labels.count"), "1"},
	})
	require.NoError(t, err)
	require.Equal(t, map[string]any{
		"metadata": map[string]any{"labels": map[string]any{"tier": nil, "count": "1"}},
		"spec": map[string]any{"containers": []any{
			map[string]any{"name": "app", "image": "nginx"},
			map[string]any{"name": "side", "image": "proxy:2"},
		}},
	}, patch)
}

func TestAChangeThatCannotBeIsOneClearError(t *testing.T) {
	for _, raw := range []string{"spec.replicas.count", "spec.containers[5].name", "spec.containers[*].name", "spec[0]"} {
		_, err := patchOf(pod(), []field{{mustPath(t, raw), "x"}, {mustPath(t, raw), "y"}})
		if raw == "spec.replicas.count" {
			require.NoError(t, err, "a merge patch may replace a scalar")
			continue
		}
		require.Error(t, err, raw)
	}
}

func TestAMismatchIsATableOfEveryField(t *testing.T) {
	m := &Mismatch{Subject: "Pod default/web", Fields: []Field{{"spec.nodeName", "node-1", absent}, {"metadata.name", "web", ""}}}
	require.Equal(t, `Pod default/web is not as expected:
  field          want    got
  spec.nodeName  node-1  (absent)
  metadata.name  web     ""`, m.Error())
}

func TestWholeDocumentsDifferLeafByLeaf(t *testing.T) {
	want := map[string]any{"a": map[string]any{"b": int64(1), "x.y/z": "k"}, "l": []any{"p", "q"}, "only": "want"}
	got := map[string]any{"a": map[string]any{"b": int64(2), "x.y/z": "j"}, "l": []any{"p", "r"}, "more": "got"}
	require.Equal(t, []Field{
		{"a.b", "1", "2"},
		{`a["x.y/z"]`, "k", "j"},
		{"l[1]", "q", "r"},
		{"more", absent, "got"},
		{"only", "want", absent},
	}, unequal("", want, got))
}

func TestNamesSayTheirNamespaceOrHaveNone(t *testing.T) {
	ref, err := refOf("Pod", "shop/web")
	require.NoError(t, err)
	require.Equal(t, Ref{Resource: schema.GroupVersionResource{Version: "v1", Resource: "pods"}, Kind: "Pod", Namespace: "shop", Name: "web"}, ref)
	for kind, name := range map[string]string{"Pod": "web", "RuntimeClass": "shop/gvisor", "Nothing": "a/b", "Secret": "shop/"} {
		_, err := refOf(kind, name)
		require.Error(t, err, "%s %q", kind, name)
	}
}

func mustPath(t *testing.T, raw string) path {
	t.Helper()
	p, err := parsePath(raw)
	require.NoError(t, err)
	return p
}
