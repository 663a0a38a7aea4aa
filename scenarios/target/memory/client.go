package memory

import (
	"context"
	"errors"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
)

// client is one actor's view of one server.
type client struct {
	server *server
	actor  history.Actor
	// user is who the requests are authorized as; empty may do everything.
	user string
}

func (c *client) Resource(resource schema.GroupVersionResource) dynamic.NamespaceableResourceInterface {
	return &resourceClient{client: c, resource: resource}
}

// resourceClient sends each request through server.call, which records it.
type resourceClient struct {
	*client
	resource  schema.GroupVersionResource
	namespace string
}

var errNoName = errors.New("name is required")

func (r *resourceClient) Namespace(namespace string) dynamic.ResourceInterface {
	return &resourceClient{client: r.client, resource: r.resource, namespace: namespace}
}

func (r *resourceClient) request(verb, name string, subresources []string, body map[string]any) history.Call {
	return history.Call{
		Actor: r.actor, Verb: verb, Resource: r.resource, Subresource: strings.Join(subresources, "/"),
		Namespace: r.namespace, Name: name, Body: body,
	}
}

func (r *resourceClient) Create(ctx context.Context, object *unstructured.Unstructured, options metav1.CreateOptions, subresources ...string) (*unstructured.Unstructured, error) {
	name := ""
	if len(subresources) > 0 {
		if name = object.GetName(); name == "" {
			return nil, errNoName
		}
	}
	call := r.request("create", name, subresources, object.DeepCopy().Object)
	return r.do(ctx, call, "", func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		return api.Create(ctx, object, options, subresources...)
	})
}

func (r *resourceClient) Update(ctx context.Context, object *unstructured.Unstructured, options metav1.UpdateOptions, subresources ...string) (*unstructured.Unstructured, error) {
	if object.GetName() == "" {
		return nil, errNoName
	}
	call := r.request("update", object.GetName(), subresources, object.DeepCopy().Object)
	return r.do(ctx, call, "", func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		return api.Update(ctx, object, options, subresources...)
	})
}

func (r *resourceClient) UpdateStatus(ctx context.Context, object *unstructured.Unstructured, options metav1.UpdateOptions) (*unstructured.Unstructured, error) {
	return r.Update(ctx, object, options, "status")
}

func (r *resourceClient) Patch(ctx context.Context, name string, kind types.PatchType, data []byte, options metav1.PatchOptions, subresources ...string) (*unstructured.Unstructured, error) {
	if name == "" {
		return nil, errNoName
	}
	call := r.request("patch", name, subresources, patchBody(data))
	return r.do(ctx, call, "", func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		return api.Patch(ctx, name, kind, data, options, subresources...)
	})
}

func (r *resourceClient) Apply(ctx context.Context, name string, object *unstructured.Unstructured, options metav1.ApplyOptions, subresources ...string) (*unstructured.Unstructured, error) {
	data, err := runtime.Encode(unstructured.UnstructuredJSONScheme, object)
	if err != nil {
		return nil, err
	}
	return r.Patch(ctx, name, types.ApplyPatchType, data, options.ToPatchOptions(), subresources...)
}

func (r *resourceClient) ApplyStatus(ctx context.Context, name string, object *unstructured.Unstructured, options metav1.ApplyOptions) (*unstructured.Unstructured, error) {
	return r.Apply(ctx, name, object, options, "status")
}

func (r *resourceClient) Delete(ctx context.Context, name string, options metav1.DeleteOptions, subresources ...string) error {
	if name == "" {
		return errNoName
	}
	call := r.request("delete", name, subresources, deleteBody(options))
	_, err := r.do(ctx, call, "", func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		return nil, api.Delete(ctx, name, options, subresources...)
	})
	return err
}

func (r *resourceClient) DeleteCollection(ctx context.Context, options metav1.DeleteOptions, list metav1.ListOptions) error {
	call := r.request("deletecollection", "", nil, deleteBody(options))
	_, err := r.do(ctx, call, "", func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		if _, err := r.server.kinds[r.resource].matcher(list); err != nil {
			return nil, err
		}
		return nil, api.DeleteCollection(ctx, options, list)
	})
	return err
}

func (r *resourceClient) Get(ctx context.Context, name string, options metav1.GetOptions, subresources ...string) (*unstructured.Unstructured, error) {
	if name == "" {
		return nil, errNoName
	}
	call := r.request("get", name, subresources, nil)
	return r.do(ctx, call, "", func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		return api.Get(ctx, name, options, subresources...)
	})
}

func (r *resourceClient) List(ctx context.Context, options metav1.ListOptions) (*unstructured.UnstructuredList, error) {
	var list *unstructured.UnstructuredList
	_, err := r.do(ctx, r.request("list", "", nil, nil), named(options), func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		_, err := r.server.kinds[r.resource].matcher(options) // The fake panics on selectors it cannot read.
		if err == nil {
			list, err = api.List(ctx, options)
		}
		return nil, err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

func (r *resourceClient) Watch(ctx context.Context, options metav1.ListOptions) (watch.Interface, error) {
	var watcher watch.Interface
	_, err := r.do(ctx, r.request("watch", "", nil, nil), named(options), func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		_, err := r.server.kinds[r.resource].matcher(options)
		if err == nil {
			watcher, err = api.Watch(ctx, options)
		}
		return nil, err
	})
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, watcher.Stop)
	return watcher, nil
}
