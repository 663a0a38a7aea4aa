package kinds

import "github.com/syncspec/syncspec/engine/recipe"

// All returns every kind that can be synced, what is referred to before what refers to it.
func All() []*recipe.Recipe {
	return []*recipe.Recipe{
		&RuntimeClass,
		&IngressClass,
		&ConfigMap,
		&Secret,
		&Service,
		&Ingress,
		&Pod,
	}
}

// Namespace is watched in the virtual cluster, because pods carry the labels of
// theirs; it is not synced.
var Namespace = recipe.Recipe{Resource: "namespaces.v1", Kind: "Namespace"}

// These kinds are referred to by name; they are not synced yet.
var (
	persistentVolumeClaim = recipe.Recipe{Resource: "persistentvolumeclaims.v1", Kind: "PersistentVolumeClaim"}
	endpoints             = recipe.Recipe{Resource: "endpoints.v1", Kind: "Endpoints"}
)
