package kinds

import (
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/recipe"
)

// All returns every kind that can be synced, what is referred to before what refers to it.
func All() []*recipe.Recipe {
	return []*recipe.Recipe{
		&RuntimeClass,
		&IngressClass,
		&PriorityClass,
		&HostPriorityClass,
		&ConfigMap,
		&Secret,
		&Service,
		&Endpoints,
		&EndpointSlice,
		&ServiceAccount,
		&Ingress,
		&NetworkPolicy,
		&PodDisruptionBudget,
		&Pod,
	}
}

// Mapped returns the kinds whose names the configuration maps. They are beside
// kinds of the same name that flow to the host, or are only read.
func Mapped() []*recipe.Recipe { return []*recipe.Recipe{&HostConfigMap, &HostSecret, &Space} }

// Read returns the kinds of the virtual cluster that decisions read and nobody syncs.
func Read(c *config.Config) []*recipe.Recipe {
	read := []*recipe.Recipe{&Namespace}
	if forcedClass(c) != "" {
		read = append(read, &TenantClass)
	}
	return read
}

// TenantClass is the runtime class of the virtual cluster itself, whether or not
// it came from the host. It is watched where pods are given another one, and never synced.
var TenantClass = recipe.Recipe{Resource: RuntimeClass.Resource, Kind: RuntimeClass.Kind}

// persistentVolumeClaim is referred to by name; it is not synced yet.
var persistentVolumeClaim = recipe.Recipe{Resource: "persistentvolumeclaims.v1", Kind: "PersistentVolumeClaim"}
