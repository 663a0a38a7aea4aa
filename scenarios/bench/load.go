package bench

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

// The kinds of the load, in the order a person creates them.
var (
	configMaps = schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}
	secrets    = schema.GroupVersionResource{Version: "v1", Resource: "secrets"}
	pods       = schema.GroupVersionResource{Version: "v1", Resource: "pods"}
	services   = schema.GroupVersionResource{Version: "v1", Resource: "services"}
)

// withItsObjects is a pod and the two objects it names, those first.
func withItsObjects() []schema.GroupVersionResource {
	return []schema.GroupVersionResource{configMaps, secrets, pods}
}

// objectsPerPod is a pod and the two objects it names.
const objectsPerPod = 3

// load is a number of objects, or of small groups of them, that are created by one
// client in one namespace.
type load struct {
	client    dynamic.Interface
	namespace string
	prefix    string
	// group is what is created under each name, one after the other.
	group   []schema.GroupVersionResource
	count   int
	workers int
	// made counts the groups that are there; nil for nobody who asks.
	made *atomic.Int64
}

// name is that of all objects of group i.
func (l load) name(i int) string { return fmt.Sprintf("%s-%05d", l.prefix, i) }

// create makes everything as fast as its workers can, and returns when the
// request for the last object of each group was begun.
func (l load) create(ctx context.Context) ([]time.Time, error) {
	begun := make([]time.Time, l.count)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(l.workers)
	for i := range l.count {
		group.Go(func() (err error) {
			begun[i], err = l.createOne(ctx, i)
			return err
		})
	}
	return begun, group.Wait()
}

// createOne makes one group.
func (l load) createOne(ctx context.Context, i int) (time.Time, error) {
	var begun time.Time
	for _, resource := range l.group {
		begun = time.Now()
		object := manifest(resource, l.name(i))
		if _, err := l.client.Resource(resource).Namespace(l.namespace).Create(ctx, object, metav1.CreateOptions{}); err != nil {
			return begun, fmt.Errorf("creating %s %s/%s: %w", resource.Resource, l.namespace, l.name(i), err)
		}
	}
	if l.made != nil {
		l.made.Add(1)
	}
	return begun, nil
}

// manifest is one object of the load.
func manifest(resource schema.GroupVersionResource, name string) *unstructured.Unstructured {
	object := map[string]any{"apiVersion": "v1", "metadata": map[string]any{
		"name":   name,
		"labels": map[string]any{"app": "bench", "instance": name},
	}}
	switch resource {
	case configMaps:
		object["kind"] = "ConfigMap"
		object["data"] = map[string]any{"settings.yaml": strings.Repeat("key: value\n", 20)}
	case secrets:
		object["kind"] = "Secret"
		object["data"] = map[string]any{"password": "bm90IGEgcmVhbCBwYXNzd29yZA=="}
	case services:
		object["kind"] = "Service"
		object["spec"] = map[string]any{
			"selector": map[string]any{"instance": name},
			"ports":    []any{map[string]any{"name": "web", "port": int64(80), "targetPort": int64(8080), "protocol": "TCP"}},
		}
	default:
		object["kind"] = "Pod"
		object["spec"] = podSpec(name)
	}
	return &unstructured.Unstructured{Object: object}
}

// podSpec names the ConfigMap and the Secret of the same name.
func podSpec(name string) map[string]any {
	return map[string]any{
		"containers": []any{map[string]any{
			"name":  "web",
			"image": "registry.example/web:1",
			"env": []any{map[string]any{"name": "PASSWORD", "valueFrom": map[string]any{
				"secretKeyRef": map[string]any{"name": name, "key": "password"},
			}}},
			"volumeMounts": []any{map[string]any{"name": "settings", "mountPath": "/etc/web"}},
		}},
		"volumes": []any{map[string]any{"name": "settings", "configMap": map[string]any{"name": name}}},
	}
}
