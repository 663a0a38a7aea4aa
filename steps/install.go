package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// install puts what an installation of a virtual cluster always has: on the host
// its namespace and the Service of its API server, inside the Service of its DNS.
func (w *World) install(ctx context.Context) error {
	if w.installed {
		return nil
	}
	api := Ref{Resource: of("", "", "v1", "services", true).resource, Kind: "Service", Namespace: w.settings.Namespace, Name: w.settings.Name}
	dns := Ref{Resource: api.Resource, Kind: "Service", Namespace: "kube-system", Name: "kube-dns"}
	for side, ref := range map[Side]Ref{Host: api, Virtual: dns} {
		if err := w.create(ctx, side, ref, service(ref)); err != nil && !apierrors.IsAlreadyExists(err) {
			return fmt.Errorf("installing %s in the %s cluster: %w", ref, side, err)
		}
	}
	w.installed = true
	return nil
}

func service(ref Ref) *unstructured.Unstructured {
	port := map[string]any{"name": "https", "port": int64(443), "targetPort": int64(8443), "protocol": "TCP"}
	if ref.Name == "kube-dns" {
		port = map[string]any{"name": "dns", "port": int64(53), "targetPort": int64(53), "protocol": "UDP"}
	}
	object := minimal(ref)
	object.Object["spec"] = map[string]any{"ports": []any{port}, "selector": map[string]any{"app": ref.Name}}
	return object
}

// seeded reports whether an object belongs to every cluster or to the
// installation, so that tables of "these objects" need not name it.
func (w *World) seeded(object *unstructured.Unstructured) bool {
	namespace, name := object.GetNamespace(), object.GetName()
	if marks := object.GetAnnotations(); marks[nameAnnotation] != "" {
		namespace, name = marks[namespaceAnnotation], marks[nameAnnotation]
	}
	return ofServer(*object) || strings.HasPrefix(namespace, "kube-") || strings.HasPrefix(name, "kube-") || strings.HasPrefix(name, "system-") ||
		slices.Contains([]string{"default/kubernetes", w.settings.Namespace + "/" + w.settings.Name, "/default", "/" + w.settings.Namespace}, namespace+"/"+name)
}
