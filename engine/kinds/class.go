package kinds

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// The classes that come from the host under their own names and never go back:
// one documented text serves all of them, selectors included. A selector also
// decides which objects that name a class may go to the host.
var (
	// RuntimeClass: pods name it. RTC-*
	RuntimeClass = class("runtimeclasses.v1.node.k8s.io", "RuntimeClass", "sync.fromHost.runtimeClasses",
		"handler") // RTC-37, BUG-13
	// IngressClass: ingresses name it. IC-*
	IngressClass = class("ingressclasses.v1.networking.k8s.io", "IngressClass", "sync.fromHost.ingressClasses",
		"spec.controller")
	// HostPriorityClass: pods name it. PC-07 to PC-18
	HostPriorityClass = class("priorityclasses.v1.scheduling.k8s.io", "PriorityClass", "sync.fromHost.priorityClasses",
		"value", "preemptionPolicy")
	// HostStorageClass: claims and volumes name it. SCF-*
	HostStorageClass = class("storageclasses.v1.storage.k8s.io", "StorageClass", "sync.fromHost.storageClasses",
		"provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")
)

// class is the recipe of a class. The fields in fixed can be changed by nobody:
// a class whose host class has others under the same name is made anew, because
// trying for ever would be the alternative.
func class(resource, kind, enabled string, fixed ...string) recipe.Recipe {
	return recipe.Recipe{Resource: resource, Kind: kind, Enabled: enabled, FromHost: true, Remake: remadeFor(path.List(fixed...))}
}

// remadeFor makes a mirrored object anew when one of these fields differs.
func remadeFor(fixed []path.Path) func(_ recipe.Env, virtual, host *unstructured.Unstructured) *recipe.Anew {
	return func(_ recipe.Env, virtual, host *unstructured.Unstructured) *recipe.Anew {
		for _, p := range fixed {
			own, _ := p.Get(virtual.Object)
			wanted, _ := p.Get(host.Object)
			if !object.Equal(own, wanted) {
				anew := likeHost(virtual, host)
				return &recipe.Anew{Object: anew, Probe: nameless(anew)}
			}
		}
		return nil
	}
}

// likeHost is a host object under a virtual name.
func likeHost(virtual, host *unstructured.Unstructured) *unstructured.Unstructured {
	anew := &unstructured.Unstructured{Object: map[string]any{}}
	for field, value := range host.Object {
		if field != "metadata" {
			anew.Object[field] = value
		}
	}
	anew.SetName(virtual.GetName())
	if namespace := virtual.GetNamespace(); namespace != "" {
		anew.SetNamespace(namespace)
	}
	anew.SetLabels(host.GetLabels())
	anew.SetAnnotations(host.GetAnnotations())
	return anew
}

func nameless(o *unstructured.Unstructured) *unstructured.Unstructured {
	probe := o.DeepCopy()
	probe.SetName("")
	probe.SetGenerateName("probe-")
	return probe
}
