package memory

import (
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// The rules of a kind are written for its Go type; these let them stand in a kind.

func defaults[T object](rule func(T)) func(object) {
	return func(o object) { rule(o.(T)) }
}

// prepares makes a rule of two: one for a new object, one for a changed one. Either may be nil.
func prepares[T object](create func(T), update func(fresh, old T)) func(object, object) {
	return func(fresh, old object) {
		switch {
		case old == nil && create != nil:
			create(fresh.(T))
		case old != nil && update != nil:
			update(fresh.(T), old.(T))
		}
	}
}

func prepareStatus[T object](rule func(fresh, old T)) func(object, object) {
	return func(fresh, old object) { rule(fresh.(T), old.(T)) }
}

func revises[T object](rule func(fresh, old T) field.ErrorList) func(object, object) field.ErrorList {
	return func(fresh, old object) field.ErrorList { return rule(fresh.(T), old.(T)) }
}

func validateStatus[T object](rule func(fresh, old T) field.ErrorList) func(object, object) field.ErrorList {
	return func(fresh, old object) field.ErrorList { return rule(fresh.(T), old.(T)) }
}

// validates makes a rule of two: one for every object, one for what changed. Either may be nil.
func validates[T object](always func(T) field.ErrorList, update func(fresh, old T) field.ErrorList) func(*server, object, object) field.ErrorList {
	return func(_ *server, fresh, old object) (errs field.ErrorList) {
		if old != nil && update != nil {
			errs = update(fresh.(T), old.(T))
		}
		if always != nil {
			errs = append(errs, always(fresh.(T))...)
		}
		return errs
	}
}

// admits is a rule that also sees the rest of the server; old is the zero value on creation.
func admits[T object](rule func(s *server, fresh, old T) error) func(*server, object, object) error {
	return func(s *server, fresh, old object) error {
		var before T
		if old != nil {
			before = old.(T)
		}
		return rule(s, fresh.(T), before)
	}
}

func graceful[T object](rule func(T, *metav1.DeleteOptions) int64) func(object, *metav1.DeleteOptions) *int64 {
	return func(o object, options *metav1.DeleteOptions) *int64 {
		period := rule(o.(T), options)
		return &period
	}
}

func versioned[T object](part func(T) any) func(object) any {
	return func(o object) any { return part(o.(T)) }
}

// immutable is the server's refusal of a changed value.
func immutable(fresh, old any, path *field.Path) field.ErrorList {
	return validation.ValidateImmutableField(fresh, old, path)
}
