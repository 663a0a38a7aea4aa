package kinds

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/recipe"
)

// volumeDiffers is what the real one says, to the word.
const volumeDiffers = "recreate persistent volume claim because volumeName differs between physical and virtual pvc: %s != %s"

// otherVolume is PVC-13: the volume of a claim is decided by the host and cannot
// be changed, so a claim that says otherwise is made anew with the right one.
func otherVolume(e recipe.Env, virtual, host *unstructured.Unstructured) *recipe.Anew {
	own, _, _ := unstructured.NestedString(virtual.Object, "spec", "volumeName")
	bound, _, _ := unstructured.NestedString(host.Object, "spec", "volumeName")
	if own == "" || bound == "" || own == bound || e.Config.Sync.ToHost.PersistentVolumes.Enabled && e.Scheme.HostCluster(own) == bound {
		return nil
	}
	anew := &unstructured.Unstructured{Object: map[string]any{"spec": virtual.DeepCopy().Object["spec"]}}
	anew.SetGroupVersionKind(virtual.GroupVersionKind())
	anew.SetNamespace(virtual.GetNamespace())
	anew.SetName(virtual.GetName())
	anew.SetLabels(virtual.GetLabels())
	anew.SetAnnotations(virtual.GetAnnotations())
	_ = unstructured.SetNestedField(anew.Object, bound, "spec", "volumeName")
	return &recipe.Anew{
		Object: anew, Probe: nameless(anew), Free: true, Reason: "VolumeNameDiffers",
		Told: fmt.Sprintf(volumeDiffers, own, bound),
	}
}
