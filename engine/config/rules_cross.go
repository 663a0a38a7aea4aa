package config

import (
	"slices"

	"k8s.io/apimachinery/pkg/util/validation"
)

// names: what becomes a name in every host pod, or the host refuses them all.
func names(k *checker) {
	pods := k.Sync.ToHost.Pods
	for path, name := range map[string]string{
		"sync.toHost.pods.runtimeClassName":                 pods.RuntimeClassName,
		"sync.toHost.pods.priorityClassName":                pods.PriorityClassName,
		"controlPlane.advanced.workloadServiceAccount.name": k.ControlPlane.Advanced.WorkloadServiceAccount.Name,
		"controlPlane.advanced.serviceAccount.name":         k.ControlPlane.Advanced.ServiceAccount.Name,
		"networking.advanced.clusterDomain":                 k.Networking.Advanced.ClusterDomain,
	} {
		if reasons := validation.IsDNS1123Subdomain(name); name != "" && len(reasons) > 0 {
			k.bad(path, "%s must be a valid name, not %q: %s", path, short(name), because(reasons))
		}
	}
}

// podSecurity: CFG-37.
func podSecurity(k *checker) {
	levels := []string{"", "privileged", "baseline", "restricted"}
	if level := k.Policies.PodSecurityStandard; !slices.Contains(levels, level) {
		k.bad("policies.podSecurityStandard", "policies.podSecurityStandard must be privileged, baseline or restricted, not %q", short(level))
	}
}

// tenancy: what host nodes are needed for, CFG-73 and RTC-02.
func tenancy(k *checker) {
	if !k.PrivateNodes.Enabled {
		return
	}
	if k.Sync.ToHost.Namespaces.Enabled {
		k.conflict("sync.toHost.namespaces.enabled", "multi-namespace mode is not supported in private nodes mode; switch off sync.toHost.namespaces.enabled or privateNodes.enabled")
	}
	if k.given("sync.toHost.pods.enabled") && k.Sync.ToHost.Pods.Enabled { // POD-168
		k.conflict("sync.toHost.pods.enabled", "sync.toHost.pods is only available with host nodes; leave it out or switch off privateNodes.enabled")
	}
	if k.Sync.FromHost.RuntimeClasses.Enabled {
		k.conflict("sync.fromHost.runtimeClasses.enabled", "sync.fromHost.runtimeClasses is only available with host nodes; switch it off or privateNodes.enabled")
	}
}

// scheduling: CFG-51 and CFG-74.
func scheduling(k *checker) {
	if k.VirtualScheduling() && !k.Sync.FromHost.Nodes.Enabled {
		k.conflict(k.schedulingKey(), "sync.fromHost.nodes.enabled is false, but required if using hybrid scheduling or virtual scheduler")
	}
	hybrid := k.Sync.ToHost.Pods.HybridScheduling
	if k.virtualScheduler() && hybrid.Enabled && len(hybrid.HostSchedulers) == 0 {
		k.warn("sync.toHost.pods.hybridScheduling.enabled",
			"sync.toHost.pods.hybridScheduling has no effect: the virtual scheduler is on and hostSchedulers is empty, so it schedules all pods; add a host scheduler or switch hybridScheduling off")
	}
}

// schedulingKey is what the user wrote that asks for nodes.
func (k *checker) schedulingKey() string {
	candidates := []string{
		"sync.fromHost.nodes.enabled", "sync.toHost.pods.hybridScheduling.enabled",
		"controlPlane.distro.k8s.scheduler.enabled", "controlPlane.advanced.virtualScheduler.enabled",
	}
	return candidates[max(slices.IndexFunc(candidates, k.given), 0)]
}

// replicas: CFG-40. A database inside the control plane is what runs when no other is chosen.
func replicas(k *checker) {
	store := k.ControlPlane.BackingStore
	shared := store.Etcd.Embedded.Enabled || store.Etcd.Deploy.Enabled || store.Etcd.External.Enabled || store.Database.External.Enabled
	if !shared && k.ControlPlane.StatefulSet.HighAvailability.Replicas > 1 {
		k.bad("controlPlane.statefulSet.highAvailability.replicas",
			"embedded database is not supported with multiple replicas; choose another controlPlane.backingStore or 1 replica")
	}
}

// storage: CFG-52, after auto is resolved.
func storage(k *checker) {
	if k.Sync.FromHost.StorageClasses.Enabled.On() && k.Sync.ToHost.StorageClasses.Enabled {
		k.conflict("sync.toHost.storageClasses.enabled", "you cannot enable both sync.fromHost.storageClasses.enabled and sync.toHost.storageClasses.enabled at the same time. Choose only one of them")
	}
}

// priority: CFG-53.
func priority(k *checker) {
	if k.Sync.FromHost.PriorityClasses.Enabled && k.Sync.ToHost.PriorityClasses.Enabled {
		k.conflict("sync.toHost.priorityClasses.enabled", "cannot sync priorityclasses to and from host at the same time; choose one of sync.toHost.priorityClasses and sync.fromHost.priorityClasses")
	}
}

// snapshots: VS-03. The switch of snapshots brings what they are kept in; that alone
// is kept for nobody.
func snapshots(k *checker) {
	if k.Sync.ToHost.VolumeSnapshotContents.Enabled && !k.Sync.ToHost.VolumeSnapshots.Enabled {
		k.conflict("sync.toHost.volumeSnapshotContents.enabled", "when syncing volume snapshots contents to the host, one must set sync.toHost.volumeSnapshots.enabled to true")
	}
}
