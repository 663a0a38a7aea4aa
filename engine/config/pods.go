package config

// Pods are the options of pod syncing, CFG-T01 to T09 and T54.
type Pods struct {
	Enabled bool `key:"enabled" default:"true"`
	// TranslateImage maps an image to the one to run instead.
	TranslateImage        map[string]string `key:"translateImage"`
	EnforceTolerations    []Toleration      `key:"enforceTolerations"`
	UseSecretsForSATokens bool              `key:"useSecretsForSATokens"`
	RuntimeClassName      string            `key:"runtimeClassName"`
	PriorityClassName     string            `key:"priorityClassName"`
	RewriteHosts          RewriteHosts      `key:"rewriteHosts"`
	HybridScheduling      HybridScheduling  `key:"hybridScheduling"`
	Patches               []Patch           `key:"patches" older:"translate"`
}

// RewriteHosts gives pods of stateful sets the host names they expect.
type RewriteHosts struct {
	Enabled       bool          `key:"enabled" default:"true"`
	InitContainer InitContainer `key:"initContainer"`
}

// InitContainer rewrites /etc/hosts before the pod's own containers start.
type InitContainer struct {
	Image     Image     `key:"image"`
	Resources Resources `key:"resources"`
}

// Resources are what the init container may use and is promised.
type Resources struct {
	Limits   map[string]Quantity `key:"limits" default:"{cpu: 30m, memory: 64Mi}"`
	Requests map[string]Quantity `key:"requests" default:"{cpu: 30m, memory: 64Mi}"`
}

// HybridScheduling leaves the pods of some schedulers to the host.
type HybridScheduling struct {
	Enabled        bool     `key:"enabled"`
	HostSchedulers []string `key:"hostSchedulers"`
}

// Patch changes one place of an object while it is synced, CFG-T60 to T69.
type Patch struct {
	Path              string       `key:"path" required:"true"`
	Expression        string       `key:"expression"`
	ReverseExpression string       `key:"reverseExpression"`
	Reference         *Reference   `key:"reference"`
	Labels            *PatchLabels `key:"labels"`
}

// Reference says that the place names another object.
type Reference struct {
	APIVersion     string `key:"apiVersion" required:"true"`
	APIVersionPath string `key:"apiVersionPath"`
	Kind           string `key:"kind" required:"true"`
	KindPath       string `key:"kindPath"`
	NamePath       string `key:"namePath"`
	NamespacePath  string `key:"namespacePath"`
}

// PatchLabels selects the labels mode by being there; it has no keys.
type PatchLabels struct{}
