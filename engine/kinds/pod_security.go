package kinds

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// meetsStandard refuses a pod that violates the configured pod security standard
// (POD-161). The virtual API server refuses it too, but not one that was there
// before the standard was configured, or in a namespace whose labels a tenant changed.
func meetsStandard(c *recipe.Change) {
	level := standard(c)
	if level == "" {
		return
	}
	var pod corev1.Pod
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(c.Now.Virtual.Object, &pod); err != nil {
		c.Refused = fmt.Sprintf("Pod %s is forbidden: it cannot be read: %v", c.Key.Name, err)
		return
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		c.Refused = fmt.Sprintf("Pod %s is forbidden: no pod can be checked: %v", c.Key.Name, err)
		return
	}
	at := api.LevelVersion{Level: level, Version: api.LatestVersion()}
	if result := policy.AggregateCheckResults(evaluator.EvaluatePod(at, &pod.ObjectMeta, &pod.Spec)); !result.Allowed {
		c.Refused = fmt.Sprintf("Pod %[1]s is forbidden: pods %[1]q is forbidden: violates PodSecurity %[2]q: %[3]s",
			c.Key.Name, at.String(), result.ForbiddenDetail()) // EVT-11
	}
}

// enforceStandard has the virtual API server enforce the standard in every
// namespace, and warn of what violates it (POD-162).
func enforceStandard(c *recipe.Change) {
	level := standard(c)
	if level == "" {
		return
	}
	for key, value := range map[string]string{
		api.EnforceLevelLabel: string(level), api.EnforceVersionLabel: api.VersionLatest,
		api.WarnLevelLabel: string(level), api.WarnVersionLabel: api.VersionLatest,
	} {
		object.SetLabel(c.Virtual, key, value)
	}
}

// standard is the configured level; empty for none.
func standard(c *recipe.Change) api.Level { return api.Level(c.Config.Policies.PodSecurityStandard) }
