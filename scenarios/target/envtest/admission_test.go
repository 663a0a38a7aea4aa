package envtest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
	"github.com/syncspec/syncspec/steps"
)

var (
	ingressClasses  = schema.GroupVersionResource{Group: "networking.k8s.io", Version: "v1", Resource: "ingressclasses"}
	ingresses       = schema.GroupVersionResource{Group: "networking.k8s.io", Version: "v1", Resource: "ingresses"}
	storageClasses  = schema.GroupVersionResource{Group: "storage.k8s.io", Version: "v1", Resource: "storageclasses"}
	claims          = schema.GroupVersionResource{Version: "v1", Resource: "persistentvolumeclaims"}
	priorityClasses = schema.GroupVersionResource{Group: "scheduling.k8s.io", Version: "v1", Resource: "priorityclasses"}
	runtimeClasses  = schema.GroupVersionResource{Group: "node.k8s.io", Version: "v1", Resource: "runtimeclasses"}
	pods            = schema.GroupVersionResource{Version: "v1", Resource: "pods"}
)

// The API servers' admission plugins follow on caches of their own. What they
// believe must not reach from one scenario into the next.
func TestAResetIsKnownToAdmissionToo(t *testing.T) {
	pair, ctx := envtest.Shared(t), t.Context()
	for range 3 {
		admin := client(t, pair, steps.Host, history.Admin)
		create := func(resource schema.GroupVersionResource, namespace string, made *unstructured.Unstructured) (*unstructured.Unstructured, error) {
			if namespace != "" {
				return admin.Resource(resource).Namespace(namespace).Create(ctx, made, metav1.CreateOptions{})
			}
			return admin.Resource(resource).Create(ctx, made, metav1.CreateOptions{})
		}
		pod := func(name string, spec map[string]any) *unstructured.Unstructured {
			spec["containers"] = []any{map[string]any{"name": "c", "image": "i"}}
			return object("v1", "Pod", "", name, map[string]any{"spec": spec})
		}

		ingress, err := create(ingresses, "default", object("networking.k8s.io/v1", "Ingress", "", "web", map[string]any{
			"spec": map[string]any{"defaultBackend": map[string]any{"service": map[string]any{"name": "web", "port": map[string]any{"number": int64(80)}}}}}))
		require.NoError(t, err)
		require.NotContains(t, ingress.Object["spec"], "ingressClassName")
		claim, err := create(claims, "default", object("v1", "PersistentVolumeClaim", "", "data", map[string]any{
			"spec": map[string]any{"accessModes": []any{"ReadWriteOnce"}, "resources": map[string]any{"requests": map[string]any{"storage": "1Gi"}}}}))
		require.NoError(t, err)
		require.NotContains(t, claim.Object["spec"], "storageClassName")
		plain, err := create(pods, "default", pod("plain", map[string]any{}))
		require.NoError(t, err)
		require.NotContains(t, plain.Object["spec"], "priorityClassName")
		_, err = create(pods, "default", pod("sandboxed", map[string]any{"runtimeClassName": "gvisor"}))
		require.True(t, apierrors.IsForbidden(err), "%v", err)

		isDefault := func(of string) map[string]any { return map[string]any{of: "true"} }
		for resource, class := range map[schema.GroupVersionResource]*unstructured.Unstructured{
			ingressClasses: object("networking.k8s.io/v1", "IngressClass", "", "nginx", map[string]any{
				"metadata": map[string]any{"annotations": isDefault("ingressclass.kubernetes.io/is-default-class")},
				"spec":     map[string]any{"controller": "example.com/nginx"}}),
			storageClasses: object("storage.k8s.io/v1", "StorageClass", "", "fast", map[string]any{
				"metadata":    map[string]any{"annotations": isDefault("storageclass.kubernetes.io/is-default-class")},
				"provisioner": "example.com/fast"}),
			priorityClasses: object("scheduling.k8s.io/v1", "PriorityClass", "", "middling", map[string]any{"globalDefault": true, "value": int64(7)}),
			runtimeClasses:  object("node.k8s.io/v1", "RuntimeClass", "", "gvisor", map[string]any{"handler": "runsc"}),
		} {
			_, err := create(resource, "", class)
			require.NoError(t, err)
		}
		require.Eventually(t, func() bool { // the plugins have seen the classes
			_, err := admin.Resource(pods).Namespace("default").Create(ctx, pod("late", map[string]any{"runtimeClassName": "gvisor"}), metav1.CreateOptions{DryRun: []string{"All"}})
			return err == nil
		}, waitAtMost, lookEvery)
		require.NoError(t, pair.Reset(ctx))
	}
}

const (
	waitAtMost = 10 * time.Second
	lookEvery  = 20 * time.Millisecond
)
