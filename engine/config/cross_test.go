package config_test

import "testing"

// What is refused only because it is not built yet stands in these rows too: a rule
// must speak before its kind is delivered.

func TestScheduling(t *testing.T) {
	t.Parallel()
	checkRules(t, []row{
		{"the virtual scheduler needs nodes", "controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}", []string{
			"vcluster.yaml:1:43: sync.fromHost.nodes.enabled is false, but required if using hybrid scheduling or virtual scheduler"}},
		{"its older key counts too", "controlPlane: {advanced: {virtualScheduler: {enabled: true}}}\nsync: {fromHost: {nodes: {enabled: false}}}", []string{
			"vcluster.yaml:2:27: sync.fromHost.nodes.enabled is false, but required if using hybrid scheduling or virtual scheduler"}},
		{"hybrid scheduling with nodes is fine", "sync: {toHost: {pods: {hybridScheduling: {enabled: true}}}, fromHost: {nodes: {enabled: true}}}", []string{}},
		{"hybrid scheduling without host schedulers has no effect beside the virtual scheduler", "controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}\nsync: {toHost: {pods: {hybridScheduling: {enabled: true}}}, fromHost: {nodes: {enabled: true}}}", []string{
			"vcluster.yaml:2:43: warning: sync.toHost.pods.hybridScheduling has no effect: the virtual scheduler is on and hostSchedulers is empty, so it schedules all pods; add a host scheduler or switch hybridScheduling off"}},
	})
}

func TestOneOfTwo(t *testing.T) {
	t.Parallel()
	const storage = "you cannot enable both sync.fromHost.storageClasses.enabled and sync.toHost.storageClasses.enabled at the same time. Choose only one of them"
	checkRules(t, []row{
		{"storage classes go one way", "sync: {toHost: {storageClasses: {enabled: true}}, fromHost: {storageClasses: {enabled: true}}}", []string{
			"vcluster.yaml:1:34: " + storage}},
		{"auto gives way to the other direction", "sync: {toHost: {storageClasses: {enabled: true}}, fromHost: {storageClasses: {enabled: auto}}}", nil},
		{"priority classes go one way", "sync: {toHost: {priorityClasses: {enabled: true}}, fromHost: {priorityClasses: {enabled: true}}}", []string{
			"vcluster.yaml:1:35: cannot sync priorityclasses to and from host at the same time; choose one of sync.toHost.priorityClasses and sync.fromHost.priorityClasses",
			"vcluster.yaml:1:35: sync.toHost.priorityClasses.enabled is not supported yet",
			"vcluster.yaml:1:81: sync.fromHost.priorityClasses.enabled is not supported yet"}},
		{"private nodes exclude what needs host nodes", "privateNodes: {enabled: true}\nsync: {toHost: {namespaces: {enabled: true, mappings: {byName: {a: b}}}}, fromHost: {runtimeClasses: {enabled: true}}}", []string{
			"vcluster.yaml:1:16: privateNodes.enabled is not supported yet",
			"vcluster.yaml:2:30: multi-namespace mode is not supported in private nodes mode; switch off sync.toHost.namespaces.enabled or privateNodes.enabled",
			"vcluster.yaml:2:30: sync.toHost.namespaces.enabled is not supported yet",
			"vcluster.yaml:2:103: sync.fromHost.runtimeClasses is only available with host nodes; switch it off or privateNodes.enabled"}},
	})
}

func TestCustomResources(t *testing.T) {
	t.Parallel()
	to := func(items string) string { return "sync: {toHost: {customResources: {" + items + "}}}" }
	from := func(items string) string { return "sync: {fromHost: {customResources: {" + items + "}}}" }
	checkRules(t, []row{
		{"disabled entries are fine", to("a.b: {enabled: false, scope: Namespaced}, a.b/v1: {enabled: false}"), nil},
		{"from the host, cluster-scoped or mapped", from("a.b: {scope: Cluster}, c.d.e/v1beta1: {scope: Namespaced, mappings: {byName: {x/y: z/y}}}"), nil},
		{"a key without group", to("certificates: {}"),
			[]string{`vcluster.yaml:1:35: "certificates" in sync.toHost.customResources does not name a custom resource: write <plural>.<group> or <plural>.<group>/<version>`}},
		{"one resource in two versions", to("a.b/v1: {enabled: true}, a.b/v2: {enabled: true}"), []string{
			"vcluster.yaml:1:60: a.b/v1 and a.b/v2 in sync.toHost.customResources are the same resource; choose one version"}},
		{"a cluster-scoped one to the host", to("a.b: {scope: Cluster}"),
			[]string{"vcluster.yaml:1:48: unsupported scope Cluster for sync.toHost.customResources['a.b'].scope. Only 'Namespaced' is allowed"}},
		{"an unknown scope from the host", from("a.b: {scope: Galaxy}"),
			[]string{"vcluster.yaml:1:50: unsupported scope Galaxy for sync.fromHost.customResources['a.b'].scope. Only 'Cluster' and 'Namespaced' are allowed"}},
		{"mappings for a cluster-scoped one", from("a.b: {scope: Cluster, mappings: {byName: {a/b: c/d}}}"),
			[]string{"vcluster.yaml:1:59: sync.fromHost.customResources['a.b'].mappings are only supported with scope 'Namespaced'"}},
		{"a namespaced one without mappings", from("a.b: {scope: Namespaced}"),
			[]string{"vcluster.yaml:1:43: sync.fromHost.customResources['a.b'].mappings.byName is required for scope 'Namespaced'"}},
		{"both directions", "sync: {toHost: {customResources: {a.b/v1: {enabled: true}}}, fromHost: {customResources: {a.b: {enabled: true}}}}", []string{
			"vcluster.yaml:1:35: custom resource a.b/v1 exists in sync.toHost.customResources and sync.fromHost.customResources. Syncing is only supported one way"}},
	})
}

