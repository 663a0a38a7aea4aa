package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
)

// local is the virtual copy of a host object that a tenant may edit: what the
// host changed is carried, the tenant's edits of other fields stay (CR-16). What
// the host had when it was last followed is known while the engine runs; over a
// restart a hash of it on the copy tells whether it is still the same.
func (in Input) local(whole *unstructured.Unstructured) *unstructured.Unstructured {
	before, now := in.Base.Host, hashOf(in.Host)
	if object.Annotation(in.Virtual, naming.HostContent) == now || before == nil && in.likeVCluster() {
		before = in.Host
	}
	wanted := whole
	if before != nil {
		wanted = in.Virtual.DeepCopy()
		change := object.MergePatch(followed(before), followed(in.Host))
		wanted.Object = object.Apply(wanted.Object, change)
		in.markOrigin(wanted)
	}
	for _, p := range in.Recipe.ToVirtual {
		value, found := p.Get(in.Host.Object)
		set(wanted, in.Virtual, p, object.Value{Data: value, Exists: found})
	}
	if !in.likeVCluster() {
		object.SetAnnotation(wanted, naming.HostContent, now)
	}
	return wanted
}

// followed is what a mirrored object takes from its host object: all but the
// status and what belongs to its own cluster.
func followed(o *unstructured.Unstructured) map[string]any {
	fields := map[string]any{}
	for field, value := range o.Object {
		if !slices.Contains([]string{"apiVersion", "kind", "metadata", "status"}, field) {
			fields[field] = runtime.DeepCopyJSONValue(value)
		}
	}
	labels, annotations := object.Labels(o), object.Annotations(o)
	fields["metadata"] = map[string]any{"labels": plain(labels, keepsVirtualLabel), "annotations": plain(annotations, naming.IsIdentity)}
	return fields
}

func plain(from map[string]any, keeps func(string) bool) map[string]any {
	to := map[string]any{}
	for key, value := range from {
		if !keeps(key) {
			to[key] = value
		}
	}
	return to
}

func hashOf(o *unstructured.Unstructured) string {
	text, err := json.Marshal(followed(o)) // keys come sorted
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
