package cluster_test

import (
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/object"
)

// told is what a cache reported: "new a@1", "a@1 a@2", "gone a@2", with a mark
// for what was found in a list.
type told struct{ changes []string }

func (r *told) changed(old, now *unstructured.Unstructured, how cluster.How) {
	text := map[bool]string{true: "found: "}[how == cluster.Found]
	switch {
	case old == nil && now == nil:
		text += "all"
	case old == nil:
		text += "new " + spell(now)
	case now == nil:
		text += "gone " + spell(old)
	default:
		text += spell(old) + " " + spell(now)
	}
	r.changes = append(r.changes, text)
}

func (r *told) take() []string {
	taken := r.changes
	r.changes = nil
	return taken
}

func spell(o *unstructured.Unstructured) string { return o.GetName() + "@" + o.GetResourceVersion() }

func newCache() (*cluster.Cache, *told) {
	report := &told{}
	byColor := map[string]func(*unstructured.Unstructured) []string{
		"color": func(o *unstructured.Unstructured) []string { return []string{o.GetLabels()["color"]} },
	}
	scope := cluster.Scope{Side: cluster.Host, Resource: schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}}
	return cluster.NewCache(nil, &sync.Mutex{}, scope, byColor, report.changed, slog.New(slog.DiscardHandler)), report
}

func held(name string, version int, color string) *unstructured.Unstructured {
	o := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{
		"name": name, "namespace": "default", "resourceVersion": fmt.Sprint(version), "labels": map[string]any{"color": color},
		"managedFields": []any{map[string]any{"manager": "somebody"}},
	}}}
	return o
}

func TestACacheReportsWhatItIsShown(t *testing.T) {
	t.Parallel()
	c, report := newCache()
	require.NoError(t, c.Add(held("a", 1, "red")))
	require.NoError(t, c.Update(held("a", 2, "blue")))
	require.NoError(t, c.Add(held("a", 3, "blue")))
	require.NoError(t, c.Delete(held("a", 4, "blue")))
	require.NoError(t, c.Delete(held("a", 4, "blue")))
	require.Equal(t, []string{"new a@1", "a@1 a@2", "a@2 a@3", "gone a@3"}, report.take(), "what was not there does not go")
}

func TestAListReportsEveryDifference(t *testing.T) {
	t.Parallel()
	c, report := newCache()
	require.NoError(t, c.Replace([]any{held("a", 1, "red"), held("b", 2, "red"), held("c", 3, "red")}, "3"))
	require.ElementsMatch(t, []string{"found: new a@1", "found: new b@2", "found: new c@3", "found: all"}, report.take())
	select {
	case <-c.Synced():
	default:
		require.Fail(t, "the cache has had its first list")
	}
	require.NoError(t, c.Replace([]any{held("b", 2, "red"), held("c", 5, "red"), held("d", 6, "red")}, "7"))
	require.ElementsMatch(t, []string{"found: b@2 b@2", "found: c@3 c@5", "found: new d@6", "found: gone a@1", "found: all"}, report.take())
	require.Len(t, c.All(), 3)
}

func TestACacheAnswersByNameNamespaceAndIndex(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	elsewhere := held("c", 3, "red")
	elsewhere.SetNamespace("elsewhere")
	require.NoError(t, c.Replace([]any{held("a", 1, "red"), held("b", 2, "blue"), elsewhere}, "3"))

	found := c.Get(object.Key{Namespace: "default", Name: "a"})
	require.Equal(t, "a@1", spell(found))
	require.Nil(t, found.GetManagedFields(), "nobody reads them")
	require.Nil(t, c.Get(object.Key{Namespace: "default", Name: "c"}))
	require.Len(t, c.List("default"), 2)
	require.Len(t, c.ByIndex("color", "red"), 2)
	require.Empty(t, c.ByIndex("shape", "round"), "an index that was never made has nothing")

	require.NoError(t, c.Update(held("b", 4, "red")))
	require.Len(t, c.ByIndex("color", "red"), 3)
	require.Empty(t, c.ByIndex("color", "blue"))
}

func TestACacheKnowsHowFarItHasSeen(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	steps := []struct {
		show func() error
		seen int
	}{
		{func() error { return c.Replace(nil, "5") }, 5},
		{func() error { return c.Add(held("a", 7, "red")) }, 7},
		{func() error { return c.Bookmark("12") }, 12},
		{func() error { return c.Delete(held("a", 15, "red")) }, 15},
	}
	for _, step := range steps {
		require.NoError(t, step.show())
		require.True(t, c.Seen(fmt.Sprint(step.seen-1)))
		require.True(t, c.Seen(fmt.Sprint(step.seen)))
		require.False(t, c.Seen(fmt.Sprint(step.seen+1)))
	}
}

func TestACacheRefusesWhatIsNoObject(t *testing.T) {
	t.Parallel()
	c, report := newCache()
	require.ErrorContains(t, c.Add("text"), "unexpected string")
	require.ErrorContains(t, c.Delete(nil), "unexpected <nil>")
	require.Empty(t, report.take())
	require.NoError(t, c.Resync())
}

func TestOlder(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		a, b string
		want bool
	}{
		"a smaller number":          {"9", "10", true},
		"the same":                  {"10", "10", false},
		"a larger number":           {"11", "10", false},
		"numbers larger than any":   {"99999999999999999999998", "99999999999999999999999", true},
		"what is no number":         {"abc", "10", false},
		"compared to what is none":  {"10", "abc", false},
		"nothing is never older":    {"", "10", false},
		"nothing older was written": {"10", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, cluster.Older(c.a, c.b))
		})
	}
}
