package memory

import (
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	utilrand "k8s.io/apimachinery/pkg/util/rand"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// post answers a create.
func (s *server) post(at target, body *unstructured.Unstructured, options metav1.CreateOptions) (runtime.Object, error) {
	if at.subresource != "" {
		return s.postSubresource(at, body)
	}
	fresh, err := at.kind.read(body, options.FieldValidation)
	if err != nil {
		return nil, err
	}
	s.dry = len(options.DryRun) > 0
	return s.create(at, fresh)
}

// read takes a body as a request brings it.
func (k *kind) read(body *unstructured.Unstructured, fieldValidation string) (object, error) {
	if err := k.checkType(body); err != nil {
		return nil, err
	}
	fresh, err := k.decode(body)
	if err != nil {
		return nil, err
	}
	if fieldValidation == metav1.FieldValidationStrict {
		if err := k.unknownFields(body); err != nil {
			return nil, err
		}
	}
	fresh.SetManagedFields(nil)
	return fresh, nil
}

func (s *server) create(at target, fresh object) (*unstructured.Unstructured, error) {
	k := at.kind
	if err := inNamespace(fresh, at.namespace); err != nil {
		return nil, err
	}
	if k.defaults != nil {
		k.defaults(fresh)
	}
	if err := s.admitNew(at, fresh); err != nil {
		return nil, err
	}
	generated := s.identify(k, fresh)
	if err := s.settle(k, fresh, nil); err != nil {
		return nil, err
	}
	if errs := k.invalidNew(s, fresh); len(errs) > 0 {
		return nil, apierrors.NewInvalid(k.group(), fresh.GetName(), errs)
	}
	return s.insert(at, fresh, generated)
}

// insert stores an accepted object unless its name is taken.
func (s *server) insert(at target, fresh object, generated bool) (*unstructured.Unstructured, error) {
	k := at.kind
	encoded, err := k.encode(fresh)
	if err != nil {
		return nil, err
	}
	if err := s.allowed(k, encoded); err != nil {
		return nil, err
	}
	if fresh.GetResourceVersion() != "" {
		return nil, internal("resourceVersion should not be set on objects to be created")
	}
	at.name = fresh.GetName()
	if _, err := s.load(at); err == nil {
		if generated {
			return nil, apierrors.NewGenerateNameConflict(k.resource.GroupResource(), at.name, 1)
		}
		return nil, apierrors.NewAlreadyExists(k.resource.GroupResource(), at.name)
	}
	if s.dry {
		return encoded, nil
	}
	if err := s.add(k, encoded); err != nil {
		return nil, err
	}
	return encoded.DeepCopy(), nil
}

// identify gives a new object its name, uid and birthday.
func (s *server) identify(k *kind, fresh object) (generated bool) {
	if fresh.GetName() == "" && fresh.GetGenerateName() != "" {
		generated = true
		base := fresh.GetGenerateName()
		fresh.SetName(base[:min(len(base), 58)] + utilrand.String(5))
	}
	fresh.SetUID(s.uid(k, fresh))
	fresh.SetCreationTimestamp(metav1.Now())
	fresh.SetDeletionTimestamp(nil)
	fresh.SetDeletionGracePeriodSeconds(nil)
	fresh.SetSelfLink("")
	return generated
}

// uid is unique, and the same in every process: it is made of the name, and of how
// many objects have had it.
func (s *server) uid(k *kind, fresh object) types.UID {
	name := fmt.Sprintf("%s %s %s/%s", s.side, k.resource, fresh.GetNamespace(), fresh.GetName())
	s.births[name]++
	return types.UID(uuid.NewSHA1(uuid.NameSpaceURL, fmt.Appendf(nil, "%s %d", name, s.births[name])).String())
}

// settle gives an object what the server allocates, takes back what a writer
// may not set, and counts its generation.
func (s *server) settle(k *kind, fresh, old object) error {
	if k.allocate != nil {
		if err := k.allocate(s, fresh, old); err != nil {
			return err
		}
	}
	if k.prepare != nil {
		k.prepare(fresh, old)
	}
	if old == nil && k.versioned != nil {
		fresh.SetGeneration(1)
	}
	return nil
}

func (k *kind) invalidNew(s *server, fresh object) field.ErrorList {
	errs := validation.ValidateObjectMetaAccessor(fresh, k.namespaced, k.nameRule(), field.NewPath("metadata"))
	errs = append(errs, checkFinalizers(fresh.GetFinalizers(), field.NewPath("metadata", "finalizers"))...)
	if k.validate != nil {
		errs = append(errs, k.validate(s, fresh, nil)...)
	}
	return errs
}

func checkFinalizers(names []string, path *field.Path) (errs field.ErrorList) {
	for i, name := range names {
		switch name {
		case "kubernetes", metav1.FinalizerOrphanDependents, metav1.FinalizerDeleteDependents:
		default:
			if !strings.Contains(name, "/") {
				errs = append(errs, field.Invalid(path.Index(i), name, "name is neither a standard finalizer name nor is it fully qualified"))
			}
		}
	}
	return errs
}

func (k *kind) nameRule() validation.ValidateNameFunc {
	if k.validName != nil {
		return k.validName
	}
	return validation.NameIsDNSSubdomain
}

func inNamespace(fresh object, namespace string) error {
	switch {
	case fresh.GetNamespace() == namespace:
	case fresh.GetNamespace() == "" || namespace == "":
		fresh.SetNamespace(namespace)
	default:
		return apierrors.NewBadRequest("the namespace of the provided object does not match the namespace sent on the request")
	}
	return nil
}

// internal is how a server answers an error that is no API error: 500 without a reason.
func internal(format string, args ...any) error {
	status := apierrors.NewInternalError(errors.New("")).Status()
	status.Reason, status.Details = "", nil
	status.Message = fmt.Sprintf(format, args...)
	return &apierrors.StatusError{ErrStatus: status}
}
