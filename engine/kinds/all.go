package kinds

import (
	"slices"

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
		&StorageClass,
		&HostStorageClass,
		&CSIDriver,
		&CSINode,
		&CSIStorageCapacity,
		&ConfigMap,
		&Secret,
		&Service,
		&Endpoints,
		&EndpointSlice,
		&ServiceAccount,
		&Ingress,
		&NetworkPolicy,
		&PodDisruptionBudget,
		&PersistentVolume,
		&PersistentVolumeClaim,
		&VolumeSnapshotClass,
		&VolumeSnapshotContent,
		&VolumeSnapshot,
		&Pod,
	}
}

// Synced returns every kind that the configuration can switch on.
func Synced() []*recipe.Recipe { return slices.Concat(All(), Mapped()) }

// Mapped returns the kinds whose names the configuration maps. They are beside
// kinds of the same name that flow to the host, or are only read.
func Mapped() []*recipe.Recipe {
	return []*recipe.Recipe{&HostConfigMap, &HostSecret, &Space}
}

// Read returns the kinds of the virtual cluster that decisions read and nobody syncs.
func Read(c *config.Config) []*recipe.Recipe {
	read := []*recipe.Recipe{&Namespace}
	if forcedClass(c) != "" {
		read = append(read, &TenantClass)
	}
	if from := c.Sync.FromHost; from.CSINodes.Enabled.On() || from.CSIStorageCapacities.Enabled.On() {
		read = append(read, &Node)
	}
	return read
}

// TenantClass is the runtime class of the virtual cluster itself, whether or not
// it came from the host. It is watched where pods are given another one, and never synced.
var TenantClass = recipe.Recipe{Resource: RuntimeClass.Resource, Kind: RuntimeClass.Kind}
