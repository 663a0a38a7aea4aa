package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/loop"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// memory is what a virtual cluster remembers of how its namespaces were mapped when
// it was first started so: where all copies are hangs on it (NS-16). It is kept in an
// annotation of the virtual namespace kube-system, as the engine has no place of its own.
type memory struct {
	MappingsOnly bool              `json:"mappingsOnly"`
	ByName       map[string]string `json:"byName"`
	Patches      []config.Patch    `json:"patches,omitempty"`
}

const spacesKey = "sync.toHost.namespaces"

// mapped makes sure that namespaces are mapped as they always were, and remembers
// the first time. Without it, copies would be left behind where nobody looks.
func (e *Engine) mapped(env recipe.Env) loop.Begin {
	return func(ctx context.Context, held loop.Held) error {
		system := held.Get(object.Virtual, &kinds.Namespace, object.Key{Name: metav1.NamespaceSystem})
		mapped := e.options.Config.Sync.ToHost.Namespaces
		if system == nil {
			return nil // there is no place to remember it
		}
		text := object.Annotation(system, naming.NamespaceMappings)
		if text == "" {
			return e.firstMapped(ctx, env, held)
		}
		var was memory
		if err := json.Unmarshal([]byte(text), &was); err != nil {
			e.options.Log.Warn("what is remembered of the namespace mappings cannot be read, and is not gone by",
				"annotation", naming.NamespaceMappings, "namespace", system.GetName())
			return nil
		}
		now := memory{MappingsOnly: mapped.MappingsOnly, ByName: mapped.Mappings.ByName, Patches: mapped.Patches}
		switch {
		case !mapped.Enabled:
			return e.immutable("enabled")
		case was.MappingsOnly != now.MappingsOnly:
			return e.immutable("mappingsOnly")
		case !same(was.ByName, now.ByName):
			return e.immutable("mappings.byName")
		case !same(was.Patches, now.Patches):
			return e.immutable("patches")
		}
		return nil
	}
}

func same(a, b any) bool {
	one, errOne := json.Marshal(a)
	other, errOther := json.Marshal(b)
	return errOne == nil && errOther == nil && bytes.Equal(one, other)
}

// immutable is the words of the real one, and where to look.
func (e *Engine) immutable(key string) error {
	key = spacesKey + "." + key
	return unmet(e.options.Config.Where(key), key,
		"%s is not allowed to be changed: copies are where it said when the virtual cluster was first started (annotation %s of its namespace kube-system)",
		key, naming.NamespaceMappings)
}

// firstMapped remembers the mappings. It is too late for them when copies of the
// namespaces are in the shared host namespace already.
func (e *Engine) firstMapped(ctx context.Context, env recipe.Env, held loop.Held) error {
	mapped := e.options.Config.Sync.ToHost.Namespaces
	if !mapped.Enabled {
		return nil
	}
	if held.Any(object.Host, func(o *unstructured.Unstructured) bool { return misplaced(env.Scheme, o) }) {
		return e.immutable("enabled")
	}
	text, err := json.Marshal(memory{MappingsOnly: mapped.MappingsOnly, ByName: mapped.Mappings.ByName, Patches: mapped.Patches})
	if err != nil {
		return err
	}
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"annotations": map[string]any{naming.NamespaceMappings: string(text)}}})
	if err != nil {
		return err
	}
	_, err = e.options.Clusters.Virtual.Resource(kinds.Namespace.GVR()).Patch(ctx, metav1.NamespaceSystem, types.MergePatchType, patch, metav1.PatchOptions{})
	if err != nil {
		return fmt.Errorf("remembering the namespace mappings: %w", err)
	}
	return nil
}

// misplaced reports whether a host object is a copy of ours in the shared namespace,
// of a virtual namespace that has one of its own.
func misplaced(s naming.Scheme, o *unstructured.Unstructured) bool {
	_, own := s.Spaces.Host(object.Annotation(o, naming.ObjectNamespace))
	return own && o.GetNamespace() == s.Namespace && object.Label(o, naming.ManagedBy) == s.Marker(s.Namespace)
}
