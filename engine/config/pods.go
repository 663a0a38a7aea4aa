package config

// Pods are the options of pod syncing, CFG-T01 to T09 and T54.
type Pods struct {
	Enabled bool `key:"enabled" default:"true" doc:"Enabled defines if pod syncing should be enabled."`
	// TranslateImage maps an image to the one to run instead.
	TranslateImage        map[string]string `key:"translateImage" doc:"TranslateImage maps an image to another image that should be used instead. For example this can be used to rewrite a certain image that is used within the virtual cluster to be another image on the host cluster."`
	EnforceTolerations    []Toleration      `key:"enforceTolerations" doc:"EnforceTolerations will add the specified tolerations to all pods synced by the virtual cluster."`
	UseSecretsForSATokens bool              `key:"useSecretsForSATokens" doc:"UseSecretsForSATokens will use secrets to save the generated service account tokens by virtual cluster instead of using a pod annotation."`
	RuntimeClassName      string            `key:"runtimeClassName" doc:"RuntimeClassName is the runtime class to set for synced pods."`
	PriorityClassName     string            `key:"priorityClassName" doc:"PriorityClassName is the priority class to set for synced pods."`
	RewriteHosts          RewriteHosts      `key:"rewriteHosts" doc:"RewriteHosts is a special option needed to rewrite statefulset containers to allow the correct FQDN. virtual cluster will add a small container to each stateful set pod that will initially rewrite the /etc/hosts file to match the FQDN expected by the virtual cluster."`
	HybridScheduling      HybridScheduling  `key:"hybridScheduling" doc:"HybridScheduling leaves pods with the named schedulers to the host cluster and has the others scheduled within the virtual cluster."`
	Patches               []Patch           `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// RewriteHosts gives pods of stateful sets the host names they expect.
type RewriteHosts struct {
	Enabled       bool          `key:"enabled" default:"true" doc:"Enabled specifies if rewriting stateful set pods should be enabled."`
	InitContainer InitContainer `key:"initContainer" doc:"InitContainer holds extra options for the init container used by vCluster to rewrite the FQDN for stateful set pods."`
}

// InitContainer rewrites /etc/hosts before the pod's own containers start.
type InitContainer struct {
	Image     Image     `key:"image" doc:"Image is the image virtual cluster should use to rewrite this FQDN."`
	Resources Resources `key:"resources" doc:"Resources are the resources that should be assigned to the init container for each stateful set init container."`
}

// Resources are what the init container may use and is promised.
type Resources struct {
	Limits   map[string]Quantity `key:"limits" default:"{cpu: 30m, memory: 64Mi}" doc:"Limits are resource limits for the container"`
	Requests map[string]Quantity `key:"requests" default:"{cpu: 30m, memory: 64Mi}" doc:"Requests are minimal resources that will be consumed by the container"`
}

// HybridScheduling leaves the pods of some schedulers to the host.
type HybridScheduling struct {
	Enabled        bool     `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	HostSchedulers []string `key:"hostSchedulers" doc:"HostSchedulers are the schedulers whose pods are scheduled by the host cluster."`
}

// Patch changes one place of an object while it is synced, CFG-T60 to T69.
type Patch struct {
	Path              string       `key:"path" required:"true" doc:"Path is the path within the patch to target. If the path is not found within the patch, the patch is not applied."`
	Expression        string       `key:"expression" doc:"Expression transforms the value according to the given JavaScript expression."`
	ReverseExpression string       `key:"reverseExpression" doc:"ReverseExpression transforms the value according to the given JavaScript expression."`
	Reference         *Reference   `key:"reference" doc:"Reference treats the path value as a reference to another object and will rewrite it based on the chosen mode automatically. In single-namespace mode this will translate the name to vxxxxxxxxx to avoid conflicts with other names, in multi-namespace mode this will not translate the name."`
	Labels            *PatchLabels `key:"labels" doc:"Labels treats the path value as a labels selector."`
}

// Reference says that the place names another object.
type Reference struct {
	APIVersion     string `key:"apiVersion" required:"true" doc:"APIVersion is the apiVersion of the referenced object."`
	APIVersionPath string `key:"apiVersionPath" doc:"APIVersionPath is optional relative path to use to determine the kind. If APIVersionPath is not found, will fallback to apiVersion."`
	Kind           string `key:"kind" required:"true" doc:"Kind is the kind of the referenced object."`
	KindPath       string `key:"kindPath" doc:"KindPath is the optional relative path to use to determine the kind. If KindPath is not found, will fallback to kind."`
	NamePath       string `key:"namePath" doc:"NamePath is the optional relative path to the reference name within the object."`
	NamespacePath  string `key:"namespacePath" doc:"NamespacePath is the optional relative path to the reference namespace within the object. If omitted or not found, namespacePath equals to the metadata.namespace path of the object."`
}

// PatchLabels selects the labels mode by being there; it has no keys.
type PatchLabels struct{}
