package memory

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// seed fills a server with what every cluster has.
func (s *server) seed() error {
	for _, name := range []string{"default", "kube-system", "kube-public", "kube-node-lease"} {
		if err := s.plant(target{kind: s.kinds[core("namespaces")]}, "Namespace", name, nil); err != nil {
			return err
		}
	}
	first := s.serviceRange().Addr().Next().String()
	return s.plant(target{kind: s.kinds[core("services")], namespace: "default"}, "Service", "kubernetes", map[string]any{
		"labels": map[string]any{"component": "apiserver", "provider": "kubernetes"},
		"spec": map[string]any{"clusterIP": first, "ports": []any{
			map[string]any{"name": "https", "port": int64(443), "protocol": "TCP", "targetPort": int64(6443)}}},
	})
}

func (s *server) plant(at target, kind, name string, with map[string]any) error {
	object := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": kind, "metadata": map[string]any{"name": name}}}
	if with != nil {
		object.Object["spec"] = with["spec"]
		object.Object["metadata"].(map[string]any)["labels"] = with["labels"]
	}
	fresh, err := at.kind.read(object, "")
	if err != nil {
		return fmt.Errorf("reading %s %s: %w", kind, name, err)
	}
	planted, err := s.create(at, fresh)
	if err != nil {
		return fmt.Errorf("creating %s %s: %w", kind, name, err)
	}
	s.seeded = append(s.seeded, planted)
	return nil
}

// reset brings back the seeded objects, with their uids, into an empty store.
func (s *server) reset() error {
	s.stopWatches()
	s.empty()
	s.pair.version++ // What was known before is no longer so.
	s.begun = s.pair.version
	for _, seeded := range s.seeded {
		k := s.kinds[core("namespaces")]
		if seeded.GetKind() == "Service" {
			k = s.kinds[core("services")]
		}
		if err := s.fake.Tracker().Create(k.resource, seeded.DeepCopy(), seeded.GetNamespace()); err != nil {
			return fmt.Errorf("restoring %s %s: %w", seeded.GetKind(), seeded.GetName(), err)
		}
	}
	return nil
}
