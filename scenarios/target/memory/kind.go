package memory

import (
	"fmt"
	"reflect"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"sigs.k8s.io/json"
)

// object is what all API types have in common.
type object interface {
	runtime.Object
	metav1.Object
}

// kind is one resource and its rules. A nil rule asks nothing.
type kind struct {
	resource   schema.GroupVersionResource
	kind       string
	namespaced bool
	// empty is an object of the Go type all objects of the kind go through.
	empty object
	// subresources the kind offers; "status" splits spec from status.
	subresources []string
	// validName is the rule of metadata.name; a DNS subdomain when nil.
	validName validation.ValidateNameFunc
	// versioned returns the part of an object whose change raises metadata.generation.
	versioned func(object) any
	// fields are the paths a field selector may name, beside metadata.name and metadata.namespace.
	fields []string
	// needsVersion refuses updates without a resourceVersion; putCreates lets an update create.
	needsVersion, putCreates bool

	// The rules, in the order they are asked.

	defaults func(object)
	// admit may change or refuse; old is nil on creation.
	admit func(s *server, object, old object) error
	// prepare takes what a writer may not set from a new object, or from old.
	prepare       func(object, old object)
	prepareStatus func(object, old object)
	// revise are the other subresources that take a changed object, and what each lets change.
	revise map[string]func(object, old object) field.ErrorList
	// validate asks for creation (old is nil) and update.
	validate       func(s *server, object, old object) field.ErrorList
	validateStatus func(object, old object) field.ErrorList
	// allocate gives an accepted object what the server hands out.
	allocate func(s *server, object, old object) error
	// along removes what goes with an object that was removed.
	along func(s *server, gone *unstructured.Unstructured) error
	// grace is the kind's graceful deletion period; nil when it knows none.
	grace func(object, *metav1.DeleteOptions) *int64

	// definedBy is the definition without which the kind is not served; empty for built-in kinds.
	definedBy string
	// stored is the resource the kind is kept as, if another; keep and show translate.
	stored     *schema.GroupVersionResource
	keep, show func(map[string]any)
}

func (k *kind) storage() schema.GroupVersionResource {
	if k.stored != nil {
		return *k.stored
	}
	return k.resource
}

// kept is the object as it is stored; shown is a stored object as the kind shows it.
func (k *kind) kept(object *unstructured.Unstructured) *unstructured.Unstructured {
	return k.translated(object, k.keep)
}

func (k *kind) shown(object *unstructured.Unstructured) *unstructured.Unstructured {
	return k.translated(object, k.show)
}

func (k *kind) translated(object *unstructured.Unstructured, translate func(map[string]any)) *unstructured.Unstructured {
	if translate == nil {
		return object
	}
	other := object.DeepCopy()
	translate(other.Object)
	return other
}

// group is how errors name the kind.
func (k *kind) group() schema.GroupKind {
	return schema.GroupKind{Group: k.storage().Group, Kind: k.kind}
}

func (k *kind) offers(subresource string) bool {
	if subresource == "" {
		return true
	}
	for _, known := range k.subresources {
		if known == subresource {
			return true
		}
	}
	return false
}

// decode reads an object into the kind's Go type: unknown fields are dropped,
// wrong types are the server's 400.
func (k *kind) decode(from *unstructured.Unstructured) (object, error) {
	if _, free := k.empty.(*unstructured.Unstructured); free {
		return from.DeepCopy(), nil
	}
	typed := reflect.New(reflect.TypeOf(k.empty).Elem()).Interface().(object)
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(from.Object, typed); err != nil {
		return nil, k.misread(from, err)
	}
	return typed, nil
}

// misread says what a server says of a body it cannot read.
func (k *kind) misread(from *unstructured.Unstructured, err error) error {
	typed := reflect.New(reflect.TypeOf(k.empty).Elem()).Interface()
	if data, marshalErr := from.MarshalJSON(); marshalErr == nil {
		if strict := json.UnmarshalCaseSensitivePreserveInts(data, typed); strict != nil {
			err = strict
		}
	}
	return apierrors.NewBadRequest(fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", k.kind, k.resource.Version, k.kind, err))
}

// unknownFields is the 400 of a writer that asked for strict field validation.
func (k *kind) unknownFields(from *unstructured.Unstructured) error {
	if _, free := k.empty.(*unstructured.Unstructured); free {
		return nil
	}
	typed := reflect.New(reflect.TypeOf(k.empty).Elem()).Interface()
	err := runtime.DefaultUnstructuredConverter.FromUnstructuredWithValidation(from.Object, typed, true)
	if err == nil || !runtime.IsStrictDecodingError(err) {
		return nil
	}
	return apierrors.NewBadRequest(fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", k.kind, k.resource.Version, k.kind, err))
}

// encode is the canonical form of an object: the only one that is stored.
func (k *kind) encode(from object) (*unstructured.Unstructured, error) {
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(from)
	if err != nil {
		return nil, fmt.Errorf("encoding %s %s: %w", k.kind, from.GetName(), err)
	}
	into := &unstructured.Unstructured{Object: content}
	into.SetGroupVersionKind(k.resource.GroupVersion().WithKind(k.kind))
	if meta, ok := content["metadata"].(map[string]any); ok && meta["creationTimestamp"] == nil {
		delete(meta, "creationTimestamp")
	}
	return into, nil
}

// checkType refuses a body that says it is something else.
func (k *kind) checkType(body *unstructured.Unstructured) error {
	want := k.resource.GroupVersion()
	switch {
	case body.GetKind() == "":
		return apierrors.NewBadRequest("Object 'Kind' is missing in the body")
	case body.GetAPIVersion() != "" && body.GetAPIVersion() != want.String():
		return apierrors.NewBadRequest(fmt.Sprintf("the API version in the data (%s) does not match the expected API version (%s)", body.GetAPIVersion(), want))
	case body.GetKind() != k.kind:
		return apierrors.NewBadRequest(fmt.Sprintf("%s in version %q cannot be handled as a %s: converting (v1.%s) to (core.%s): unknown conversion", body.GetKind(), want.Version, k.kind, body.GetKind(), k.kind))
	}
	return nil
}
