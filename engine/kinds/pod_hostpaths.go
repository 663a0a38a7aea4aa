package kinds

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// mappedPaths are the folders of a node that the host path mapper shows to pods as
// those of the virtual cluster's own pods, and where a mapper of the virtual
// cluster's own sees the real ones.
var mappedPaths = map[string]struct{ virtual, physical string }{
	"/var/log/pods":         {"log/pods", "/var/vcluster/physical/log/pods"},
	"/var/log":              {"log", "/var/vcluster/physical/log"},
	"/var/lib/kubelet/pods": {"kubelet/pods", "/var/vcluster/physical/kubelet/pods"},
}

// hostPaths leads the volumes of those folders to what the mapper prepares
// (POD-78 to POD-84). Without a mapper nobody prepares it, and a pod that reads
// /var/log must see the node's: real vCluster shows it an empty folder (BUG-16).
func hostPaths(c *recipe.Change) {
	mapper := c.Config.ControlPlane.HostPathMapper
	volumes := maplist(c.Spec(), "volumes")
	if !c.Creating || len(volumes) == 0 || !mapper.Enabled && c.Compat != config.VCluster {
		return
	}
	propagate(c.Spec())
	for _, volume := range volumes {
		source, _ := volume["hostPath"].(map[string]any)
		original, _ := source["path"].(string)
		mapped, is := mappedPaths[strings.TrimSuffix(original, "/")]
		if !is {
			continue
		}
		source["path"] = strings.Join([]string{"/tmp/vcluster", c.Scheme.Namespace, c.Scheme.Name, mapped.virtual}, "/")
		if mapper.Enabled && !mapper.Central {
			name, _ := volume["name"].(string)
			addPhysical(c.Spec(), name, mapped.physical, map[string]any{"path": original, "type": source["type"]})
		}
	}
}

// podFolders leads a volume of the folder of one pod, which the tenant knows by its
// virtual uid, to the folder of that pod's copy (POD-81). A uid of nobody is left
// alone; a pod whose copy is not there yet is waited for.
func podFolders(c *recipe.Change) {
	if !c.Creating {
		return
	}
	for _, volume := range maplist(c.Spec(), "volumes") {
		source, _ := volume["hostPath"].(map[string]any)
		original, _ := source["path"].(string)
		folder, within := strings.CutPrefix(original, kubeletPods+"/")
		uid, rest, _ := strings.Cut(folder, "/")
		switch {
		case !within || folder == "":
		case uid == "":
			c.Waiting, c.Told = fmt.Sprintf("the host path %q names no pod", original), true
		default:
			if host, known := hostUID(c, uid); known && host == "" {
				c.Waiting = "waiting for the copy of the pod that a host path names"
			} else if known {
				source["path"] = path.Join(kubeletPods, host, rest)
			}
		}
	}
}

const kubeletPods = "/var/lib/kubelet/pods"

// hostUID is the uid of the copy of the virtual pod with a uid, empty while there is
// none; it is not known if there is no such pod.
func hostUID(c *recipe.Change, uid string) (string, bool) {
	pods := c.View.List(object.Virtual, c.Recipe, "")
	i := slices.IndexFunc(pods, func(pod *unstructured.Unstructured) bool { return string(pod.GetUID()) == uid })
	if i < 0 {
		return "", false
	}
	key := object.Key{Namespace: c.Scheme.Namespace, Name: c.Scheme.Host(pods[i].GetNamespace(), pods[i].GetName())}
	if host := c.View.Get(object.Host, c.Recipe, key); host != nil {
		return string(host.GetUID()), true
	}
	return "", true
}

// propagate lets containers see what is mounted below those folders later (POD-82).
func propagate(spec map[string]any) {
	for _, container := range maplist(spec, "containers") {
		for _, mount := range maplist(container, "volumeMounts") {
			at, _ := mount["mountPath"].(string)
			if _, is := mappedPaths[strings.TrimSuffix(at, "/")]; is {
				mount["mountPropagation"] = "HostToContainer"
			}
		}
	}
}

// addPhysical gives the containers that mount a volume the real folder beside it:
// the links in the mapped one lead there (POD-83).
func addPhysical(spec map[string]any, volume, at string, source map[string]any) {
	if source["type"] == nil {
		delete(source, "type")
	}
	name := volume + "-vcluster-physical"
	volumes, _ := spec["volumes"].([]any)
	spec["volumes"] = slices.Concat(volumes, []any{map[string]any{"name": name, "hostPath": source}})
	for _, container := range maplist(spec, "containers") {
		mounts, _ := container["volumeMounts"].([]any)
		if slices.ContainsFunc(maplist(container, "volumeMounts"), func(m map[string]any) bool { return m["name"] == volume }) {
			container["volumeMounts"] = slices.Concat(mounts, []any{map[string]any{"name": name, "mountPath": at}})
		}
	}
}
