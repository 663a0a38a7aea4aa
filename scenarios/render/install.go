package render

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/steps"
)

// Installation is what every virtual cluster has: on the host the service of its
// API server, inside the service of its DNS.
func Installation(name, namespace string) (host, virtual Manifest) {
	return service(namespace, name, "https", int64(443), "TCP"), service("kube-system", "kube-dns", "dns", int64(53), "UDP")
}

func service(namespace, name, port string, number int64, protocol string) Manifest {
	made := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Service", "spec": map[string]any{
		"selector": map[string]any{"app": name},
		"ports":    []any{map[string]any{"name": port, "port": number, "protocol": protocol}},
	}}}
	made.SetNamespace(namespace)
	made.SetName(name)
	return Manifest{Object: made, Place: "the installation"}
}

// install makes these. Their addresses are those of the servers in memory; a real
// cluster gives others.
func (w *world) install(ctx context.Context) error {
	host, virtual := Installation(w.Name, w.Namespace)
	for side, m := range map[steps.Side]Manifest{steps.Host: host, steps.Virtual: virtual} {
		if err := w.namespace(ctx, side, m.Object.GetNamespace()); err != nil {
			return err
		}
		ref, _ := w.known.refOf(m.Object)
		if err := w.subject.Create(ctx, side, ref, m.Object); err != nil {
			return fmt.Errorf("installing the virtual cluster: %w", err)
		}
	}
	return nil
}

// namespace makes one that is not there yet: charts and kustomizations often leave it to others.
func (w *world) namespace(ctx context.Context, side steps.Side, name string) error {
	made := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace"}}
	made.SetName(name)
	ref, _ := w.known.refOf(made)
	if _, err := w.subject.Get(ctx, side, ref); err == nil {
		return nil
	}
	if err := w.subject.Create(ctx, side, ref, made); err != nil && !apierrors.IsAlreadyExists(err) {
		return fmt.Errorf("making namespace %q in the %s cluster: %w", name, side, err)
	}
	return nil
}
