package kinds

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// RuntimeClass comes from the host and never goes back; a selector also decides
// which pods may go to the host. RTC-*
var RuntimeClass = class("runtimeclasses.v1.node.k8s.io", "RuntimeClass", "sync.fromHost.runtimeClasses", otherHandler)

// otherHandler makes the class anew when the host's has another handler under
// the same name: the API does not let a handler change, and trying for ever
// would be the alternative (RTC-37, BUG-13).
func otherHandler(virtual, host *unstructured.Unstructured) *recipe.Anew {
	if object.Equal(virtual.Object["handler"], host.Object["handler"]) {
		return nil
	}
	anew := likeHost(virtual, host)
	return &recipe.Anew{Object: anew, Probe: nameless(anew)}
}

// likeHost is a new object under the virtual one's name with all the host's has.
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
