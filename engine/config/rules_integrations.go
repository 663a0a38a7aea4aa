package config

import (
	"maps"
	"slices"
	"strings"
)

// brought is a custom resource that an integration syncs itself when the switch at
// the path below it is on, which it is by default or not.
type brought struct {
	integration, noun, crd, at string
	byDefault, fromHost        bool
}

// integrated are the custom resources of the integrations.
func integrated() []brought {
	return []brought{
		{"istio", "istio", "destinationrules.networking.istio.io", "sync.toHost.destinationRules", true, false},
		{"istio", "istio", "virtualservices.networking.istio.io", "sync.toHost.virtualServices", true, false},
		{"istio", "istio", "gateways.networking.istio.io", "sync.toHost.gateways", true, false},
		{"certManager", "cert-manager", "certificates.cert-manager.io", "sync.toHost.certificates", true, false},
		{"certManager", "cert-manager", "issuers.cert-manager.io", "sync.toHost.issuers", true, false},
		{"certManager", "cert-manager", "clusterissuers.cert-manager.io", "sync.fromHost.clusterIssuers", true, true},
		{"externalSecrets", "external-secrets", "externalsecrets.external-secrets.io", "sync.externalSecrets", true, false},
		{"externalSecrets", "external-secrets", "secretstores.external-secrets.io", "sync.stores", false, false},
		{"externalSecrets", "external-secrets", "clustersecretstores.external-secrets.io", "sync.clusterStores", false, false},
		{"kubeVirt", "kube-virt", "datavolumes.cdi.kubevirt.io", "sync.dataVolumes", false, false},
		{"kubeVirt", "kube-virt", "virtualmachineinstancemigrations.kubevirt.io", "sync.virtualMachineInstanceMigrations", true, false},
		{"kubeVirt", "kube-virt", "virtualmachineinstances.kubevirt.io", "sync.virtualMachineInstances", true, false},
		{"kubeVirt", "kube-virt", "virtualmachines.kubevirt.io", "sync.virtualMachines", true, false},
		{"kubeVirt", "kube-virt", "virtualmachineclones.clone.kubevirt.io", "sync.virtualMachineClones", true, false},
		{"kubeVirt", "kube-virt", "virtualmachinepools.pool.kubevirt.io", "sync.virtualMachinePools", true, false},
	}
}

// integrations: CFG-45.
func integrations(k *checker) {
	all, _ := k.Rest["integrations"].(map[string]any)
	for _, b := range integrated() {
		if !switchedOn(all, b.integration, false) || !switchedOn(all, b.integration+"."+b.at, b.byDefault) {
			continue
		}
		path, resources := toHostCustom, k.Sync.ToHost.CustomResources
		if b.fromHost {
			path, resources = fromHostCustom, k.Sync.FromHost.CustomResources
		}
		for _, key := range slices.Sorted(maps.Keys(resources)) {
			if resource, _, _ := strings.Cut(key, "/"); resource == b.crd && resources[key].Enabled {
				k.conflict(entryPath(path, key), "%s integration is enabled but %s custom resource (%s) is also set in the %s. This is not supported, please remove the entry from %s",
					b.noun, b.noun, b.crd, path, path)
			}
		}
	}
}

// switchedOn reads `enabled` below a path of a section that has no types.
func switchedOn(section map[string]any, at string, fallback bool) bool {
	for step := range strings.SplitSeq(at, ".") {
		section, _ = section[step].(map[string]any)
	}
	if enabled, given := section["enabled"].(bool); given {
		return enabled
	}
	return fallback
}

// proxied: CFG-42. Versions do not matter, nor whether a resource of the group is another one.
func proxied(k *checker) {
	groups := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(k.Experimental.Proxy.CustomResources)) {
		if k.Experimental.Proxy.CustomResources[key].Enabled {
			groups[group(key)] = key
		}
	}
	for path, resources := range map[string]map[string]CustomResource{
		toHostCustom: k.Sync.ToHost.CustomResources, fromHostCustom: k.Sync.FromHost.CustomResources,
	} {
		for key, r := range resources {
			if other, both := groups[group(key)]; both && r.Enabled {
				k.conflict(entryPath(path, key), "custom resource group %q is used in both %s (%s) and experimental.proxy.customResources (%s). Resources from the same group cannot be used in both sync and proxy",
					group(key), path, short(key), short(other))
			}
		}
	}
}

// group is that of a key <plural>.<group>[/<version>].
func group(key string) string {
	resource, _, _ := strings.Cut(key, "/")
	_, group, _ := strings.Cut(resource, ".")
	return group
}
