package memory

import (
	"slices"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

func inGroup(group, version, plural string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: group, Version: version, Resource: plural}
}

func core(plural string) schema.GroupVersionResource { return inGroup("", "v1", plural) }

func networking(plural string) schema.GroupVersionResource {
	return inGroup(networkingv1.GroupName, "v1", plural)
}

func storage(plural string) schema.GroupVersionResource {
	return inGroup(storagev1.GroupName, "v1", plural)
}

// allKinds are the resources the memory servers know; any other is a 404.
func allKinds() map[schema.GroupVersionResource]*kind {
	all := []*kind{
		namespaceKind(), podKind(), configMapKind(), secretKind(), serviceKind(), runtimeClassKind(), ingressKind(),
		coreEventKind(), eventKind(), nodeKind(), claimKind(), volumeKind(),
	}
	known := map[schema.GroupVersionResource]*kind{}
	for _, k := range slices.Concat(all, plainKinds(), roleKinds(), customKinds()) {
		known[k.resource] = k
	}
	return known
}

// plainKinds have few rules of their own.
func plainKinds() []*kind {
	return []*kind{
		{resource: core("endpoints"), kind: "Endpoints", namespaced: true, empty: &corev1.Endpoints{}, putCreates: true, defaults: defaults(defaultEndpoints)}, //nolint:staticcheck // deprecated, and still synced
		{resource: core("serviceaccounts"), kind: "ServiceAccount", namespaced: true, empty: &corev1.ServiceAccount{}, subresources: []string{"token"}},
		{resource: networking("ingressclasses"), kind: "IngressClass", empty: &networkingv1.IngressClass{}, defaults: defaults(defaultIngressClass),
			versioned: versioned(func(c *networkingv1.IngressClass) any { return c.Spec }), validate: validates(nil, unchangedIngressClass)},
		{resource: networking("networkpolicies"), kind: "NetworkPolicy", namespaced: true, empty: &networkingv1.NetworkPolicy{}, defaults: defaults(defaultNetworkPolicy),
			versioned: versioned(func(p *networkingv1.NetworkPolicy) any { return p.Spec })},
		{resource: inGroup(policyv1.GroupName, "v1", "poddisruptionbudgets"), kind: "PodDisruptionBudget", namespaced: true, empty: &policyv1.PodDisruptionBudget{},
			subresources: []string{"status"}, needsVersion: true, versioned: versioned(func(b *policyv1.PodDisruptionBudget) any { return b.Spec }),
			prepare: prepares(newBudget, changedBudget), prepareStatus: prepareStatus(changedBudgetStatus)},
		{resource: inGroup(schedulingv1.GroupName, "v1", "priorityclasses"), kind: "PriorityClass", empty: &schedulingv1.PriorityClass{}, defaults: defaults(defaultPriorityClass),
			versioned: versioned(func(*schedulingv1.PriorityClass) any { return nil }), validate: validates(nil, unchangedPriorityClass)},
		{resource: inGroup(discoveryv1.GroupName, "v1", "endpointslices"), kind: "EndpointSlice", namespaced: true, empty: &discoveryv1.EndpointSlice{}, defaults: defaults(defaultEndpointSlice),
			versioned: versioned(sliceContent), validate: validates(nil, unchangedSlice)},
		{resource: inGroup(coordinationv1.GroupName, "v1", "leases"), kind: "Lease", namespaced: true, empty: &coordinationv1.Lease{}, needsVersion: true, putCreates: true},
		{resource: storage("storageclasses"), kind: "StorageClass", empty: &storagev1.StorageClass{}, defaults: defaults(defaultStorageClass), validate: validates(nil, unchangedStorageClass)},
		{resource: storage("csinodes"), kind: "CSINode", empty: &storagev1.CSINode{}, needsVersion: true},
		{resource: storage("csidrivers"), kind: "CSIDriver", empty: &storagev1.CSIDriver{}, needsVersion: true, defaults: defaults(defaultCSIDriver),
			versioned: versioned(func(d *storagev1.CSIDriver) any { return d.Spec })},
		{resource: storage("csistoragecapacities"), kind: "CSIStorageCapacity", namespaced: true, empty: &storagev1.CSIStorageCapacity{}, needsVersion: true},
	}
}
