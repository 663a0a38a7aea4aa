package memory

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const staleMessage = "the object has been modified; please apply your changes to the latest version and try again"

// put answers an update.
func (s *server) put(at target, body *unstructured.Unstructured, options metav1.UpdateOptions) (runtime.Object, error) {
	at.name = body.GetName()
	if at.kind.putCreates && at.subresource == "" {
		if _, err := s.load(at); apierrors.IsNotFound(err) {
			return s.post(at, body, metav1.CreateOptions{FieldValidation: options.FieldValidation})
		}
	}
	return s.change(at, options.FieldValidation, func(current *unstructured.Unstructured) (*unstructured.Unstructured, error) {
		return body, at.checkUID(body, current)
	})
}

// checkUID: the uid in a body is a precondition.
func (at target) checkUID(body, current *unstructured.Unstructured) error {
	if uid := body.GetUID(); uid != "" && uid != current.GetUID() {
		return at.conflict(fmt.Errorf("StorageError: invalid object, Code: 4, Key: /registry/%s/%s/%s, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: %s, UID in object meta: %s",
			at.kind.resource.Resource, at.namespace, at.name, uid, current.GetUID()))
	}
	return nil
}

func (at target) conflict(err error) error {
	return apierrors.NewConflict(at.kind.resource.GroupResource(), at.name, err)
}

// edit makes the object a request asks for out of a copy of the stored one.
type edit func(current *unstructured.Unstructured) (*unstructured.Unstructured, error)

// change answers updates and patches, of an object and of its subresources.
func (s *server) change(at target, fieldValidation string, edit edit) (runtime.Object, error) {
	k := at.kind
	current, err := s.load(at)
	if err != nil {
		return nil, err
	}
	wanted, err := edit(current.DeepCopy())
	if err != nil {
		return nil, err
	}
	fresh, err := k.read(wanted, fieldValidation)
	if err != nil {
		return nil, s.unreadable(wanted, err)
	}
	if fresh.GetName() != at.name {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("the name of the object (%s) does not match the name on the URL (%s)", fresh.GetName(), at.name))
	}
	old, err := k.decode(current)
	if err != nil {
		return nil, err
	}
	if err := s.revise(at, fresh, old); err != nil {
		return nil, err
	}
	return s.commit(k, fresh, current)
}

// unreadable is what the server says of a result it cannot read: of a patch
// that it is invalid, of an update that it is a bad request.
func (s *server) unreadable(wanted *unstructured.Unstructured, err error) error {
	if s.verb != "patch" {
		return err
	}
	_, cause, quoted := strings.Cut(err.Error(), ": ")
	if !quoted { // The version is another.
		cause = fmt.Sprintf("no kind %q is registered for version %q in scheme \"pkg/runtime/scheme.go:111\"", wanted.GetKind(), wanted.GetAPIVersion())
	}
	text, marshalErr := wanted.MarshalJSON()
	if marshalErr != nil {
		return err
	}
	return apierrors.NewInvalid(schema.GroupKind{}, "", field.ErrorList{field.Invalid(field.NewPath("patch"), string(text), cause)})
}

// revise brings a changed object to what may be stored, or says why it may not.
func (s *server) revise(at target, fresh, old object) error {
	k := at.kind
	if k.defaults != nil {
		k.defaults(fresh)
	}
	if err := inNamespace(fresh, at.namespace); err != nil {
		return err
	}
	if at.subresource == "" && k.admit != nil {
		if err := k.admit(s, fresh, old); err != nil {
			return err
		}
	}
	if err := at.checkVersion(fresh, old); err != nil {
		return err
	}
	fresh.SetGeneration(old.GetGeneration())
	if err := s.settleChange(at, fresh, old); err != nil {
		return err
	}
	carry(fresh, old)
	if errs := s.invalidChange(at, fresh, old); len(errs) > 0 {
		return apierrors.NewInvalid(k.group(), fresh.GetName(), errs)
	}
	return nil
}

