package nodes

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/record"
	"k8s.io/utils/clock"
	"sigs.k8s.io/kwok/pkg/utils/gotpl"
	"sigs.k8s.io/kwok/pkg/utils/lifecycle"
)

var (
	nodesGVR   = schema.GroupVersionResource{Version: "v1", Resource: "nodes"}
	podsGVR    = schema.GroupVersionResource{Version: "v1", Resource: "pods"}
	eventsGVR  = schema.GroupVersionResource{Version: "v1", Resource: "events"}
	classesGVR = schema.GroupVersionResource{Group: "node.k8s.io", Version: "v1", Resource: "runtimeclasses"}
)

// Options are a simulation's clients of one cluster. Both are required.
type Options struct {
	// Read lists what kubelets know of from their watches; Write is the kubelets.
	Read, Write dynamic.Interface
	// Scheduled says that a real scheduler binds pods; else the first node that fits
	// a pod takes it.
	Scheduled bool
}

// Simulation is the simulated nodes of one cluster. It is used by one goroutine.
type Simulation struct {
	Options
	read, write dynamic.Interface
	stages      map[string]lifecycle.Lifecycle
	renderer    gotpl.Renderer
	correlator  *record.EventCorrelator

	count  int              // of nodes made
	pods   map[string]*work // by uid
	events int              // that were told
	writes []Write
	told   func(Write) // hears of every write at once; nil while nobody does
}

// Write is an object as a kubelet left it.
type Write struct {
	Resource schema.GroupVersionResource
	Object   *unstructured.Unstructured
	// Gone says that it was deleted.
	Gone bool
}

// work is what a kubelet remembers of a pod.
type work struct {
	number int // gives the pod its address
	// problem is what the last attempt failed by; attempts counts those.
	problem  string
	attempts int
	// stage is due then.
	stage string
	due   time.Time
}

// New returns a simulation without nodes.
func New(o Options) (*Simulation, error) {
	stages, err := compiled()
	if err != nil {
		return nil, err
	}
	return &Simulation{
		Options: o, read: o.Read, write: o.Write, stages: stages, pods: map[string]*work{},
		renderer:   gotpl.NewRenderer(gotpl.FuncMap{"Now": timestamp, "Conditions": podConditions}),
		correlator: record.NewEventCorrelator(clock.RealClock{}),
	}, nil
}

// mostRounds is how often one Play looks again; a pod that runs and goes needs six.
const mostRounds = 100

// Play lets every kubelet do what is due until nothing is. It returns what was
// written, and when something is due next; zero when nothing will be by itself.
func (s *Simulation) Play(ctx context.Context) ([]Write, time.Time, error) {
	for range mostRounds {
		next, moved, err := s.round(ctx)
		if err != nil {
			return s.take(), time.Time{}, err
		}
		if !moved {
			return s.take(), next, nil
		}
	}
	return s.take(), time.Time{}, fmt.Errorf("the simulated nodes do not come to rest within %d rounds", mostRounds)
}

// take hands out what was written since it was asked last.
func (s *Simulation) take() []Write {
	writes := s.writes
	s.writes = nil
	return writes
}

// view is what the cluster holds in one round.
type view struct {
	nodes   []unstructured.Unstructured
	classes map[string]*unstructured.Unstructured
	// carries is how many pods are bound to a node.
	carries map[string]int
}

func (v view) node(name string) *unstructured.Unstructured {
	for i := range v.nodes {
		if v.nodes[i].GetName() == name {
			return &v.nodes[i]
		}
	}
	return nil
}

func (s *Simulation) list(ctx context.Context, resource schema.GroupVersionResource) ([]unstructured.Unstructured, error) {
	list, err := s.read.Resource(resource).List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, fmt.Errorf("listing %s for the simulated nodes: %w", resource.Resource, err)
	}
	slices.SortFunc(list.Items, func(a, b unstructured.Unstructured) int {
		return strings.Compare(a.GetNamespace()+"/"+a.GetName(), b.GetNamespace()+"/"+b.GetName())
	})
	return list.Items, nil
}

func (s *Simulation) look(ctx context.Context) (view, error) {
	v := view{classes: map[string]*unstructured.Unstructured{}, carries: map[string]int{}}
	nodes, err := s.list(ctx, nodesGVR)
	if err != nil {
		return v, err
	}
	v.nodes = slices.DeleteFunc(nodes, func(n unstructured.Unstructured) bool { return n.GetAnnotations()[Mark] != "fake" })
	classes, err := s.list(ctx, classesGVR)
	for i := range classes {
		v.classes[classes[i].GetName()] = &classes[i]
	}
	return v, err
}

// round looks at every pod once; moved says that something was written.
func (s *Simulation) round(ctx context.Context) (next time.Time, moved bool, err error) {
	v, err := s.look(ctx)
	if err != nil || len(v.nodes) == 0 {
		return next, false, err
	}
	pods, err := s.list(ctx, podsGVR)
	if err != nil {
		return next, false, err
	}
	for i := range pods {
		on, _, _ := unstructured.NestedString(pods[i].Object, "spec", "nodeName")
		v.carries[on]++
	}
	for i := range pods {
		due, did, err := s.pod(ctx, v, &pods[i])
		if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) { // it changed or went meanwhile
			return next, false, fmt.Errorf("the simulated node of pod %s/%s: %w", pods[i].GetNamespace(), pods[i].GetName(), err)
		}
		moved = moved || did
		if !due.IsZero() && (next.IsZero() || due.Before(next)) {
			next = due
		}
	}
	return next, moved, nil
}

func (s *Simulation) pod(ctx context.Context, v view, pod *unstructured.Unstructured) (due time.Time, moved bool, err error) {
	name, _, _ := unstructured.NestedString(pod.Object, "spec", "nodeName")
	if name == "" {
		if s.Scheduled {
			return due, false, nil
		}
		moved, err = s.bind(ctx, v, pod)
		return due, moved, err
	}
	node := v.node(name)
	if node == nil {
		return due, false, nil
	}
	known := s.pods[string(pod.GetUID())]
	if known == nil {
		known = &work{number: len(s.pods)%250 + 2}
		s.pods[string(pod.GetUID())] = known
	}
	return s.advance(ctx, node, pod, known, s.finds(v, node, pod, known))
}

// wrote remembers a write for those who wait for its effects.
func (s *Simulation) wrote(resource schema.GroupVersionResource, object *unstructured.Unstructured) {
	s.keep(Write{Resource: resource, Object: object})
}

func (s *Simulation) keep(w Write) {
	s.writes = append(s.writes, w)
	if s.told != nil {
		s.told(w)
	}
}

func timestamp() string { return time.Now().UTC().Format(time.RFC3339) }
