package loop_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/memory"
	"github.com/syncspec/syncspec/steps"
)

// everything lets config maps and secrets be synced without a pod that uses them.
const everything = "sync: {toHost: {configMaps: {all: true}, secrets: {all: true}}}\n"

// world is a pair of API servers with people at both sides. All of it lives in
// one bubble and ends with its test, the engines first.
type world struct {
	t    *testing.T
	pair *memory.Pair
	// tenant and admin are the people's clients.
	tenant, admin dynamic.Interface
}

func newWorld(t *testing.T) *world {
	t.Helper()
	pair, err := memory.New()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, pair.Close()) })
	w := &world{t: t, pair: pair}
	w.tenant, w.admin = w.client(steps.Virtual, history.Tenant), w.client(steps.Host, history.Admin)
	_, err = w.admin.Resource(namespaces).Create(t.Context(), object("Namespace", "", "vcluster"), metav1.CreateOptions{})
	require.NoError(t, err)
	return w
}

func (w *world) client(side steps.Side, actor history.Actor) dynamic.Interface {
	w.t.Helper()
	client, err := w.pair.Client(side, actor)
	require.NoError(w.t, err)
	return client
}

// started is an engine that runs.
type started struct {
	*engine.Engine
	t             *testing.T
	virtual, host *hooked // what happens to its requests for config maps
	log           *bytes.Buffer
	metrics       *prometheus.Registry
	cancel        context.CancelFunc
	done          chan struct{}
	err           error
}

// start runs an engine of this name over the world's virtual cluster and a host,
// and returns when it is ready.
func (w *world) start(name, settings string, host dynamic.Interface) *started {
	w.t.Helper()
	parsed, found := config.Parse("vcluster.yaml", []byte(settings))
	require.NoError(w.t, found.Err())
	s := &started{
		t: w.t, log: &bytes.Buffer{}, metrics: prometheus.NewRegistry(), done: make(chan struct{}),
		virtual: &hooked{Interface: w.client(steps.Virtual, "engine/"+history.Actor(name)), resource: "configmaps"},
		host:    &hooked{Interface: host, resource: "configmaps"},
	}
	made, err := engine.New(engine.Options{
		Name: name, Namespace: "vcluster", Config: parsed, Clusters: cluster.Pair{Virtual: s.virtual, Host: s.host},
		Log:     slog.New(slog.NewTextHandler(&safe{to: s.log}, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Metrics: s.metrics,
	})
	require.NoError(w.t, err)
	s.Engine = made
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	w.t.Cleanup(func() {
		cancel()
		<-s.done
	})
	go func() {
		defer close(s.done)
		s.err = made.Run(ctx)
	}()
	synctest.Wait()
	select {
	case <-made.Ready():
	default:
		require.Fail(w.t, "the engine is not ready")
	}
	return s
}

// run is start with the world's own host.
func (w *world) run(settings string) *started {
	w.t.Helper()
	return w.start("vcluster", settings, w.client(steps.Host, "engine/vcluster"))
}

func (s *started) stop() {
	s.t.Helper()
	s.cancel()
	<-s.done
	require.NoError(s.t, s.err)
}

var (
	namespaces = schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}
	configMaps = schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}
	secrets    = schema.GroupVersionResource{Version: "v1", Resource: "secrets"}
	events     = schema.GroupVersionResource{Group: "events.k8s.io", Version: "v1", Resource: "events"}
)

func object(kind, namespace, name string) *unstructured.Unstructured {
	o := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": kind}}
	o.SetNamespace(namespace)
	o.SetName(name)
	return o
}

// configMap is one with one key.
func configMap(name, key, value string) *unstructured.Unstructured {
	o := object("ConfigMap", "default", name)
	o.Object["data"] = map[string]any{key: value}
	return o
}

func (w *world) create(o *unstructured.Unstructured) *unstructured.Unstructured {
	w.t.Helper()
	made, err := w.tenant.Resource(configMaps).Namespace(o.GetNamespace()).Create(w.t.Context(), o, metav1.CreateOptions{})
	require.NoError(w.t, err)
	return made
}

// put sets one key of a config map.
func put(t *testing.T, client dynamic.Interface, namespace, name, key, value string) *unstructured.Unstructured {
	t.Helper()
	patch, err := json.Marshal(map[string]any{"data": map[string]any{key: value}})
	require.NoError(t, err)
	changed, err := client.Resource(configMaps).Namespace(namespace).Patch(context.Background(), name, types.MergePatchType, patch, metav1.PatchOptions{})
	require.NoError(t, err)
	return changed
}

func remove(t *testing.T, client dynamic.Interface, namespace, name string) {
	t.Helper()
	require.NoError(t, client.Resource(configMaps).Namespace(namespace).Delete(t.Context(), name, metav1.DeleteOptions{}))
}

// data is what a config map holds; nil when there is none.
func data(t *testing.T, client dynamic.Interface, namespace, name string) map[string]string {
	t.Helper()
	found, err := client.Resource(configMaps).Namespace(namespace).Get(t.Context(), name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	require.NoError(t, err)
	held, _, err := unstructured.NestedStringMap(found.Object, "data")
	require.NoError(t, err)
	return held
}

// writes are the codes of an engine's writes of config maps on one side, by verb, in order.
func (w *world) writes(side steps.Side) []string {
	w.t.Helper()
	calls, err := w.pair.Calls(w.t.Context())
	require.NoError(w.t, err)
	var made []string
	for _, c := range calls {
		if c.Side == string(side) && c.Actor.IsEngine() && c.Mutating() && c.Resource == configMaps {
			answer := "ok"
			if !c.OK() {
				answer = c.Reason
			}
			made = append(made, c.Verb+" "+c.Name+" "+answer)
		}
	}
	return made
}

// told are the notes of the events in a virtual namespace.
func (w *world) told(namespace string) []string {
	w.t.Helper()
	list, err := w.tenant.Resource(events).Namespace(namespace).List(w.t.Context(), metav1.ListOptions{})
	require.NoError(w.t, err)
	var notes []string
	for _, event := range list.Items {
		note, _, _ := unstructured.NestedString(event.Object, "note")
		notes = append(notes, note)
	}
	return notes
}

// safe is a writer for several goroutines.
type safe struct {
	mu sync.Mutex
	to *bytes.Buffer
}

func (s *safe) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.to.Write(p)
}

// plans is how many plans for config maps the engine has made.
func (s *started) plans() uint64 {
	s.t.Helper()
	families, err := s.metrics.Gather()
	require.NoError(s.t, err)
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			if family.GetName() == "syncspec_plan_seconds" && metric.GetLabel()[0].GetValue() == "ConfigMap" {
				return metric.GetHistogram().GetSampleCount()
			}
		}
	}
	return 0
}
