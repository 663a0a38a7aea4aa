package bench

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// Where the run takes place.
const (
	virtualCluster   = "bench"
	hostNamespace    = "bench"
	directNamespace  = "direct"
	virtualNamespace = "load"
	dnsNamespace     = "kube-system"
)

// prepare makes what every virtual cluster has: its namespace, its own service
// on the host, which owns the copies, and a DNS service inside, without which
// pods are not synced. Then it begins to watch the host.
func (r *run) prepare(ctx context.Context) (err error) {
	if r.host, err = r.clusters.Client(steps.Host, history.Admin); err != nil {
		return err
	}
	if r.virtual, err = r.clusters.Client(steps.Virtual, history.Tenant); err != nil {
		return err
	}
	for _, place := range []place{
		{r.host, hostNamespace}, {r.host, directNamespace}, {r.virtual, virtualNamespace}, {r.virtual, dnsNamespace},
	} {
		if err := place.namespaceMade(ctx); err != nil {
			return err
		}
	}
	if err := (place{r.host, hostNamespace}).service(ctx, virtualCluster, 443); err != nil {
		return err
	}
	if err := (place{r.virtual, dnsNamespace}).service(ctx, "kube-dns", 53); err != nil {
		return err
	}
	r.arrivals, err = watchArrivals(ctx, r.host, hostNamespace, virtualNamespace)
	return err
}

// place is a namespace of one side.
type place struct {
	client    dynamic.Interface
	namespace string
}

func (p place) namespaceMade(ctx context.Context) error {
	_, err := p.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}).Create(ctx, &unstructured.Unstructured{
		Object: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": p.namespace}},
	}, metav1.CreateOptions{})
	if err != nil && !apierrors.IsAlreadyExists(err) {
		return fmt.Errorf("creating the namespace %s: %w", p.namespace, err)
	}
	return nil
}

func (p place) service(ctx context.Context, name string, port int64) error {
	_, err := p.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "services"}).Namespace(p.namespace).Create(ctx, &unstructured.Unstructured{
		Object: map[string]any{
			"apiVersion": "v1", "kind": "Service",
			"metadata": map[string]any{"name": name},
			"spec":     map[string]any{"ports": []any{map[string]any{"name": "main", "port": port, "protocol": "TCP"}}},
		},
	}, metav1.CreateOptions{})
	if err != nil {
		return fmt.Errorf("creating the service %s/%s: %w", p.namespace, name, err)
	}
	return nil
}