func (at target) checkVersion(fresh, old object) error {
	switch version := fresh.GetResourceVersion(); {
	case version == "" && !at.kind.needsVersion:
		fresh.SetResourceVersion(old.GetResourceVersion())
	case version == "":
		// The real server puts the resource where the kind belongs.
		where := schema.GroupKind{Group: at.kind.resource.Group, Kind: at.kind.resource.Resource}
		return apierrors.NewInvalid(where, fresh.GetName(), field.ErrorList{
			field.Invalid(field.NewPath("metadata", "resourceVersion"), 0, "must be specified for an update")})
	case version != old.GetResourceVersion():
		return at.conflict(errors.New(staleMessage))
	}
	return nil
}

func (s *server) settleChange(at target, fresh, old object) error {
	k := at.kind
	switch at.subresource {
	case "status":
		if k.prepareStatus != nil {
			k.prepareStatus(fresh, old)
		}
	case "finalize":
		finalizeNamespace(fresh, old)
	case "":
		if err := s.settle(k, fresh, old); err != nil {
			return err
		}
	default:
		if errs := k.revise[at.subresource](fresh, old); len(errs) > 0 {
			return apierrors.NewInvalid(k.group(), fresh.GetName(), errs)
		}
	}
	if k.versioned != nil && !equality.Semantic.DeepEqual(k.versioned(fresh), k.versioned(old)) {
		fresh.SetGeneration(old.GetGeneration() + 1)
	}
	return nil
}

// carry keeps what no update changes.
func carry(fresh, old object) {
	if fresh.GetUID() == "" {
		fresh.SetUID(old.GetUID())
	}
	fresh.SetCreationTimestamp(old.GetCreationTimestamp())
	if old.GetDeletionTimestamp() != nil {
		fresh.SetDeletionTimestamp(old.GetDeletionTimestamp())
	}
	if fresh.GetDeletionGracePeriodSeconds() == nil {
		fresh.SetDeletionGracePeriodSeconds(old.GetDeletionGracePeriodSeconds())
	}
}

func (s *server) invalidChange(at target, fresh, old object) field.ErrorList {
	k, path := at.kind, field.NewPath("metadata")
	errs := validation.ValidateObjectMetaAccessor(fresh, k.namespaced, k.nameRule(), path)
	errs = append(errs, validation.ValidateObjectMetaAccessorUpdate(fresh, old, path)...)
	switch {
	case at.subresource == "" && k.validate != nil:
		errs = append(errs, k.validate(s, fresh, old)...)
	case at.subresource == "status" && k.validateStatus != nil:
		errs = append(errs, k.validateStatus(fresh, old)...)
	}
	return errs
}

// commit stores a revised object: not at all when nothing changed, and for the
// last time when it was only waiting for its finalizers.
func (s *server) commit(k *kind, fresh object, current *unstructured.Unstructured) (runtime.Object, error) {
	encoded, err := k.encode(fresh)
	if err != nil {
		return nil, err
	}
	if err := s.allowed(k, encoded); err != nil {
		return nil, err
	}
	if finished(fresh) { // Its last write is not stored: it goes as it was.
		if err := s.remove(k, current); err != nil {
			return nil, err
		}
		s.after = encoded
		return encoded.DeepCopy(), nil
	}
	if reflect.DeepEqual(encoded.Object, current.Object) {
		s.after = current
		return current.DeepCopy(), nil
	}
	if err := s.replace(k, encoded, current); err != nil {
		return nil, err
	}
	return encoded.DeepCopy(), nil
}

// finished reports whether an object that is being deleted has nothing left to wait for.
func finished(o object) bool {
	if o.GetDeletionTimestamp() == nil || len(o.GetFinalizers()) > 0 {
		return false
	}
	if namespace, ok := asNamespace(o); ok {
		return len(namespace.Spec.Finalizers) == 0
	}
	grace := o.GetDeletionGracePeriodSeconds()
	return grace != nil && *grace == 0
}
