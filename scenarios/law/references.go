package law

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// used reports whether something that surely syncs refers to a virtual Secret
// or ConfigMap. A pod that is gated, ending or finished does not count: whether
// it still needs what it names is the engine's choice.
func (w *world) used(k key) bool {
	found := false
	w.each(virtualSide, func(at key, object *unstructured.Unstructured) {
		if found || at.namespace != k.namespace && at.resource.Resource != "ingresses" || object.GetDeletionTimestamp() != nil {
			return
		}
		switch at.resource.String() {
		case "pods":
			found = w.settings.toHost(at.resource) && !finished(object) && !w.gated(object) &&
				names(object.Object["spec"], k.resource)[k.name]
		case "ingresses.networking.k8s.io":
			found = w.settings.toHost(at.resource) && k.resource.Resource == "secrets" && !w.gated(object) &&
				ingressSecrets(object)[k.namespace+"/"+k.name]
		}
	})
	return found
}

// finished reports whether a pod's containers will not run again.
func finished(pod *unstructured.Unstructured) bool {
	phase, _, _ := unstructured.NestedString(pod.Object, "status", "phase")
	return phase == "Succeeded" || phase == "Failed"
}

// names collects the Secrets or ConfigMaps a piece of a pod's spec names (CM-06, SEC-07).
func names(piece any, resource schema.GroupResource) map[string]bool {
	found := map[string]bool{}
	collect(piece, "", referring(resource), found)
	return found
}

// referring are the fields whose value names an object of the kind.
func referring(resource schema.GroupResource) map[string]bool {
	if resource.Resource == "secrets" {
		return map[string]bool{"secret": true, "secretRef": true, "secretKeyRef": true,
			"imagePullSecrets": true, "nodePublishSecretRef": true}
	}
	return map[string]bool{"configMap": true, "configMapRef": true, "configMapKeyRef": true}
}

func collect(piece any, field string, referring, found map[string]bool) {
	switch piece := piece.(type) {
	case []any:
		for _, item := range piece {
			collect(item, field, referring, found)
		}
	case map[string]any:
		if referring[field] {
			for _, where := range []string{"name", "secretName"} {
				if name, _ := piece[where].(string); name != "" {
					found[name] = true
				}
			}
		}
		for name, value := range piece {
			collect(value, name, referring, found)
		}
	}
}

// ingressSecrets are the Secrets an ingress names, with their namespaces (SEC-02, SEC-08).
func ingressSecrets(ingress *unstructured.Unstructured) map[string]bool {
	found := map[string]bool{}
	tls, _, _ := unstructured.NestedSlice(ingress.Object, "spec", "tls")
	for _, entry := range tls {
		fields, _ := entry.(map[string]any)
		if name, _ := fields["secretName"].(string); name != "" {
			found[ingress.GetNamespace()+"/"+name] = true
		}
	}
	for _, suffix := range []string{"auth-secret", "auth-tls-secret", "proxy-ssl-secret"} {
		name := ingress.GetAnnotations()["nginx.ingress.kubernetes.io/"+suffix]
		if name != "" && !strings.Contains(name, "/") {
			name = ingress.GetNamespace() + "/" + name
		}
		found[name] = true
	}
	return found
}
