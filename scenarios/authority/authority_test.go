package authority_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/scenarios/authority"
)

const objects = `
roles:
- {metadata: {namespace: own, name: some}, rules: [
    {apiGroups: [""], resources: [pods, pods/status], verbs: [create, patch]},
    {apiGroups: [""], resources: [secrets], resourceNames: [mine], verbs: [get]}]}
- {metadata: {namespace: own, name: other}, rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]}
rolebindings:
- {metadata: {namespace: own, name: some}, roleRef: {kind: Role, name: some}, subjects: [{kind: ServiceAccount, namespace: own, name: engine}]}
- {metadata: {namespace: own, name: nobody}, roleRef: {kind: Role, name: other}, subjects: [{kind: User, name: nobody}]}
clusterroles:
- {metadata: {name: wide}, rules: [{apiGroups: [node.k8s.io], resources: [runtimeclasses], verbs: [list, watch]}]}
clusterrolebindings:
- {metadata: {name: wide}, roleRef: {kind: ClusterRole, name: wide}, subjects: [{kind: Group, name: system:serviceaccounts}]}
`

func source(t *testing.T) authority.Source {
	t.Helper()
	var all map[string][]map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(objects), &all))
	return func(plural, namespace, name string) ([]unstructured.Unstructured, error) {
		var found []unstructured.Unstructured
		for _, object := range all[plural] {
			if u := (unstructured.Unstructured{Object: object}); u.GetNamespace() == namespace && (name == "" || u.GetName() == name) {
				found = append(found, u)
			}
		}
		return found, nil
	}
}

func TestWhatIsAllowed(t *testing.T) {
	t.Parallel()
	engine := authority.ServiceAccount("own", "engine")
	for name, c := range map[string]struct {
		user    string
		request authority.Request
		want    bool
	}{
		"what a role says":                 {engine, authority.Request{Verb: "create", Resource: "pods", Namespace: "own"}, true},
		"a subresource that it says":       {engine, authority.Request{Verb: "patch", Resource: "pods/status", Namespace: "own"}, true},
		"another verb":                     {engine, authority.Request{Verb: "delete", Resource: "pods", Namespace: "own"}, false},
		"another subresource":              {engine, authority.Request{Verb: "patch", Resource: "pods/resize", Namespace: "own"}, false},
		"another namespace":                {engine, authority.Request{Verb: "create", Resource: "pods", Namespace: "foreign"}, false},
		"all namespaces":                   {engine, authority.Request{Verb: "create", Resource: "pods"}, false},
		"the object that is named":         {engine, authority.Request{Verb: "get", Resource: "secrets", Namespace: "own", Name: "mine"}, true},
		"another object":                   {engine, authority.Request{Verb: "get", Resource: "secrets", Namespace: "own", Name: "theirs"}, false},
		"what a cluster role says, to all": {engine, authority.Request{Verb: "list", Group: "node.k8s.io", Resource: "runtimeclasses"}, true},
		"another group":                    {engine, authority.Request{Verb: "list", Group: "x.io", Resource: "runtimeclasses"}, false},
		"somebody else's role":             {"nobody", authority.Request{Verb: "delete", Resource: "pods", Namespace: "own"}, true},
		"a person is no service account":   {"nobody", authority.Request{Verb: "list", Group: "node.k8s.io", Resource: "runtimeclasses"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := authority.Allows(source(t), c.user, c.request)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}
