package scenarios_test

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"
)

// wrongEngine is an engine by its contract that does one thing wrong, and returns
// its exit code when it is told to end.
//
//	mute     asks the clusters nothing and does nothing
//	idle     looks and does nothing
//	keeps    copies ConfigMaps and never deletes a copy
//	strays   is keeps, and writes where it has no business
//	talks    is keeps, and says what Secrets hold
//	restless is keeps, and never stops writing
//	gives-up looks once and ends
//	deaf     is idle, and does not end when it is told to
func wrongEngine(how string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if how == "deaf" {
		signal.Ignore(syscall.SIGTERM)
		ctx = context.Background()
	}
	w := &wrong{how: how, host: reach("HOST_KUBECONFIG"), virtual: reach("VIRTUAL_KUBECONFIG"), namespace: os.Getenv("VCLUSTER_NAMESPACE"), name: os.Getenv("VCLUSTER_NAME")}
	fmt.Println("on")
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		if how != "mute" {
			w.round(ctx)
		}
		if how == "gives-up" {
			return 3
		}
		select {
		case <-ctx.Done():
			return 0
		case <-look.C:
		}
	}
}

func reach(variable string) dynamic.Interface {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv(variable))
	if err != nil {
		panic(err)
	}
	config.QPS = -1
	return dynamic.NewForConfigOrDie(config)
}

type wrong struct {
	how, name, namespace string
	host, virtual        dynamic.Interface
	rounds               int
}

// round copies what there is, as this engine does it.
func (w *wrong) round(ctx context.Context) {
	maps, secrets := schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}, schema.GroupVersionResource{Version: "v1", Resource: "secrets"}
	found, err := w.virtual.Resource(maps).Namespace("default").List(ctx, metav1.ListOptions{})
	if err != nil || w.how == "idle" || w.how == "deaf" {
		return
	}
	for _, object := range found.Items {
		w.put(ctx, maps, w.namespace, &object)
		if w.how == "strays" {
			w.put(ctx, maps, "default", &object)
		}
	}
	if kept, err := w.virtual.Resource(secrets).Namespace("default").List(ctx, metav1.ListOptions{}); err == nil && w.how == "talks" {
		for _, secret := range kept.Items {
			fmt.Println("data:", secret.Object["data"])
		}
	}
}

func (w *wrong) put(ctx context.Context, resource schema.GroupVersionResource, namespace string, of *unstructured.Unstructured) {
	made := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "data": of.Object["data"]}}
	made.SetName(of.GetName() + "-x-" + of.GetNamespace() + "-x-" + w.name)
	made.SetLabels(map[string]string{"vcluster.loft.sh/managed-by": w.name, "vcluster.loft.sh/namespace": of.GetNamespace()})
	made.SetAnnotations(map[string]string{
		"vcluster.loft.sh/object-name": of.GetName(), "vcluster.loft.sh/object-namespace": of.GetNamespace(),
		"vcluster.loft.sh/object-uid": string(of.GetUID()), "vcluster.loft.sh/object-kind": "/v1, Kind=ConfigMap",
		"vcluster.loft.sh/object-host-name": made.GetName(), "vcluster.loft.sh/object-host-namespace": namespace,
	})
	_, err := w.host.Resource(resource).Namespace(namespace).Create(ctx, made, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) && w.how == "restless" {
		w.rounds++
		patch := fmt.Appendf(nil, `{"metadata":{"annotations":{"round":"%d"}}}`, w.rounds)
		_, err = w.host.Resource(resource).Namespace(namespace).Patch(ctx, made.GetName(), "application/merge-patch+json", patch, metav1.PatchOptions{})
	}
	if err != nil && !apierrors.IsAlreadyExists(err) {
		fmt.Println(err)
	}
}
