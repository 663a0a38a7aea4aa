package cluster

import (
	"context"
	"encoding/json"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

// brief is a dynamic client whose creates and patches return the metadata of the
// stored object only. An engine wants to know its resource version; the object
// itself comes back through the watch, and reading it twice costs time and memory.
type brief struct {
	dynamic.Interface
	rest rest.Interface
}

func (b brief) Resource(resource schema.GroupVersionResource) dynamic.NamespaceableResourceInterface {
	named := b.Interface.Resource(resource)
	return briefResource{briefScope{named, b.rest, resource, ""}, named}
}

type briefResource struct {
	briefScope
	named dynamic.NamespaceableResourceInterface
}

func (b briefResource) Namespace(namespace string) dynamic.ResourceInterface {
	return briefScope{b.named.Namespace(namespace), b.rest, b.resource, namespace}
}

type briefScope struct {
	dynamic.ResourceInterface
	rest      rest.Interface
	resource  schema.GroupVersionResource
	namespace string
}

func (b briefScope) Create(ctx context.Context, o *unstructured.Unstructured, options metav1.CreateOptions, subresources ...string) (*unstructured.Unstructured, error) {
	if len(subresources) > 0 {
		return b.ResourceInterface.Create(ctx, o, options, subresources...)
	}
	body, err := o.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return answer(b.rest.Post().AbsPath(b.path("")...).SetHeader("Content-Type", "application/json").
		Body(body).SpecificallyVersionedParams(&options, metav1.ParameterCodec, v1).Do(ctx))
}

func (b briefScope) Patch(ctx context.Context, name string, kind types.PatchType, data []byte, options metav1.PatchOptions, subresources ...string) (*unstructured.Unstructured, error) {
	if name == "" {
		return nil, fmt.Errorf("patching %s: a name is required", b.resource.Resource)
	}
	return answer(b.rest.Patch(kind).AbsPath(append(b.path(name), subresources...)...).
		Body(data).SpecificallyVersionedParams(&options, metav1.ParameterCodec, v1).Do(ctx))
}

var v1 = schema.GroupVersion{Version: "v1"}

func (b briefScope) path(name string) []string {
	path := []string{"/apis", b.resource.Group, b.resource.Version}
	if b.resource.Group == "" {
		path = []string{"/api", b.resource.Version}
	}
	if b.namespace != "" {
		path = append(path, "namespaces", b.namespace)
	}
	path = append(path, b.resource.Resource)
	if name != "" {
		path = append(path, name)
	}
	return path
}

// answer reads the metadata of the object in a successful answer.
func answer(result rest.Result) (*unstructured.Unstructured, error) {
	if err := result.Error(); err != nil { // unlike Raw it reads what the server says of it
		return nil, err
	}
	data, err := result.Raw()
	if err != nil {
		return nil, err
	}
	stored, found := stampOf(data)
	if !found {
		if err := json.Unmarshal(data, &stored); err != nil {
			return nil, fmt.Errorf("reading the answer to a write: %w", err)
		}
	}
	o := &unstructured.Unstructured{Object: map[string]any{}}
	o.SetName(stored.Metadata.Name)
	o.SetNamespace(stored.Metadata.Namespace)
	o.SetUID(types.UID(stored.Metadata.UID))
	o.SetResourceVersion(stored.Metadata.ResourceVersion)
	if stored.Metadata.DeletionTimestamp != nil {
		o.SetDeletionTimestamp(stored.Metadata.DeletionTimestamp)
		o.SetDeletionGracePeriodSeconds(stored.Metadata.DeletionGracePeriodSeconds)
		o.SetFinalizers(stored.Metadata.Finalizers)
	}
	return o, nil
}
