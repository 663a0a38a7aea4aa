package bench

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"
)

// TestMain lets this test's program be the engine too: a stand-in that obeys
// the contract and does as little as a measurement needs.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "stand-in" {
		if err := standIn(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// standIn copies the load's kinds until SIGTERM. The word "refuse" makes it end
// at once, "forget" makes it write everything again when it starts.
func standIn(words []string) error {
	if len(words) > 0 && words[0] == "refuse" {
		return fmt.Errorf("no engine today")
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	host, err := clientOf("HOST_KUBECONFIG")
	if err != nil {
		return err
	}
	virtual, err := clientOf("VIRTUAL_KUBECONFIG")
	if err != nil {
		return err
	}
	for _, resource := range append(withItsObjects(), services) {
		watching, err := virtual.Resource(resource).Namespace(virtualNamespace).Watch(ctx, metav1.ListOptions{})
		if err != nil {
			return err
		}
		go copyAll(ctx, host.Resource(resource).Namespace(os.Getenv("VCLUSTER_NAMESPACE")), watching, words)
	}
	fmt.Println("the stand-in is ready")
	<-ctx.Done()
	return nil
}

func clientOf(variable string) (dynamic.Interface, error) {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv(variable))
	if err != nil {
		return nil, err
	}
	config.QPS = -1
	return dynamic.NewForConfig(config)
}

// copyAll creates what is new; what there is already it leaves, or touches if it forgets.
func copyAll(ctx context.Context, host dynamic.ResourceInterface, watching watch.Interface, words []string) {
	for event := range watching.ResultChan() {
		object, ok := event.Object.(*unstructured.Unstructured)
		if !ok || event.Type != watch.Added {
			continue
		}
		wanted := copied(object)
		if _, err := host.Get(ctx, wanted.GetName(), metav1.GetOptions{}); err == nil && len(words) > 0 {
			_ = host.Delete(ctx, wanted.GetName(), metav1.DeleteOptions{})
		} else if !apierrors.IsNotFound(err) {
			continue
		}
		if _, err := host.Create(ctx, wanted, metav1.CreateOptions{}); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
}

func copied(virtual *unstructured.Unstructured) *unstructured.Unstructured {
	host := virtual.DeepCopy()
	host.Object["metadata"] = map[string]any{}
	delete(host.Object, "status")
	host.SetName(virtual.GetName() + "-x-" + virtual.GetNamespace() + "-x-" + os.Getenv("VCLUSTER_NAME"))
	host.SetAnnotations(map[string]string{objectName: virtual.GetName(), objectNamespace: virtual.GetNamespace()})
	return host
}
