package memory

import (
	"fmt"
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"
	nodev1 "k8s.io/api/node/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilvalidation "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func runtimeClasses() schema.GroupVersionResource {
	return inGroup(nodev1.GroupName, "v1", "runtimeclasses")
}

// runtimeClassKind: K8S-01 to K8S-12.
func runtimeClassKind() *kind {
	return &kind{
		resource: runtimeClasses(), kind: "RuntimeClass", empty: &nodev1.RuntimeClass{},
		needsVersion: true, putCreates: true,
		defaults: defaults(func(c *nodev1.RuntimeClass) {
			if c.Overhead != nil {
				roundUp(c.Overhead.PodFixed)
			}
		}),
		validate: func(_ *server, fresh, old object) field.ErrorList {
			class := fresh.(*nodev1.RuntimeClass)
			if old != nil { // An update is asked for the handler only.
				return immutable(class.Handler, old.(*nodev1.RuntimeClass).Handler, field.NewPath("handler"))
			}
			return checkRuntimeClass(class)
		},
	}
}

func checkRuntimeClass(c *nodev1.RuntimeClass) (errs field.ErrorList) {
	path := field.NewPath("handler")
	if c.Handler == "" {
		errs = append(errs, field.Required(path, ""))
	} else {
		for _, message := range validation.NameIsDNSLabel(c.Handler, false) {
			errs = append(errs, field.Invalid(path, c.Handler, message))
		}
	}
	if c.Overhead != nil {
		errs = append(errs, checkOverhead(c.Overhead.PodFixed, field.NewPath("overhead", "limits"))...)
	}
	if c.Scheduling != nil {
		errs = append(errs, checkScheduling(c.Scheduling, field.NewPath("scheduling"))...)
	}
	return errs
}

func checkOverhead(fixed corev1.ResourceList, path *field.Path) (errs field.ErrorList) {
	for _, name := range slices.Sorted(maps.Keys(fixed)) {
		quantity := fixed[name]
		for _, message := range utilvalidation.IsQualifiedName(string(name)) {
			errs = append(errs, field.Invalid(path.Key(string(name)), name, message))
		}
		if quantity.Sign() < 0 {
			errs = append(errs, field.Invalid(path.Key(string(name)), quantity.String(), "must be greater than or equal to 0"))
		}
	}
	return errs
}

// internalToleration prints as the server's own type does.
type internalToleration struct {
	Key               string                    `json:"Key"`
	Operator          corev1.TolerationOperator `json:"Operator"`
	Value             string                    `json:"Value"`
	Effect            corev1.TaintEffect        `json:"Effect"`
	TolerationSeconds *int64                    `json:"TolerationSeconds"`
}

func checkScheduling(s *nodev1.Scheduling, path *field.Path) (errs field.ErrorList) {
	errs = append(errs, metav1validation.ValidateLabels(s.NodeSelector, path.Child("nodeSelector"))...)
	seen := map[string]bool{}
	for i, toleration := range s.Tolerations {
		key := fmt.Sprint(toleration.Key, "\x00", toleration.Operator, "\x00", toleration.Value, "\x00", toleration.Effect)
		if seen[key] {
			errs = append(errs, field.Duplicate(path.Child("tolerations").Index(i), internalToleration(toleration)))
		}
		seen[key] = true
	}
	return errs
}
