package render

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// templates are where the kinds that make pods keep the template of them, and
// what their first pod is called after them.
func templates() map[string]struct {
	at     []string
	suffix string
} {
	type kind = struct {
		at     []string
		suffix string
	}
	pod := []string{"spec", "template"}
	return map[string]kind{
		"Deployment.apps":  {pod, "-pod"},
		"ReplicaSet.apps":  {pod, "-pod"},
		"DaemonSet.apps":   {pod, "-pod"},
		"StatefulSet.apps": {pod, "-0"},
		"Job.batch":        {pod, "-pod"},
		"CronJob.batch":    {[]string{"spec", "jobTemplate", "spec", "template"}, "-pod"},
	}
}

// podOf is one pod as the controller of a workload would make it in the virtual
// cluster, which has its controllers, where memory has none. It is nil for other kinds.
func podOf(m Manifest) *Manifest {
	group := m.Object.GroupVersionKind().Group
	kind, known := templates()[m.Object.GetKind()+"."+group]
	if !known {
		return nil
	}
	template, found, err := unstructured.NestedMap(m.Object.Object, kind.at...)
	if err != nil || !found {
		return nil
	}
	pod := &unstructured.Unstructured{Object: template}
	pod.SetAPIVersion("v1")
	pod.SetKind("Pod")
	pod.SetNamespace(m.Object.GetNamespace())
	pod.SetName(m.Object.GetName() + kind.suffix)
	if kind.suffix == "-0" {
		_ = unstructured.SetNestedField(pod.Object, pod.GetName(), "spec", "hostname") // a template without a spec is refused later, with its reason
		service, _, _ := unstructured.NestedString(m.Object.Object, "spec", "serviceName")
		if service != "" {
			_ = unstructured.SetNestedField(pod.Object, service, "spec", "subdomain")
		}
	}
	return &Manifest{Object: pod, Place: fmt.Sprintf("%s (a pod of %s %s)", m.Place, m.Object.GetKind(), m.Object.GetName())}
}
