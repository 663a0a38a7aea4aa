package plan

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// imports bring the host objects that a user's reference names into the virtual
// cluster, where nobody has an object of that name, and keep them as they are on the
// host (PATCH-75). From then on they are virtual objects like others: what needs them
// gets a copy under the mapper's name.
func (in Input) imports() []Action {
	var actions []Action
	for _, reference := range in.AddedReferences(in.Recipe) {
		reference.At.Each(in.Virtual.Object, func(value any) bool {
			to, key := reference.Named(value, in.Key.Namespace)
			if to != nil && to.OnDemand && in.Setting(to).Enabled && key != (object.Key{}) {
				actions = append(actions, in.bring(to, key)...)
			}
			return true
		})
	}
	return actions
}

func (in Input) bring(to *recipe.Recipe, key object.Key) []Action {
	virtual := in.View.Get(object.Virtual, to, key)
	if virtual != nil && object.Annotation(virtual, naming.ObjectImported) != "true" {
		return nil
	}
	host := in.View.Get(object.Host, to, object.Key{Namespace: in.Scheme.Namespace, Name: key.Name})
	if host == nil || !importable(host) {
		return nil
	}
	because := []Reason{{Rule: "a reference names it on the host", Behaviour: "PATCH-75"}}
	if virtual == nil {
		made := bare(host, key)
		object.SetLabels(made, in.Scheme.VirtualLabels(object.Labels(host)))
		object.SetAnnotation(made, naming.ObjectImported, "true")
		return []Action{{Side: object.Virtual, Verb: Create, Recipe: to, Key: key, Object: made, Because: because}}
	}
	wanted := virtual.DeepCopy()
	for field := range wanted.Object {
		if _, there := host.Object[field]; !there && field != "metadata" && field != "status" {
			delete(wanted.Object, field)
		}
	}
	for field, value := range host.Object {
		if field != "metadata" && field != "status" {
			wanted.Object[field] = value
		}
	}
	as := in
	as.Recipe, as.Key = to, key
	return as.patches(object.Virtual, virtual, wanted, because, false)
}

// importable keeps what belongs to some virtual cluster or its control plane, and the
// credentials of the host's own accounts, out of the reach of tenants.
func importable(host *unstructured.Unstructured) bool {
	kind, _ := host.Object["type"].(string)
	return object.Label(host, naming.ManagedBy) == "" && object.Label(host, "app") != "vcluster" &&
		!strings.HasPrefix(host.GetName(), "vc-") &&
		!slices.Contains([]string{"kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token", "helm.sh/release.v1"}, kind) &&
		host.GetName() != "kube-root-ca.crt"
}