func TestMappings(t *testing.T) {
	t.Parallel()
	with := func(pairs string) string {
		return "sync:\n  fromHost:\n    secrets:\n      enabled: true\n      mappings: {byName: {" + pairs + "}}\n"
	}
	const at = "sync.fromHost.secrets.mappings.byName has "
	checkRules(t, []row{
		{"all documented forms", with(`foo/*: bar/*, foo/a: foo/b, "": virtual, /a: virtual/b`), nil},
		{"disabled ones are not checked", "sync: {fromHost: {secrets: {mappings: {byName: {a: b}}}}}", nil},
		{"none", with(""), []string{"vcluster.yaml:4:7: sync.fromHost.secrets.mappings.byName is empty; name at least one object or namespace to sync"}},
		{"a key without slash", with("a: b/c"), []string{`vcluster.yaml:5:27: ` + at + `key in invalid format: a (expected NAMESPACE_NAME/NAME, NAMESPACE_NAME/*, /NAME or "")`}},
		{"a key with two slashes", with("a/b/c: b/c"), []string{`vcluster.yaml:5:27: ` + at + `key in invalid format: a/b/c (expected NAMESPACE_NAME/NAME, NAMESPACE_NAME/*, /NAME or "")`}},
		{"a value without slash", with("a/b: c"), []string{`vcluster.yaml:5:32: ` + at + `value in invalid format: c (expected NAMESPACE_NAME/NAME or NAMESPACE_NAME/* or NAMESPACE if key is "")`}},
		{"all objects to one name", with("a/*: c/d"), []string{`vcluster.yaml:5:32: ` + at + `key that matches all objects in the namespace: a/* but value does not: c/d. Please make sure that value for this key is in the format of NAMESPACE_NAME/*`}},
		{"a bad host namespace", with("A/b: c/d"), []string{`vcluster.yaml:5:27: ` + at + `key A/b: parsed host namespace is not valid namespace name: a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name' or '123-abc')`}},
		{"a bad virtual namespace", with("a/b: C/d"), []string{`vcluster.yaml:5:32: ` + at + `value C/d: parsed virtual namespace is not valid namespace name: a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name' or '123-abc')`}},
	})
}

func TestPatches(t *testing.T) {
	t.Parallel()
	list := func(items string) string { return "sync:\n  toHost:\n    pods:\n      patches: [" + items + "]\n" }
	const at = "sync.toHost.pods.patches"
	checkRules(t, []row{
		{"each mode alone", list(`{path: a, expression: x, reverseExpression: z}, {path: b, labels: {}}, {path: "", reference: {apiVersion: v1, kind: Secret, namePath: name, namespacePath: ns}}`), nil},
		{"an empty list is nothing", list(""), nil},
		{"no mode", list("{path: a}"), []string{"vcluster.yaml:4:17: " + at + "[0] need to use one of: expression, labels or reference"}},
		{"two modes", list("{path: a, expression: x, labels: {}}"), []string{"vcluster.yaml:4:17: " + at + "[0] can only use one of: expression, labels or reference"}},
		{"one path twice", list("{path: a, expression: x}, {path: a, labels: {}}"), []string{`vcluster.yaml:4:50: ` + at + `[0] and ` + at + `[1] have the same path "a"`}},
		{"no path", list("{expression: x}"), []string{"vcluster.yaml:4:17: " + at + "[0] needs path"}},
		{"the name", list("{path: metadata.name, expression: x}"), []string{"vcluster.yaml:4:24: " + at + "[0].path must not be metadata.name: syncing itself decides names and namespaces"}},
		{"paths of a reference without namePath", list("{path: a, reference: {apiVersion: v1, kind: Secret, kindPath: k}}"), []string{"vcluster.yaml:4:27: " + at + "[0].reference needs namePath when namespacePath, kindPath or apiVersionPath is given"}},
		{"a reference to nothing", list("{path: a, reference: {}}"), []string{"vcluster.yaml:4:38: " + at + "[0].reference needs apiVersion", "vcluster.yaml:4:38: " + at + "[0].reference needs kind"}},
	})
}

func TestNotYet(t *testing.T) {
	t.Parallel()
	check(t, []row{
		{"what is delivered is fine", "sync: {toHost: {pods: {enabled: true, translateImage: {a: b}}, secrets: {enabled: true, all: true}, configMaps: {all: true}, services: {enabled: true}, ingresses: {enabled: true}}, fromHost: {runtimeClasses: {enabled: true}}}\nexperimental: {syncSettings: {setOwner: false}}", nil},
		{"what is off is fine", "sync: {toHost: {networkPolicies: {enabled: false}, podDisruptionBudgets: {enabled: false}}}", nil},
		{"a kind of a later delivery is refused", "sync: {toHost: {resourceClaims: {enabled: true}}}", []string{"vcluster.yaml:1:34: sync.toHost.resourceClaims.enabled is not supported yet"}},
		{"a part of the Gateway API", "sync: {toHost: {gatewayApi: {tlsRoutes: {enabled: true}}}}", []string{"vcluster.yaml:1:42: sync.toHost.gatewayApi.tlsRoutes.enabled is not supported yet"}},
		{"a default written down is a warning", "sync:\n  toHost:\n    volumeSnapshots: {enabled: false}\n    persistentVolumeClaims: {enabled: true}\n", nil},
	})
}
