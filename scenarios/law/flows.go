package law

// flow says by which switches of vcluster.yaml a kind flows (CFG-T01 to CFG-T56).
type flow struct {
	toHost            string
	toHostByDefault   bool
	fromHost          string
	fromHostByDefault bool
	// auto kinds come from the host by default if pods are scheduled in the virtual cluster.
	auto bool
}

// flows has a row for each kind the configuration can name, by resource.
func flows() map[string]flow {
	return map[string]flow{
		"pods":                   {toHost: "pods", toHostByDefault: true},
		"secrets":                {toHost: "secrets", toHostByDefault: true, fromHost: "secrets"},
		"configmaps":             {toHost: "configMaps", toHostByDefault: true, fromHost: "configMaps"},
		"services":               {toHost: "services", toHostByDefault: true},
		"endpoints":              {toHost: "endpoints", toHostByDefault: true},
		"persistentvolumeclaims": {toHost: "persistentVolumeClaims", toHostByDefault: true},
		"persistentvolumes":      {toHost: "persistentVolumes"},
		"volumesnapshots.snapshot.storage.k8s.io":        {toHost: "volumeSnapshots"},
		"volumesnapshotcontents.snapshot.storage.k8s.io": {toHost: "volumeSnapshots"},
		"serviceaccounts": {toHost: "serviceAccounts"},
		"namespaces":      {toHost: "namespaces"},
		"nodes":           {fromHost: "nodes"},
		"events":          {fromHost: "events", fromHostByDefault: true},

		"endpointslices.discovery.k8s.io":              {toHost: "endpointSlices", toHostByDefault: true},
		"ingresses.networking.k8s.io":                  {toHost: "ingresses"},
		"networkpolicies.networking.k8s.io":            {toHost: "networkPolicies"},
		"ingressclasses.networking.k8s.io":             {fromHost: "ingressClasses"},
		"poddisruptionbudgets.policy":                  {toHost: "podDisruptionBudgets"},
		"priorityclasses.scheduling.k8s.io":            {toHost: "priorityClasses", fromHost: "priorityClasses"},
		"runtimeclasses.node.k8s.io":                   {fromHost: "runtimeClasses"},
		"storageclasses.storage.k8s.io":                {toHost: "storageClasses", fromHost: "storageClasses", auto: true},
		"csinodes.storage.k8s.io":                      {fromHost: "csiNodes", auto: true},
		"csidrivers.storage.k8s.io":                    {fromHost: "csiDrivers", auto: true},
		"csistoragecapacities.storage.k8s.io":          {fromHost: "csiStorageCapacities", auto: true},
		"resourceclaims.resource.k8s.io":               {toHost: "resourceClaims"},
		"resourceclaimtemplates.resource.k8s.io":       {toHost: "resourceClaimTemplates"},
		"deviceclasses.resource.k8s.io":                {fromHost: "deviceClasses"},
		"gatewayclasses.gateway.networking.k8s.io":     {fromHost: "gatewayClasses"},
		"gateways.gateway.networking.k8s.io":           {toHost: "gatewayApi", fromHost: "gateways"},
		"httproutes.gateway.networking.k8s.io":         {toHost: "gatewayApi"},
		"tlsroutes.gateway.networking.k8s.io":          {toHost: "gatewayApi"},
		"backendtlspolicies.gateway.networking.k8s.io": {toHost: "gatewayApi"},
		"referencegrants.gateway.networking.k8s.io":    {toHost: "gatewayApi"},
	}
}
