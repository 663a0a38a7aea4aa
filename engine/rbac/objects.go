package rbac

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/recipe"
)

const group = "rbac.authorization.k8s.io"

// role is a Role with its binding.
func role(env recipe.Env, namespace, name string, rules []any) []*unstructured.Unstructured {
	return []*unstructured.Unstructured{
		made("Role", namespace, name, map[string]any{"rules": rules}),
		made("RoleBinding", namespace, name, bound(env, "Role", name)),
	}
}

// clusterRole is a ClusterRole with its binding.
func clusterRole(env recipe.Env, name string, rules []any) []*unstructured.Unstructured {
	return []*unstructured.Unstructured{
		made("ClusterRole", "", name, map[string]any{"rules": rules}),
		made("ClusterRoleBinding", "", name, bound(env, "ClusterRole", name)),
	}
}

func bound(env recipe.Env, kind, name string) map[string]any {
	return map[string]any{
		"roleRef":  map[string]any{"apiGroup": group, "kind": kind, "name": name},
		"subjects": []any{map[string]any{"kind": "ServiceAccount", "namespace": env.Scheme.Namespace, "name": Account(env)}},
	}
}

func made(kind, namespace, name string, content map[string]any) *unstructured.Unstructured {
	metadata := map[string]any{"name": name}
	if namespace != "" {
		metadata["namespace"] = namespace
	}
	object := map[string]any{"apiVersion": group + "/v1", "kind": kind, "metadata": metadata}
	for field, value := range content {
		object[field] = value
	}
	return &unstructured.Unstructured{Object: object}
}
