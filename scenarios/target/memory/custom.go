package memory

import (
	"maps"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// customKinds are the custom resources the memory servers can learn: each is a 404
// until its definition is there. What a schema says is not checked.
func customKinds() []*kind {
	return []*kind{
		definitionKind(),
		customKind("example.com", "v1", "widgets", "Widget", true),
		customKind("example.com", "v1", "gadgets", "Gadget", false),
		customKind("example.com", "v1", "gizmos", "Gizmo", true),
		customKind("snapshot.storage.k8s.io", "v1", "volumesnapshots", "VolumeSnapshot", true),
		customKind("snapshot.storage.k8s.io", "v1", "volumesnapshotcontents", "VolumeSnapshotContent", false),
		customKind("snapshot.storage.k8s.io", "v1", "volumesnapshotclasses", "VolumeSnapshotClass", false),
		laterVersion(customKind("example.com", "v2", "gizmos", "Gizmo", true), "v1"),
	}
}

func definitions() schema.GroupVersionResource {
	return inGroup("apiextensions.k8s.io", "v1", "customresourcedefinitions")
}

func definitionKind() *kind {
	return &kind{
		resource: definitions(), kind: "CustomResourceDefinition", empty: &unstructured.Unstructured{},
		subresources: []string{"status"}, needsVersion: true, versioned: specOf,
		prepare: prepares(establish, func(fresh, _ *unstructured.Unstructured) { establish(fresh) }),
	}
}

// establish is what the controllers of a real server say of a definition after a moment.
func establish(d *unstructured.Unstructured) {
	names, _, _ := unstructured.NestedMap(d.Object, "spec", "names")
	d.Object["status"] = map[string]any{
		"acceptedNames": names,
		"conditions": []any{
			map[string]any{"type": "NamesAccepted", "status": "True", "reason": "NoConflicts"},
			map[string]any{"type": "Established", "status": "True", "reason": "InitialNamesAccepted"},
		},
	}
}

func customKind(group, version, plural, name string, namespaced bool) *kind {
	return &kind{
		resource: inGroup(group, version, plural), kind: name, namespaced: namespaced, empty: &unstructured.Unstructured{},
		subresources: []string{"status"}, needsVersion: true, definedBy: plural + "." + group, versioned: specOf,
		prepare: prepares(
			func(fresh *unstructured.Unstructured) { delete(fresh.Object, "status") },
			keepStatus),
		prepareStatus: prepareStatus(func(fresh, old *unstructured.Unstructured) {
			status, has := fresh.Object["status"]
			metadata := fresh.Object["metadata"]
			fresh.Object = runtime.DeepCopyJSON(old.Object)
			fresh.Object["metadata"] = metadata
			delete(fresh.Object, "status")
			if has {
				fresh.Object["status"] = status
			}
		}),
	}
}

func keepStatus(fresh, old *unstructured.Unstructured) {
	delete(fresh.Object, "status")
	if status, has := old.Object["status"]; has {
		fresh.Object["status"] = runtime.DeepCopyJSONValue(status)
	}
}

// specOf is what raises the generation of a custom object: all but metadata and status.
func specOf(o object) any {
	fields := maps.Clone(o.(*unstructured.Unstructured).Object)
	delete(fields, "metadata")
	delete(fields, "status")
	return fields
}

// laterVersion makes a kind another version of one that is stored.
func laterVersion(k *kind, stored string) *kind {
	first := k.resource
	first.Version = stored
	k.stored = &first
	k.keep = func(o map[string]any) { o["apiVersion"] = first.GroupVersion().String() }
	k.show = func(o map[string]any) { o["apiVersion"] = k.resource.GroupVersion().String() }
	return k
}

// defined reports whether a custom kind is known to the server by now.
func (s *server) defined(k *kind) bool {
	if k.definedBy == "" {
		return true
	}
	definition, err := s.load(target{kind: s.kinds[definitions()], name: k.definedBy})
	if err != nil {
		return false
	}
	versions, _, _ := unstructured.NestedSlice(definition.Object, "spec", "versions")
	for _, version := range versions {
		if one, ok := version.(map[string]any); ok && one["name"] == k.resource.Version && one["served"] == true {
			return true
		}
	}
	return false
}
