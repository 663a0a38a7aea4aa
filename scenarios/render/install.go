package render

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/steps"
)

// install makes what every virtual cluster has: on the host its namespace and the
// service of its API server, inside the service of its DNS. Their addresses are
// those of the servers in memory; a real cluster gives others.
func (w *world) install(ctx context.Context) error {
	for _, made := range []struct {
		side steps.Side
		text string
	}{
		{steps.Host, fmt.Sprintf("{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: %s}, spec: {selector: {app: vcluster}, ports: [{name: https, port: 443, targetPort: 8443}]}}", w.Name, w.Namespace)},
		{steps.Virtual, "{apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system}, spec: {selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}]}}"},
	} {
		manifests, err := Parse("the installation", []byte(made.text))
		if err != nil {
			return err
		}
		ref, _ := refOf(manifests[0].Object)
		if err := w.namespace(ctx, made.side, ref.Namespace); err != nil {
			return err
		}
		if err := w.subject.Create(ctx, made.side, ref, manifests[0].Object); err != nil {
			return fmt.Errorf("installing the virtual cluster: %w", err)
		}
	}
	return nil
}

// namespace makes one that is not there yet: charts and kustomizations often leave it to others.
func (w *world) namespace(ctx context.Context, side steps.Side, name string) error {
	made := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace"}}
	made.SetName(name)
	ref, _ := refOf(made)
	if _, err := w.subject.Get(ctx, side, ref); err == nil {
		return nil
	}
	if err := w.subject.Create(ctx, side, ref, made); err != nil && !apierrors.IsAlreadyExists(err) {
		return fmt.Errorf("making namespace %q in the %s cluster: %w", name, side, err)
	}
	return nil
}
