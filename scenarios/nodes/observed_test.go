package nodes_test

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/nodes"
	"github.com/syncspec/syncspec/scenarios/target/memory"
	"github.com/syncspec/syncspec/steps"
)

// observed is what real kubelets wrote.
//
//go:embed testdata/observed.json
var observed []byte

// state is a pod's status without times, ids and addresses.
type state struct {
	Phase      string   `json:"phase"`
	Conditions []string `json:"conditions"`
	Containers []string `json:"containers"`
	Addressed  bool     `json:"addressed"`
}

// lab is a cluster with one node.
type lab struct {
	t          *testing.T
	pair       *memory.Pair
	admin      dynamic.Interface
	simulation *nodes.Simulation
}

func newLab(t *testing.T) *lab {
	t.Helper()
	pair, err := memory.New()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, pair.Close()) })
	l := &lab{t: t, pair: pair}
	l.admin, err = pair.Client(steps.Host, history.Admin)
	require.NoError(t, err)
	kubelet, err := pair.Client(steps.Host, history.Node)
	require.NoError(t, err)
	l.simulation, err = nodes.New(nodes.Options{Read: l.admin, Write: kubelet})
	require.NoError(t, err)
	require.NoError(t, l.simulation.Add(t.Context(), steps.Node{
		Name: "worker-1", Handlers: []string{"runc", "runsc", "gone"}, Missing: []string{"gone"}, Labels: map[string]string{"sandbox": "gvisor"},
	}))
	return l
}

func (l *lab) of(resource, namespace string) dynamic.ResourceInterface {
	gvr := schema.GroupVersionResource{Version: "v1", Resource: resource}
	if resource == "runtimeclasses" {
		gvr.Group = "node.k8s.io"
	}
	if namespace == "" {
		return l.admin.Resource(gvr)
	}
	return l.admin.Resource(gvr).Namespace(namespace)
}

func (l *lab) create(resource, namespace, text string) {
	l.t.Helper()
	object := map[string]any{}
	require.NoError(l.t, yaml.Unmarshal([]byte(text), &object))
	_, err := l.of(resource, namespace).Create(l.t.Context(), &unstructured.Unstructured{Object: object}, metav1.CreateOptions{})
	require.NoError(l.t, err)
}

func (l *lab) play() {
	l.t.Helper()
	_, _, err := l.simulation.Play(l.t.Context())
	require.NoError(l.t, err)
}

// pod runs a pod of a class with this handler, and deletes it again if it is to go.
func (l *lab) pod(name, handler string) {
	l.create("runtimeclasses", "", "{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: class-of-"+name+"}, handler: "+handler+"}")
	l.create("pods", "default", "{apiVersion: v1, kind: Pod, metadata: {name: "+name+"}, spec: {runtimeClassName: class-of-"+name+", containers: [{name: c, image: 'kindlab/busybox:1'}]}}")
	l.play()
}

func (l *lab) remove(name string) {
	require.NoError(l.t, l.of("pods", "default").Delete(l.t.Context(), name, metav1.DeleteOptions{}))
	l.play()
	_, err := l.of("pods", "default").Get(l.t.Context(), name, metav1.GetOptions{})
	require.Error(l.t, err, "the pod is gone")
}

// wrote are the states and events the kubelet wrote of a pod.
func (l *lab) wrote(name string) (states []state, events []string) {
	calls, err := l.pair.Calls(context.WithoutCancel(l.t.Context()))
	require.NoError(l.t, err)
	sandbox := regexp.MustCompile(`"[0-9a-f]{64}"`)
	for _, c := range calls {
		if c.Actor != history.Node || c.After == nil {
			continue
		}
		switch about, _, _ := unstructured.NestedString(c.After.Object, "involvedObject", "name"); {
		case c.Resource.Resource == "pods" && c.Name == name && c.Subresource == "status":
			states = append(states, stateOf(c.After))
		case c.Resource.Resource == "events" && about == name:
			events = append(events, sandbox.ReplaceAllString(eventOf(c.After), `"SANDBOX"`))
		}
	}
	return states, slices.Compact(events)
}

func eventOf(o *unstructured.Unstructured) string {
	text := func(path ...string) string { s, _, _ := unstructured.NestedString(o.Object, path...); return s }
	field := text("involvedObject", "fieldPath")
	if field == "" {
		field = "-"
	}
	return strings.Join([]string{text("type"), text("reason"), field, text("message")}, " | ")
}

func stateOf(pod *unstructured.Unstructured) state {
	status, _, _ := unstructured.NestedMap(pod.Object, "status")
	s := state{Phase: fmt.Sprint(status["phase"]), Addressed: status["podIP"] != nil}
	for _, c := range list(status["conditions"]) {
		s.Conditions = append(s.Conditions, words(fmt.Sprint(c["type"], "=", c["status"]), c["reason"], c["message"]))
	}
	for _, c := range list(status["containerStatuses"]) {
		for name, value := range c["state"].(map[string]any) {
			in := value.(map[string]any)
			s.Containers = append(s.Containers, words(c["name"], name, in["reason"], in["exitCode"], in["message"],
				map[bool]any{true: "ready"}[c["ready"] == true], map[bool]any{true: "started"}[c["started"] == true]))
		}
	}
	return s
}

func list(value any) (all []map[string]any) {
	items, _ := value.([]any)
	for _, item := range items {
		all = append(all, item.(map[string]any))
	}
	return all
}

func words(all ...any) string {
	var said []string
	for _, word := range all {
		if word != nil {
			said = append(said, fmt.Sprint(word))
		}
	}
	return strings.Join(said, " ")
}

func TestSimulatedKubeletsWriteWhatRealOnesWereSeenToWrite(t *testing.T) {
	t.Parallel()
	var truth struct {
		States map[string][]state
		Events map[string][]string
	}
	require.NoError(t, json.Unmarshal(observed, &truth))
	for name, plot := range map[string]func(l *lab, name string){
		"gv":              func(l *lab, name string) { l.pod(name, "runsc"); l.remove(name) },
		"unknown-handler": func(l *lab, name string) { l.pod(name, "kata"); l.remove(name) },
		"shim-missing":    func(l *lab, name string) { l.pod(name, "gone") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			plot(l, name)
			states, events := l.wrote(name)
			require.Equal(t, truth.States[name], states)
			for i := range events {
				events[i] = strings.NewReplacer("containerd.gone.v1", "containerd.runsc.v1", "shim-gone-v1", "shim-runsc-v1").Replace(events[i])
			}
			require.Equal(t, truth.Events[name], events)
		})
	}
}
