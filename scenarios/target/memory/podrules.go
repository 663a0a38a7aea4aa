package memory

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/diff"
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
		for _, message := range utilvalidation.IsValidPortNum(int(port.ContainerPort)) {
			errs = append(errs, field.Invalid(path.Child("ports").Index(i).Child("containerPort"), port.ContainerPort, message))
		}
	}
	for i, variable := range c.Env {
		if variable.Name == "" {
			errs = append(errs, field.Required(path.Child("env").Index(i).Child("name"), ""))
		}
	}
	for i, mount := range c.VolumeMounts {
		if !volumes[mount.Name] {
			errs = append(errs, field.NotFound(path.Child("volumeMounts").Index(i).Child("name"), mount.Name))
		}
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

// changeable is the server's own list of what a pod update may change.
const changeable = "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`," +
	"`spec.tolerations` (only additions to existing tolerations)," +
	"`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"

// unchangedPod refuses what a pod update may not change. K8S-40, K8S-41
func unchangedPod(fresh, old *corev1.Pod) (errs field.ErrorList) {
	path := field.NewPath("spec")
	for name, lengths := range map[string][2]int{
		"containers":     {len(fresh.Spec.Containers), len(old.Spec.Containers)},
		"initContainers": {len(fresh.Spec.InitContainers), len(old.Spec.InitContainers)},
	} {
		if lengths[0] != lengths[1] {
			return field.ErrorList{field.Forbidden(path.Child(name), "pod updates may not add or remove containers")}
		}
	}
	errs = append(errs, checkDeadline(fresh, old, path.Child("activeDeadlineSeconds"))...)
	errs = append(errs, onlyMoreTolerations(fresh, old, path.Child("tolerations"))...)
	errs = append(errs, onlyFewerGates(fresh, old, path.Child("schedulingGates"))...)
	allowed := withAllowedChanges(fresh, old)
	if !equality.Semantic.DeepEqual(*allowed, old.Spec) {
		errs = append(errs, field.Forbidden(path, fmt.Sprintf("pod updates may not change fields other than %s\n%v", changeable, diff.Diff(old.Spec, *allowed))))
	}
	return errs
}

// withAllowedChanges is the new spec with every allowed change taken back.
func withAllowedChanges(fresh, old *corev1.Pod) *corev1.PodSpec {
	spec := fresh.Spec.DeepCopy()
	for i := range spec.Containers {
		spec.Containers[i].Image = old.Spec.Containers[i].Image
	}
	for i := range spec.InitContainers {
		spec.InitContainers[i].Image = old.Spec.InitContainers[i].Image
	}
	spec.ActiveDeadlineSeconds = old.Spec.ActiveDeadlineSeconds
	spec.Tolerations = old.Spec.Tolerations
	spec.SchedulingGates = old.Spec.SchedulingGates
	if was, now := old.Spec.TerminationGracePeriodSeconds, spec.TerminationGracePeriodSeconds; was != nil && *was < 0 && now != nil && *now == 1 {
		spec.TerminationGracePeriodSeconds = was
	}
	if len(old.Spec.SchedulingGates) > 0 && containsAll(spec.NodeSelector, old.Spec.NodeSelector) {
		spec.NodeSelector = old.Spec.NodeSelector
	}
	return spec
}

func containsAll(all, some map[string]string) bool {
	for key, value := range some {
		if got, ok := all[key]; !ok || got != value {
			return false
		}
	}
	return true
}

func checkDeadline(fresh, old *corev1.Pod, path *field.Path) field.ErrorList {
	now, was := fresh.Spec.ActiveDeadlineSeconds, old.Spec.ActiveDeadlineSeconds
	switch {
	case was != nil && now == nil:
		return field.ErrorList{field.Invalid(path, now, "must not update from a positive integer to nil value")}
	case was != nil && *was < *now:
		return field.ErrorList{field.Invalid(path, *now, "must be less than or equal to previous value")}
	}
	return nil
}

func onlyMoreTolerations(fresh, old *corev1.Pod, path *field.Path) field.ErrorList {
	for _, was := range old.Spec.Tolerations {
		kept := slices.ContainsFunc(fresh.Spec.Tolerations, func(now corev1.Toleration) bool {
			now.TolerationSeconds = was.TolerationSeconds
			return equality.Semantic.DeepEqual(now, was)
		})
		if !kept {
			return field.ErrorList{field.Forbidden(path, "existing toleration can not be modified except its tolerationSeconds")}
		}
	}
	return nil
}

func onlyFewerGates(fresh, old *corev1.Pod, path *field.Path) (errs field.ErrorList) {
	for i, gate := range fresh.Spec.SchedulingGates {
		if !slices.Contains(old.Spec.SchedulingGates, gate) {
			errs = append(errs, field.Forbidden(path.Index(i).Child("name"), fmt.Sprintf("only deletion is allowed, but found new scheduling gate '%s'", gate.Name)))
		}
	}
	return errs
}

// checkPodStatus: the quality of service is decided once. K8S-42
func checkPodStatus(fresh, old *corev1.Pod) field.ErrorList {
	return immutable(fresh.Status.QOSClass, old.Status.QOSClass, field.NewPath("status", "qosClass"))
}
