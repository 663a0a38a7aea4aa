package bench

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// Where the run takes place.
const (
	virtualCluster   = "bench"
	hostNamespace    = "bench"
	directNamespace  = "direct"
	virtualNamespace = "load"
)

// prepare makes the namespaces and the virtual cluster's own service, and
// begins to watch the host.
func (r *run) prepare(ctx context.Context) (err error) {
	if r.host, err = r.clusters.Client(steps.Host, history.Admin); err != nil {
		return err
	}
	if r.virtual, err = r.clusters.Client(steps.Virtual, history.Tenant); err != nil {
		return err
	}
	for side, names := range map[steps.Side][]string{
		steps.Host: {hostNamespace, directNamespace}, steps.Virtual: {virtualNamespace},
	} {
		for _, name := range names {
			if err := r.namespace(ctx, side, name); err != nil {
				return err
			}
		}
	}
	if err := r.service(ctx); err != nil {
		return err
	}
	r.arrivals, err = watchArrivals(ctx, r.host, hostNamespace, virtualNamespace)
	return err
}

func (r *run) namespace(ctx context.Context, side steps.Side, name string) error {
	client := r.host
	if side == steps.Virtual {
		client = r.virtual
	}
	_, err := client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}).Create(ctx, &unstructured.Unstructured{
		Object: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": name}},
	}, metav1.CreateOptions{})
	if err != nil && !apierrors.IsAlreadyExists(err) {
		return fmt.Errorf("creating the %s namespace %s: %w", side, name, err)
	}
	return nil
}

// service is the virtual cluster's own, which owns the copies.
func (r *run) service(ctx context.Context) error {
	_, err := r.host.Resource(schema.GroupVersionResource{Version: "v1", Resource: "services"}).Namespace(hostNamespace).Create(ctx, &unstructured.Unstructured{
		Object: map[string]any{
			"apiVersion": "v1", "kind": "Service",
			"metadata": map[string]any{"name": virtualCluster},
			"spec":     map[string]any{"ports": []any{map[string]any{"name": "https", "port": int64(443), "protocol": "TCP"}}},
		},
	}, metav1.CreateOptions{})
	if err != nil {
		return fmt.Errorf("creating the virtual cluster's service: %w", err)
	}
	return nil
}
