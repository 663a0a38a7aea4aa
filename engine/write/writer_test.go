package write_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/write"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/memory"
	"github.com/syncspec/syncspec/steps"
)

var events = schema.GroupVersionResource{Group: "events.k8s.io", Version: "v1", Resource: "events"}

// bench is a writer over two API servers, and one config map in the virtual one.
type bench struct {
	*write.Writer
	t       *testing.T
	pair    *memory.Pair
	virtual dynamic.Interface
	log     *bytes.Buffer
	present *unstructured.Unstructured
}

func newBench(t *testing.T) *bench {
	t.Helper()
	pair, err := memory.New()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, pair.Close()) })
	client := func(side steps.Side) dynamic.Interface {
		made, err := pair.Client(side, history.Engine)
		require.NoError(t, err)
		return made
	}
	b := &bench{t: t, pair: pair, virtual: client(steps.Virtual), log: &bytes.Buffer{}}
	b.Writer = &write.Writer{
		Clusters: cluster.Pair{Virtual: b.virtual, Host: client(steps.Host)},
		Log:      slog.New(slog.NewTextHandler(b.log, nil)), Instance: "here",
	}
	b.present, err = b.do(plan.Action{Verb: plan.Create, Object: configMap("old")})
	require.NoError(t, err)
	return b
}

// do carries out an action on the virtual config map default/settings.
func (b *bench) do(a plan.Action) (*unstructured.Unstructured, error) {
	a.Side, a.Recipe, a.Key = object.Virtual, &kinds.ConfigMap, object.Key{Namespace: "default", Name: "settings"}
	return b.Do(b.t.Context(), a)
}

// held is the value the server has now; "" for no object.
func (b *bench) held() string {
	b.t.Helper()
	found, err := b.virtual.Resource(kinds.ConfigMap.GVR()).Namespace("default").Get(b.t.Context(), "settings", metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return ""
	}
	require.NoError(b.t, err)
	value, _, _ := unstructured.NestedString(found.Object, "data", "value")
	return value
}

func configMap(value string) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"namespace": "default", "name": "settings"},
		"data": map[string]any{"value": value},
	}}
}

func patch(value string) map[string]any {
	return map[string]any{"data": map[string]any{"value": value}}
}

func TestAWriteLandsOnTheObjectItWasPlannedForOnly(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		action func(present *unstructured.Unstructured) plan.Action
		want   string
		is     func(error) bool
	}{
		"a patch of the object": {func(o *unstructured.Unstructured) plan.Action {
			return plan.Action{Verb: plan.Patch, Patch: patch("new"), UID: string(o.GetUID())}
		}, "new", nil},
		"a patch of this very version": {func(o *unstructured.Unstructured) plan.Action {
			return plan.Action{Verb: plan.Patch, Patch: patch("new"), UID: string(o.GetUID()), ResourceVersion: o.GetResourceVersion()}
		}, "new", nil},
		"a patch of a version before": {func(o *unstructured.Unstructured) plan.Action {
			return plan.Action{Verb: plan.Patch, Patch: patch("new"), UID: string(o.GetUID()), ResourceVersion: "1"}
		}, "old", apierrors.IsConflict},
		"a patch of an object before": {func(*unstructured.Unstructured) plan.Action {
			return plan.Action{Verb: plan.Patch, Patch: patch("new"), UID: "another"}
		}, "old", func(err error) bool { return apierrors.IsConflict(err) || apierrors.IsInvalid(err) }},
		"a deletion of the object": {func(o *unstructured.Unstructured) plan.Action {
			return plan.Action{Verb: plan.Delete, UID: string(o.GetUID())}
		}, "", nil},
		"a deletion of an object before": {func(*unstructured.Unstructured) plan.Action {
			return plan.Action{Verb: plan.Delete, UID: "another"}
		}, "old", apierrors.IsConflict},
		"a creation where one is": {func(*unstructured.Unstructured) plan.Action {
			return plan.Action{Verb: plan.Create, Object: configMap("new")}
		}, "old", apierrors.IsAlreadyExists},
		"an action nobody knows": {func(*unstructured.Unstructured) plan.Action {
			return plan.Action{Verb: "dance"}
		}, "old", func(err error) bool { return strings.Contains(err.Error(), `unknown verb "dance"`) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			_, err := b.do(c.action(b.present))
			if c.is == nil {
				require.NoError(t, err)
			} else {
				require.Error(t, err)
				require.True(t, c.is(err), "%v", err)
				require.ErrorContains(t, err, "virtual ConfigMap default/settings")
			}
			require.Equal(t, c.want, b.held())
		})
	}
}

func TestDeletingWhatIsGoneIsSuccess(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	gone := plan.Action{Verb: plan.Delete, UID: string(b.present.GetUID())}
	for range 2 {
		_, err := b.do(gone)
		require.NoError(t, err, "SYNC-28")
	}
}

func TestReplacingLosesNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		// refuse says whether a creation is refused: the probe's is a dry run.
		refuse func(o *unstructured.Unstructured) bool
		want   string
	}{
		"one that is taken":             {func(*unstructured.Unstructured) bool { return false }, "new"},
		"one that is refused at first":  {func(o *unstructured.Unstructured) bool { return o.GetName() != "settings" }, "old"},
		"one that is refused after all": {func(o *unstructured.Unstructured) bool { return o.GetName() == "settings" && value(o) == "new" }, "old"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			_, err := b.pair.Refuse(steps.Virtual, "create", "configmaps", func(o *unstructured.Unstructured) error {
				if c.refuse(o) {
					return errors.New("no")
				}
				return nil
			})
			require.NoError(t, err)
			probe := configMap("new")
			probe.SetName("")
			probe.SetGenerateName("probe-")
			_, err = b.do(plan.Action{Verb: plan.Replace, Object: configMap("new"), Probe: probe, UID: string(b.present.GetUID())})
			require.Equal(t, c.want == "new", err == nil, "%v", err)
			require.Equal(t, c.want, b.held())
			list, err := b.virtual.Resource(kinds.ConfigMap.GVR()).Namespace("default").List(t.Context(), metav1.ListOptions{})
			require.NoError(t, err)
			require.Len(t, list.Items, 1, "a probe leaves nothing behind")
		})
	}
}

func value(o *unstructured.Unstructured) string {
	text, _, _ := unstructured.NestedString(o.Object, "data", "value")
	return text
}

func TestReplacingAnotherObjectChangesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	probe := configMap("new")
	probe.SetName("probe")
	_, err := b.do(plan.Action{Verb: plan.Replace, Object: configMap("new"), Probe: probe, UID: "another"})
	require.True(t, apierrors.IsConflict(err), "%v", err)
	require.Equal(t, "old", b.held())
}

func tell(about *unstructured.Unstructured, message string) plan.Action {
	return plan.Action{Verb: plan.Tell, Cause: "what the log says", Event: &plan.Event{Regarding: about, Reason: "SyncError", Message: message}}
}

func (b *bench) notes(namespace string) []string {
	b.t.Helper()
	list, err := b.virtual.Resource(events).Namespace(namespace).List(b.t.Context(), metav1.ListOptions{})
	require.NoError(b.t, err)
	var notes []string
	for _, event := range list.Items {
		note, _, _ := unstructured.NestedString(event.Object, "note")
		notes = append(notes, note)
	}
	return notes
}

func TestTheSameThingIsSaidOnceAboutOneObject(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	another := b.present.DeepCopy()
	another.SetUID("another")
	for _, a := range []plan.Action{tell(b.present, "first"), tell(b.present, "first"), tell(b.present, "second"), tell(another, "first")} {
		_, err := b.do(a)
		require.NoError(t, err)
	}
	require.ElementsMatch(t, []string{"first", "second", "first"}, b.notes("default"))
	require.Contains(t, b.log.String(), "what the log says")
	require.NotContains(t, b.log.String(), "second", "the log says the cause, the tenant reads the message")
}

func TestALongMessageIsCutBetweenLetters(t *testing.T) {
	t.Parallel()
	for name, message := range map[string]string{
		"of one byte each":    strings.Repeat("a", 2000),
		"of two bytes each":   strings.Repeat("ö", 1000),
		"of three bytes each": strings.Repeat("€", 1000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			_, err := b.do(tell(b.present, message))
			require.NoError(t, err, "EVT-18")
			note := b.notes("default")[0]
			require.LessOrEqual(t, len(note), 1024)
			require.Greater(t, len(note), 1018)
			require.True(t, utf8.ValidString(note))
			require.True(t, strings.HasPrefix(message, strings.TrimSuffix(note, "…")))
		})
	}
}

func TestAnObjectWithALongNameIsToldOfToo(t *testing.T) {
	t.Parallel()
	for _, name := range []string{strings.Repeat("a", 253), strings.Repeat("a", 235) + ".b" + strings.Repeat("c", 16)} {
		b := newBench(t)
		about := b.present.DeepCopy()
		about.SetName(name)
		_, err := b.do(tell(about, "why"))
		require.NoError(t, err)
		require.Equal(t, []string{"why"}, b.notes("default"))
	}
}

func TestEventsOfClusterScopedObjectsAreInTheDefaultNamespace(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	class := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": map[string]any{"name": "gvisor", "uid": "u"}}}
	a := tell(class, "why")
	a.Side, a.Recipe, a.Key = object.Virtual, &kinds.RuntimeClass, object.Key{Name: "gvisor"}
	_, err := b.Do(t.Context(), a)
	require.NoError(t, err)
	require.Equal(t, []string{"why"}, b.notes("default"))
}

func TestPostingToASubresourceReturnsTheObjectItself(t *testing.T) {
	b := newBench(t)
	pod := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"namespace": "default", "name": "web"},
		"spec": map[string]any{"containers": []any{map[string]any{"name": "app", "image": "nginx"}}},
	}}
	action := plan.Action{Side: object.Virtual, Verb: plan.Create, Recipe: &kinds.Pod, Key: object.Key{Namespace: "default", Name: "web"}, Object: pod}
	made, err := b.Do(t.Context(), action)
	require.NoError(t, err)

	action.Verb, action.Subresource, action.UID = plan.Post, "binding", string(made.GetUID())
	action.Object = &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Binding", "metadata": map[string]any{"namespace": "default", "name": "web", "uid": action.UID},
		"target": map[string]any{"name": "worker"},
	}}
	bound, err := b.Do(t.Context(), action)
	require.NoError(t, err)
	require.Equal(t, "Pod", bound.GetKind())
	require.True(t, cluster.Older(made.GetResourceVersion(), bound.GetResourceVersion()), "so that the caches can be waited for")

	_, err = b.Do(t.Context(), action)
	require.True(t, apierrors.IsConflict(err), "a pod is bound once: %v", err)
}
