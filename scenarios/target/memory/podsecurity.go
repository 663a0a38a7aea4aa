package memory

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// secure refuses a pod that violates the standard its namespace enforces by label.
// The checks are those of the server itself.
func secure(s *server, pod *corev1.Pod) error {
	namespace, found := find[*corev1.Namespace](s, core("namespaces"), "", pod.Namespace)
	if !found {
		return nil
	}
	anything := api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()}
	enforced, errs := api.PolicyToEvaluate(namespace.Labels, api.Policy{Enforce: anything, Audit: anything, Warn: anything})
	if len(errs) > 0 {
		return nil // the server goes by what it can read, and warns
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return internal("%v", err)
	}
	result := policy.AggregateCheckResults(evaluator.EvaluatePod(enforced.Enforce, &pod.ObjectMeta, &pod.Spec))
	if result.Allowed {
		return nil
	}
	return forbidPod(pod, "violates PodSecurity %q: %s", enforced.Enforce.String(), result.ForbiddenDetail())
}
