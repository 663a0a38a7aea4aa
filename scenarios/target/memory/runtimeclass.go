package memory

import (
	"fmt"
	"maps"
	"slices"
	"strings"

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
			errs := checkHandler(class.Handler, field.NewPath("handler"))
			if old != nil { // An update is asked for the handler only.
				return append(errs, immutable(class.Handler, old.(*nodev1.RuntimeClass).Handler, field.NewPath("handler"))...)
			}
			return append(errs, checkRuntimeClass(class)...)
		},
	}
}

func checkHandler(handler string, path *field.Path) field.ErrorList {
	if handler == "" {
		return field.ErrorList{field.Required(path, "")}
	}
	return checkName(handler, validation.NameIsDNSLabel, path)
}

func checkRuntimeClass(c *nodev1.RuntimeClass) (errs field.ErrorList) {
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
		errs = append(errs, checkResource(string(name), path.Key(string(name)))...)
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

// checkResource: what a container may ask for by a plain name is a short list.
func checkResource(name string, path *field.Path) (errs field.ErrorList) {
	for _, message := range utilvalidation.IsQualifiedName(name) {
		errs = append(errs, field.Invalid(path, name, message))
	}
	switch corev1.ResourceName(name) {
	case corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage:
		return errs
	}
	if len(errs) > 0 || strings.Contains(name, "/") || strings.HasPrefix(name, corev1.ResourceHugePagesPrefix) {
		return errs
	}
	return field.ErrorList{
		field.Invalid(path, name, "must be a standard resource type or fully qualified"),
		field.Invalid(path, name, "must be a standard resource for containers"),
	}
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
