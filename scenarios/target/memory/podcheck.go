package memory

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	utilvalidation "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// checkPod asks for what a pod cannot be without.
func checkPod(p *corev1.Pod) (errs field.ErrorList) {
	path := field.NewPath("spec")
	volumes := map[string]bool{}
	for i, volume := range p.Spec.Volumes {
		at := path.Child("volumes").Index(i).Child("name")
		errs = append(errs, checkUniqueLabel(volume.Name, volumes, at)...)
		if wrong := checkVolume(&volume, path.Child("volumes").Index(i)); len(wrong) > 0 {
			errs = append(errs, wrong...)
			delete(volumes, volume.Name)
		}
	}
	if len(p.Spec.Containers) == 0 {
		errs = append(errs, field.Required(path.Child("containers"), ""))
	}
	names := map[string]bool{}
	for i := range p.Spec.Containers {
		errs = append(errs, checkContainer(&p.Spec.Containers[i], names, volumes, path.Child("containers").Index(i))...)
	}
	for i := range p.Spec.InitContainers {
		errs = append(errs, checkContainer(&p.Spec.InitContainers[i], names, volumes, path.Child("initContainers").Index(i))...)
	}
	errs = append(errs, checkChoice(p.Spec.RestartPolicy, path.Child("restartPolicy"), corev1.RestartPolicyAlways, corev1.RestartPolicyOnFailure, corev1.RestartPolicyNever)...)
	errs = append(errs, checkChoice(p.Spec.DNSPolicy, path.Child("dnsPolicy"), corev1.DNSClusterFirstWithHostNet, corev1.DNSClusterFirst, corev1.DNSDefault, corev1.DNSNone)...)
	errs = append(errs, metav1validation.ValidateLabels(p.Spec.NodeSelector, path.Child("nodeSelector"))...)
	for i, toleration := range p.Spec.Tolerations {
		if toleration.Operator != "" {
			errs = append(errs, checkChoice(toleration.Operator, path.Child("tolerations").Index(i).Child("operator"), corev1.TolerationOpEqual, corev1.TolerationOpExists)...)
		}
	}
	errs = append(errs, checkLabelKeys(p, path)...)
	if name := p.Spec.RuntimeClassName; name != nil {
		errs = append(errs, checkName(*name, validation.NameIsDNSSubdomain, path.Child("runtimeClassName"))...)
	}
	if p.Spec.Hostname != "" {
		errs = append(errs, checkName(p.Spec.Hostname, validation.NameIsDNSLabel, path.Child("hostname"))...)
	}
	if p.Spec.Subdomain != "" {
		errs = append(errs, checkName(p.Spec.Subdomain, validation.NameIsDNSLabel, path.Child("subdomain"))...)
	}
	return errs
}

func checkContainer(c *corev1.Container, names, volumes map[string]bool, path *field.Path) field.ErrorList {
	errs := checkUniqueLabel(c.Name, names, path.Child("name"))
	if c.Image == "" {
		errs = append(errs, field.Required(path.Child("image"), ""))
	} else if strings.TrimSpace(c.Image) != c.Image {
		errs = append(errs, field.Invalid(path.Child("image"), c.Image, "must not have leading or trailing whitespace"))
	}
	for i, port := range c.Ports {
		at := path.Child("ports").Index(i)
		if port.Name != "" {
			errs = append(errs, checkName(port.Name, portName, at.Child("name"))...)
		}
		for _, message := range utilvalidation.IsValidPortNum(int(port.ContainerPort)) {
			errs = append(errs, field.Invalid(at.Child("containerPort"), port.ContainerPort, message))
		}
	}
	for i, variable := range c.Env {
		at := path.Child("env").Index(i).Child("name")
		if variable.Name == "" {
			errs = append(errs, field.Required(at, ""))
		} else {
			errs = append(errs, checkName(variable.Name, variableName, at)...)
		}
	}
	for i, mount := range c.VolumeMounts {
		if !volumes[mount.Name] {
			errs = append(errs, field.NotFound(path.Child("volumeMounts").Index(i).Child("name"), mount.Name))
		}
	}
	errs = append(errs, checkChoice(c.ImagePullPolicy, path.Child("imagePullPolicy"), corev1.PullAlways, corev1.PullIfNotPresent, corev1.PullNever)...)
	return append(errs, checkLimits(&c.Resources, path.Child("resources"))...)
}

func portName(name string, _ bool) []string { return utilvalidation.IsValidPortName(name) }

func variableName(name string, _ bool) []string { return utilvalidation.IsRelaxedEnvVarName(name) }

// checkLimits: nobody asks for more than he may have.
func checkLimits(r *corev1.ResourceRequirements, path *field.Path) (errs field.ErrorList) {
	for _, name := range slices.Sorted(maps.Keys(r.Requests)) {
		request := r.Requests[name]
		if limit, set := r.Limits[name]; set && request.Cmp(limit) > 0 {
			errs = append(errs, field.Invalid(path.Child("requests"), request.String(), fmt.Sprintf("must be less than or equal to %s limit of %s", name, limit.String())))
		}
	}
	return errs
}

// checkVolume: a volume has one source, and that is named.
func checkVolume(v *corev1.Volume, path *field.Path) (errs field.ErrorList) {
	sources, value := 0, reflect.ValueOf(v.VolumeSource)
	for i := range value.NumField() {
		if value.Field(i).IsNil() {
			continue
		}
		if sources++; sources > 1 {
			name, _, _ := strings.Cut(value.Type().Field(i).Tag.Get("json"), ",")
			errs = append(errs, field.Forbidden(path.Child(name), "may not specify more than 1 volume type"))
		}
	}
	if v.Secret != nil && v.Secret.SecretName == "" {
		errs = append(errs, field.Required(path.Child("secret", "secretName"), ""))
	}
	if v.ConfigMap != nil && v.ConfigMap.Name == "" {
		errs = append(errs, field.Required(path.Child("configMap", "name"), ""))
	}
	return errs
}

func checkUniqueLabel(name string, seen map[string]bool, path *field.Path) field.ErrorList {
	switch {
	case name == "":
		return field.ErrorList{field.Required(path, "")}
	case seen[name]:
		return field.ErrorList{field.Duplicate(path, name)}
	}
	seen[name] = true
	return checkName(name, validation.NameIsDNSLabel, path)
}

func checkName(name string, rule validation.ValidateNameFunc, path *field.Path) (errs field.ErrorList) {
	for _, message := range rule(name, false) {
		errs = append(errs, field.Invalid(path, name, message))
	}
	return errs
}

func checkChoice[T ~string](value T, path *field.Path, choices ...T) field.ErrorList {
	if slices.Contains(choices, value) {
		return nil
	}
	return field.ErrorList{field.NotSupported(path, value, choices)}
}
