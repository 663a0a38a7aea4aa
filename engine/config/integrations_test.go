package config_test

import "testing"

func TestCustomResourcesOfIntegrations(t *testing.T) {
	t.Parallel()
	const custom = "sync: {toHost: {customResources: {certificates.cert-manager.io: {enabled: true}}}}\n"
	checkRules(t, []row{
		{"what an integration syncs is not synced twice", custom + "integrations: {certManager: {enabled: true}}", []string{
			"vcluster.yaml:1:35: cert-manager integration is enabled but cert-manager custom resource (certificates.cert-manager.io) is also set in the sync.toHost.customResources. This is not supported, please remove the entry from sync.toHost.customResources"}},
		{"an integration that is off syncs nothing", custom + "integrations: {certManager: {enabled: false}}", nil},
		{"nor does one that leaves the resource out", custom + "integrations: {certManager: {enabled: true, sync: {toHost: {certificates: {enabled: false}}}}}", nil},
		{"the other direction counts for itself", "sync: {fromHost: {customResources: {clusterissuers.cert-manager.io: {enabled: true, scope: Cluster}}}}\nintegrations: {certManager: {enabled: true}}", []string{
			"vcluster.yaml:1:37: cert-manager integration is enabled but cert-manager custom resource (clusterissuers.cert-manager.io) is also set in the sync.fromHost.customResources. This is not supported, please remove the entry from sync.fromHost.customResources"}},
	})
}

func TestGroupsThatAreProxied(t *testing.T) {
	t.Parallel()
	checkRules(t, []row{
		{"a group is synced or proxied, not both", "sync: {toHost: {customResources: {a.x.io: {enabled: true}}}}\nexperimental: {proxy: {customResources: {b.x.io/v1: {enabled: true}}}}", []string{
			`vcluster.yaml:1:35: custom resource group "x.io" is used in both sync.toHost.customResources (a.x.io) and experimental.proxy.customResources (b.x.io/v1). Resources from the same group cannot be used in both sync and proxy`}},
		{"what is off does not count", "sync: {toHost: {customResources: {a.x.io: {enabled: false}}}}\nexperimental: {proxy: {customResources: {b.x.io/v1: {enabled: true}}}}", nil},
	})
}

func TestReplicas(t *testing.T) {
	t.Parallel()
	const two = "controlPlane: {statefulSet: {highAvailability: {replicas: 2}}"
	checkRules(t, []row{
		{"a database of its own is for one replica", two + "}", []string{
			"vcluster.yaml:1:59: embedded database is not supported with multiple replicas; choose another controlPlane.backingStore or 1 replica"}},
		{"a store they share is for several", two + ", backingStore: {etcd: {embedded: {enabled: true}}}}", nil},
		{"a database outside is shared", two + ", backingStore: {database: {external: {enabled: true}}}}", nil},
		{"a number is a number", "controlPlane: {statefulSet: {highAvailability: {replicas: two}}}", []string{
			`vcluster.yaml:1:59: controlPlane.statefulSet.highAvailability.replicas must be a whole number from 0 on, not the string "two"`}},
		{"and not less than none", "controlPlane: {statefulSet: {highAvailability: {replicas: -1}}}", []string{
			`vcluster.yaml:1:59: controlPlane.statefulSet.highAvailability.replicas must be a whole number from 0 on, not the number -1`}},
	})
}

func TestGatewaysOfTheHost(t *testing.T) {
	t.Parallel()
	gateways := func(rest string) string { return "sync: {fromHost: {gateways: {enabled: true, " + rest + "}}}" }
	checkRules(t, []row{
		{"mappings are needed", gateways(""), []string{"vcluster.yaml:1:30: sync.fromHost.gateways.mappings.byName is empty; name at least one Gateway or namespace to sync"}},
		{"some namespaces are reserved", gateways("mappings: {byName: {h/g: kube-system/g}}"), []string{
			`vcluster.yaml:1:70: sync.fromHost.gateways.mappings.byName: target namespace "kube-system" is reserved; choose another one`}},
		{"two gateways do not share a place", gateways("mappings: {byName: {h/a: v/g, h/b: v/g}}"), []string{
			`vcluster.yaml:1:80: sync.fromHost.gateways.mappings.byName: "h/a" and "h/b" have the same target "v/g"`}},
		{"the mappings themselves are checked as those of config maps", gateways("mappings: {byName: {'h/*': v/g}}"), []string{
			"vcluster.yaml:1:72: sync.fromHost.gateways.mappings.byName has key that matches all objects in the namespace: h/* but value does not: v/g. Please make sure that value for this key is in the format of NAMESPACE_NAME/*"}},
		{"routes come from three kinds of places", gateways("mappings: {byName: {h/g: v/g}}, allowedRoutes: {overrides: [{gateway: h/g, namespaces: {from: Everywhere}}]}"), []string{
			"vcluster.yaml:1:133: sync.fromHost.gateways.allowedRoutes.overrides[0].namespaces.from must be one of: All, Same, Selector"}},
		{"a selector must select", gateways("mappings: {byName: {h/g: v/g}}, allowedRoutes: {overrides: [{gateway: h/x, namespaces: {from: Selector}, allowedHostnames: [a_b]}]}"), []string{
			"vcluster.yaml:1:106: sync.fromHost.gateways.allowedRoutes.overrides[0] references host Gateway h/x not covered by sync.fromHost.gateways.mappings.byName",
			"vcluster.yaml:1:133: sync.fromHost.gateways.allowedRoutes.overrides[0].namespaces.selector must not be empty when from is Selector",
			`vcluster.yaml:1:169: sync.fromHost.gateways.allowedRoutes.overrides[0].allowedHostnames[0] is invalid: "a_b"; it must be a name such as shop.example.com or *.example.com`}},
		{"grants are a switch with auto", "sync: {toHost: {gatewayApi: {referenceGrants: {enabled: maybe}}}}", []string{
			`vcluster.yaml:1:57: sync.toHost.gatewayApi.referenceGrants.enabled must be auto, true or false, not the string "maybe"`}},
	})
}
