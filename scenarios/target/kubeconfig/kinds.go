package kubeconfig

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"
)

// kind is a resource that can be listed, in the version its server prefers.
type kind struct {
	schema.GroupVersionResource
	namespaced bool
}

// discover asks a server for its kinds. A group whose own server is away has none.
func discover(config *rest.Config) ([]kind, error) {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	lists, err := client.ServerPreferredResources()
	if partly := new(discovery.ErrGroupDiscoveryFailed); err != nil && !errors.As(err, &partly) {
		return nil, err
	}
	var kinds []kind
	for _, list := range lists {
		version, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil {
			return nil, err
		}
		for _, each := range list.APIResources {
			if slices.Contains(each.Verbs, "list") {
				kinds = append(kinds, kind{version.WithResource(each.Name), each.Namespaced})
			}
		}
	}
	return kinds, nil
}

// restless are the kinds that clusters keep writing by themselves, or make up.
func restless(resource string) bool {
	return slices.Contains([]string{"events", "leases", "componentstatuses"}, resource)
}

// look lists everything one side holds.
func (s *side) look(ctx context.Context, found func(kind, unstructured.Unstructured)) error {
	lists := make([]*unstructured.UnstructuredList, len(s.kinds))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for i, k := range s.kinds {
		if restless(k.Resource) {
			continue
		}
		group.Go(func() (err error) {
			lists[i], err = s.own.Resource(k.GroupVersionResource).List(ctx, metav1.ListOptions{})
			if apierrors.IsNotFound(err) || apierrors.IsMethodNotSupported(err) || apierrors.IsServiceUnavailable(err) {
				return nil
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, list := range lists {
		if list == nil {
			continue
		}
		for _, object := range list.Items {
			object.SetManagedFields(nil)
			s.seeded = append(s.seeded, object)
			found(s.kinds[i], object)
		}
	}
	return nil
}

// hasControllers looks for what a controller manager puts into every namespace.
func (s *side) hasControllers(ctx context.Context) (bool, error) {
	maps := schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}
	_, err := s.own.Resource(maps).Namespace(metav1.NamespaceDefault).Get(ctx, "kube-root-ca.crt", metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return false, nil
	}
	return err == nil, err
}
