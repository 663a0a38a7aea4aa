package kinds

import (
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// StorageClass flows down; the provisioner it names has to be on the host already. SC-*
var StorageClass = recipe.Recipe{
	Resource: "storageclasses.v1.storage.k8s.io",
	Kind:     "StorageClass",
	Enabled:  "sync.toHost.storageClasses",
	Lives:    recipe.ClusterWide,
	Both: path.List( // SC-04
		"provisioner", "parameters", "reclaimPolicy", "mountOptions", "allowVolumeExpansion", "volumeBindingMode", "allowedTopologies"),
	Annotations: storageClassAnnotation,
}

// storageClassAnnotation: what one cluster takes by default is not for the other to say (SC-03).
func storageClassAnnotation(key string) recipe.Travel {
	switch key {
	case "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class":
		return recipe.Never
	}
	return recipe.BothWays
}
