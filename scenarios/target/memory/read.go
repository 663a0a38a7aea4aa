package memory

import (
	"fmt"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
)

func (s *server) get(at target) (runtime.Object, error) { return s.load(at) }

// list answers with everything that matches, in the order of namespace and name.
func (s *server) list(at target, options metav1.ListOptions) (runtime.Object, error) {
	matches, err := at.kind.matcher(options)
	if err != nil {
		return nil, err
	}
	stored, err := s.all(at.kind, at.namespace)
	if err != nil {
		return nil, err
	}
	list := &unstructured.UnstructuredList{Object: map[string]any{}}
	list.SetGroupVersionKind(at.kind.resource.GroupVersion().WithKind(at.kind.kind + "List"))
	list.SetResourceVersion(s.current())
	for i := range stored {
		if matches(&stored[i]) {
			list.Items = append(list.Items, stored[i])
		}
	}
	return list, nil
}

type matcher func(*unstructured.Unstructured) bool

// matcher reads the selectors of a list or a watch.
func (k *kind) matcher(options metav1.ListOptions) (matcher, error) {
	byLabel, err := labels.Parse(options.LabelSelector)
	if err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	byField, err := fields.ParseSelector(options.FieldSelector)
	if err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	for _, requirement := range byField.Requirements() {
		if !k.selectable(requirement.Field) {
			return nil, apierrors.NewBadRequest(k.unselectable(requirement.Field))
		}
	}
	return func(object *unstructured.Unstructured) bool {
		return byLabel.Matches(labels.Set(object.GetLabels())) && (byField.Empty() || byField.Matches(k.fieldsOf(object)))
	}, nil
}

func (k *kind) selectable(path string) bool {
	if path == "metadata.name" || path == "metadata.namespace" && k.namespaced {
		return true
	}
	for _, known := range k.fields {
		if known == path {
			return true
		}
	}
	return false
}

func (k *kind) unselectable(path string) string {
	if len(k.fields) == 0 {
		return fmt.Sprintf("%q is not a known field selector: only \"metadata.name\", \"metadata.namespace\"", path)
	}
	return "field label not supported: " + path
}

func (k *kind) fieldsOf(object *unstructured.Unstructured) fields.Set {
	set := fields.Set{"metadata.name": object.GetName(), "metadata.namespace": object.GetNamespace()}
	for _, path := range k.fields {
		set[path] = ""
		if value, found, err := unstructured.NestedFieldNoCopy(object.Object, strings.Split(path, ".")...); err == nil && found {
			set[path] = fmt.Sprint(value)
		}
	}
	return set
}
