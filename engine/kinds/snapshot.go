package kinds

import (
	"fmt"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// One switch brings snapshots, what they are kept in, and their classes (VS-02).
const snapshots = "sync.toHost.volumeSnapshots"

// VolumeSnapshot flows down and is taken on the host; what came of it comes back. VS-05 to VS-14
var VolumeSnapshot = recipe.Recipe{
	Resource:  "volumesnapshots.v1.snapshot.storage.k8s.io",
	Kind:      "VolumeSnapshot",
	Enabled:   snapshots,
	Lives:     recipe.Held,
	ToHost:    path.List("spec.volumeSnapshotClassName"), // VS-08
	ToVirtual: path.List("status"),                       // VS-09
	Rules: []recipe.Rule{
		{Name: "its source has its host name", ID: "VS-05", Apply: snapshotSource},
		{Name: "labels and annotations do not come back", ID: "VS-10", When: recipe.Carrying, Apply: downOnly},
		{Name: "finalizers are the host's", ID: "VS-09", When: recipe.Returning, Apply: hostFinalizers},
		{Name: "what the host kept goes with it", ID: "VS-13", When: recipe.Losing, Apply: release},
	},
}

// VolumeSnapshotContent is a snapshot the tenant knows of already. VS-16 to VS-19
var VolumeSnapshotContent = recipe.Recipe{
	Resource:  "volumesnapshotcontents.v1.snapshot.storage.k8s.io",
	Kind:      "VolumeSnapshotContent",
	Enabled:   snapshots,
	Lives:     recipe.HeldClusterWide,
	ToHost:    path.List("spec.deletionPolicy", "spec.volumeSnapshotClassName"), // VS-17
	ToVirtual: path.List("status"),
	Annotations: func(key string) recipe.Travel {
		if key == HostContent {
			return recipe.Never
		}
		return recipe.BothWays
	},
	Rules: []recipe.Rule{
		{Name: "content of the host has no copy", ID: "VS-15", Apply: noCopyOfHostContent},
		{Name: "it is content of the copy of its snapshot", ID: "VS-16", Apply: contentRef},
		{Name: "labels and annotations do not come back", ID: "VS-17", When: recipe.Carrying, Apply: downOnly},
		{Name: "finalizers are the host's", ID: "VS-19", When: recipe.Returning, Apply: hostFinalizers},
		{Name: "what the host kept goes with it", ID: "VS-19", When: recipe.Losing, Apply: release},
	},
}

// VolumeSnapshotClass comes from the host. VS-20, VS-21
var VolumeSnapshotClass = class("volumesnapshotclasses.v1.snapshot.storage.k8s.io", "VolumeSnapshotClass", snapshots)

// Snapshots are the kinds of volume snapshots, of which the virtual cluster learns
// from the host; none when they are not synced (VS-02).
func Snapshots(c *config.Config) []*recipe.Recipe {
	if !c.Enabled(snapshots) {
		return nil
	}
	return []*recipe.Recipe{&VolumeSnapshotClass, &VolumeSnapshotContent, &VolumeSnapshot}
}

// BoundContent is content of the host under its own name. Package volumes keeps it.
var BoundContent = recipe.Recipe{Resource: VolumeSnapshotContent.Resource, Kind: VolumeSnapshotContent.Kind, FromHost: true}

// HostContent is the annotation of virtual content that is the host's (VS-15).
const HostContent = naming.Prefix + "host-volumesnapshotcontent"

// snapshotSource is VS-05 to VS-07.
func snapshotSource(c *recipe.Change) {
	source, ok := c.Spec()["source"].(map[string]any)
	if !ok || skips(c.Virtual) {
		return
	}
	if claim, _ := source["persistentVolumeClaimName"].(string); claim != "" {
		source["persistentVolumeClaimName"] = c.Scheme.Host(c.Virtual.GetNamespace(), claim)
	}
	name, _ := source["volumeSnapshotContentName"].(string)
	if name == "" {
		return
	}
	content := c.View.Get(object.Virtual, &VolumeSnapshotContent, object.Key{Name: name})
	switch {
	case content == nil:
		c.Waiting = fmt.Sprintf("failed to get virtual VolumeSnapshotContent resource referenced as source of the %s VolumeSnapshot", c.Virtual.GetName())
		c.Told = true
	case object.Annotation(content, HostContent) == "":
		source["volumeSnapshotContentName"] = c.Scheme.HostCluster(name)
	}
}

// downOnly takes back what came from the host's labels and annotations.
func downOnly(c *recipe.Change) {
	object.SetLabels(c.Virtual, maps.Clone(object.Labels(c.Now.Virtual)))
	object.SetAnnotations(c.Virtual, maps.Clone(object.Annotations(c.Now.Virtual)))
}

func hostFinalizers(c *recipe.Change) {
	kept := c.Now.Host.GetFinalizers()
	if c.Now.Virtual.GetDeletionTimestamp() != nil { // the API takes no new ones then
		own := c.Now.Virtual.GetFinalizers()
		kept = slices.DeleteFunc(kept, func(one string) bool { return !slices.Contains(own, one) })
	}
	c.Virtual.SetFinalizers(kept)
}

func release(c *recipe.Change) { c.Releases = true }

func noCopyOfHostContent(c *recipe.Change) {
	if object.Annotation(c.Virtual, HostContent) != "" {
		c.Waiting = "it is content of the host"
	}
}

// contentRef names the copy of the snapshot; who that is, the host knows better.
func contentRef(c *recipe.Change) {
	ref, found, _ := unstructured.NestedMap(c.Virtual.Object, "spec", "volumeSnapshotRef")
	if !found {
		return
	}
	namespace, _ := ref["namespace"].(string)
	name, _ := ref["name"].(string)
	c.Spec()["volumeSnapshotRef"] = map[string]any{"namespace": c.Scheme.HostNamespace(namespace), "name": c.Scheme.Host(namespace, name)}
}
