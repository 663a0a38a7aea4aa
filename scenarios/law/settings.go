package law

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

// settings is a vcluster.yaml as far as laws care: which kinds flow which way,
// and which host classes are selected. Text that is no YAML counts as empty.
type settings struct {
	sync map[string]any
	// nodeIPs is true unless the configuration says that nodes show no address of their own.
	nodeIPs bool
	// hashes is true in the older multi-namespace mode.
	hashes bool
	// schedules is true when pods are scheduled in the virtual cluster: that is what "auto" asks.
	schedules bool
	// secured is true when namespaces are labelled with a pod security standard (POD-162).
	secured bool
	// replicates is true when single services come from the host.
	replicates bool
}

func parse(text string) settings {
	var tree map[string]any
	if yaml.Unmarshal([]byte(text), &tree) != nil {
		return settings{nodeIPs: true}
	}
	sync, _, _ := unstructured.NestedMap(tree, "sync")
	own, _, _ := unstructured.NestedBool(tree, "controlPlane", "advanced", "virtualScheduler", "enabled")
	scheduler, _, _ := unstructured.NestedBool(tree, "controlPlane", "distro", "k8s", "scheduler", "enabled")
	ips, said, _ := unstructured.NestedBool(tree, "networking", "advanced", "proxyKubelets", "byIP")
	hybrid, _, _ := unstructured.NestedBool(sync, "toHost", "pods", "hybridScheduling", "enabled")
	standard, _, _ := unstructured.NestedString(tree, "policies", "podSecurityStandard")
	replicas, _, _ := unstructured.NestedSlice(tree, "networking", "replicateServices", "fromHost")
	hashes, _, _ := unstructured.NestedBool(tree, "experimental", "multiNamespaceMode", "enabled")
	return settings{sync: sync, hashes: hashes, replicates: len(replicas) > 0, nodeIPs: ips || !said, schedules: own || scheduler || hybrid, secured: standard != ""}
}

// enabled is the switch of one kind in one direction, or its default.
func (s settings) enabled(direction, kind string, byDefault bool) bool {
	value, found, err := unstructured.NestedFieldNoCopy(s.sync, direction, kind, "enabled")
	if !found || err != nil {
		return byDefault
	}
	switch on := value.(type) {
	case bool:
		return on
	case string:
		return on == "true" || on == "auto" && s.schedules
	}
	return byDefault
}

// toHost reports whether objects of a resource flow from virtual to host.
func (s settings) toHost(resource schema.GroupResource) bool {
	row := flows()[resource.String()]
	return row.toHost != "" && s.enabled("toHost", row.toHost, row.toHostByDefault) ||
		s.custom("toHost", resource)
}

// fromHost reports whether objects of a resource flow from host to virtual.
func (s settings) fromHost(resource schema.GroupResource) bool {
	row := flows()[resource.String()]
	if resource.String() == "volumesnapshotclasses.snapshot.storage.k8s.io" { // they come with what goes (VS-02)
		return s.snapshots()
	}
	return row.fromHost != "" && s.enabled("fromHost", row.fromHost, row.fromHostByDefault || row.auto && s.schedules) ||
		s.custom("fromHost", resource)
}

// snapshots reports whether volume snapshots flow; their definitions come with them (VS-02).
func (s settings) snapshots() bool { return s.enabled("toHost", "volumeSnapshots", false) }

// all reports whether every Secret or ConfigMap flows, used or not.
func (s settings) all(resource schema.GroupResource) bool {
	all, _, _ := unstructured.NestedBool(s.sync, "toHost", flows()[resource.String()].toHost, "all")
	return all || s.hashes || s.enabled("toHost", "namespaces", false) // NS-15
}

// custom reports whether a custom resource is switched on; keys may name a version after a slash.
func (s settings) custom(direction string, resource schema.GroupResource) bool {
	on, _ := s.entry(direction, resource)["enabled"].(bool)
	return on
}

// entry is what the configuration says of one custom resource.
func (s settings) entry(direction string, resource schema.GroupResource) map[string]any {
	entries, _, _ := unstructured.NestedMap(s.sync, direction, "customResources")
	for name, entry := range entries {
		if plain, _, _ := strings.Cut(name, "/"); plain == resource.String() {
			fields, _ := entry.(map[string]any)
			return fields
		}
	}
	return nil
}

// anyCustom reports whether a custom resource flows at all: its definition and
// the namespaces of what comes from the host come with it.
func (s settings) anyCustom() bool {
	for _, direction := range []string{"toHost", "fromHost"} {
		entries, _, _ := unstructured.NestedMap(s.sync, direction, "customResources")
		for _, entry := range entries {
			if fields, _ := entry.(map[string]any); fields["enabled"] == true {
				return true
			}
		}
	}
	return false
}
