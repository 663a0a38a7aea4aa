package memory

import (
	"fmt"

	schedulingv1 "k8s.io/api/scheduling/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// seed fills a server with what every cluster has.
func (s *server) seed() error {
	for _, name := range []string{"default", "kube-system", "kube-public", "kube-node-lease"} {
		if err := s.plant(core("namespaces"), "", name, nil); err != nil {
			return err
		}
	}
	for _, name := range []string{"system-node-critical", "system-cluster-critical"} {
		if err := s.plant(inGroup(schedulingv1.GroupName, "v1", "priorityclasses"), "", name, systemClasses()[name]); err != nil {
			return err
		}
	}
	first := s.serviceRange().Addr().Next().String()
	return s.plant(core("services"), "default", "kubernetes", map[string]any{
		"metadata": map[string]any{"labels": map[string]any{"component": "apiserver", "provider": "kubernetes"}},
		"spec": map[string]any{"clusterIP": first, "ports": []any{
			map[string]any{"name": "https", "port": int64(443), "protocol": "TCP", "targetPort": int64(6443)}}},
	})
}

func systemClasses() map[string]map[string]any {
	return map[string]map[string]any{
		"system-node-critical": {"value": int64(2000001000),
			"description": "Used for system critical pods that must not be moved from their current node."},
		"system-cluster-critical": {"value": int64(2000000000),
			"description": "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."},
	}
}

func (s *server) plant(resource schema.GroupVersionResource, namespace, name string, with map[string]any) error {
	at := target{kind: s.kinds[resource], namespace: namespace}
	object := &unstructured.Unstructured{Object: map[string]any{}}
	for field, value := range with {
		object.Object[field] = value
	}
	object.SetGroupVersionKind(resource.GroupVersion().WithKind(at.kind.kind))
	object.SetName(name)
	fresh, err := at.kind.read(object, "")
	if err != nil {
		return fmt.Errorf("reading %s %s: %w", at.kind.kind, name, err)
	}
	planted, err := s.create(at, fresh)
	if err != nil {
		return fmt.Errorf("creating %s %s: %w", at.kind.kind, name, err)
	}
	s.seeded = append(s.seeded, seeded{resource, planted})
	return nil
}

// seeded is an object every cluster has, and where it is stored.
type seeded struct {
	resource schema.GroupVersionResource
	object   *unstructured.Unstructured
}

// reset brings back the seeded objects, with their uids, into an empty store.
func (s *server) reset() error {
	s.stopWatches()
	s.empty()
	s.pair.version++ // What was known before is no longer so.
	s.begun = s.pair.version
	for _, planted := range s.seeded {
		if err := s.fake.Tracker().Create(planted.resource, planted.object.DeepCopy(), planted.object.GetNamespace()); err != nil {
			return fmt.Errorf("restoring %s %s: %w", planted.object.GetKind(), planted.object.GetName(), err)
		}
	}
	return nil
}
