package targettest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	k8sjson "k8s.io/apimachinery/pkg/util/json"
)

type target struct {
	resource     schema.GroupVersionResource
	cluster      bool
	name         string
	subresources []string
}

// isCluster tells the cluster-scoped resources of the stories.
func isCluster(resource string) bool {
	switch resource {
	case "namespaces", "nodes", "runtimeclasses", "priorityclasses", "ingressclasses", "storageclasses", "persistentvolumes":
		return true
	}
	return false
}

func groupOf(resource string) string {
	switch resource {
	case "runtimeclasses":
		return "node.k8s.io"
	case "ingresses", "ingressclasses", "networkpolicies":
		return "networking.k8s.io"
	case "priorityclasses":
		return "scheduling.k8s.io"
	case "storageclasses":
		return "storage.k8s.io"
	case "poddisruptionbudgets":
		return "policy"
	case "leases":
		return "coordination.k8s.io"
	case "endpointslices":
		return "discovery.k8s.io"
	}
	return ""
}

// named reads "resource[.group][/subresource] name".
func named(text string) target {
	what, name, _ := strings.Cut(text, " ")
	what, subresource, _ := strings.Cut(what, "/")
	plural, group, given := strings.Cut(what, ".")
	if !given {
		group = groupOf(plural)
	}
	to := target{resource: schema.GroupVersionResource{Group: group, Version: "v1", Resource: plural}, cluster: isCluster(plural), name: name}
	if subresource != "" {
		to.subresources = []string{subresource}
	}
	return to
}

// targetOf reads where an object belongs.
func targetOf(content map[string]any, subresource string) (*unstructured.Unstructured, target) {
	object := &unstructured.Unstructured{Object: content}
	plural := strings.ToLower(object.GetKind())
	switch {
	case plural == "binding":
		plural, subresource = "pods", "binding"
	case strings.HasSuffix(plural, "ss"):
		plural += "es"
	case strings.HasSuffix(plural, "y"):
		plural = strings.TrimSuffix(plural, "y") + "ies"
	case !strings.HasSuffix(plural, "s"):
		plural += "s"
	}
	if group := object.GroupVersionKind().Group; group != "" {
		plural += "." + group
	}
	if subresource != "" {
		plural += "/" + subresource
	}
	return object, named(plural + " " + object.GetName())
}

// title says what a step asks for.
func (s Step) title() string {
	switch {
	case s.Create != nil:
		object, _ := targetOf(s.Create, "")
		return "create " + object.GetKind() + " " + object.GetName() + s.Sub
	case s.Update != nil:
		object, _ := targetOf(s.Update, "")
		return "update " + object.GetKind() + " " + object.GetName() + " " + s.Sub
	case s.Events > 0:
		return fmt.Sprintf("%d events", s.Events)
	}
	for verb, to := range map[string]string{"get": s.Get, "list": s.List, "patch": s.Patch, "delete": s.Delete, "deletecollection": s.DeleteCollection, "watch": s.Watch} {
		if to != "" {
			return verb + " " + to
		}
	}
	return "nothing"
}

var reference = regexp.MustCompile(`\$\{([a-z]+)\.([A-Za-z.]+)\}`)

// resolved puts saved values in the place of their references.
func (p *player) resolved(step Step) Step {
	p.t.Helper()
	text, err := json.Marshal(step)
	require.NoError(p.t, err)
	text = reference.ReplaceAllFunc(text, func(found []byte) []byte {
		parts := reference.FindSubmatch(found)
		saved := p.saved[string(parts[1])]
		require.NotNil(p.t, saved, "nothing was saved as %s", parts[1])
		value, _, err := unstructured.NestedString(saved.Object, strings.Split(string(parts[2]), ".")...)
		require.NoError(p.t, err)
		return []byte(value)
	})
	var resolved Step
	require.NoError(p.t, k8sjson.Unmarshal(text, &resolved))
	return resolved
}
