package config

// ControlPlane is what syncing reads of the section; the rest is kept as it is.
type ControlPlane struct {
	Distro   Distro               `key:"distro"`
	Advanced AdvancedControlPlane `key:"advanced"`
	// HostPathMapper shows pods the log and kubelet folders of the host as those of the virtual cluster.
	HostPathMapper HostPathMapper `key:"hostPathMapper"`
	Rest           map[string]any `key:"*"`
}

// HostPathMapper is switched on for the whole virtual cluster; a central one
// serves several, and pods need nothing extra for it.
type HostPathMapper struct {
	Enabled bool           `key:"enabled"`
	Central bool           `key:"central"`
	Rest    map[string]any `key:"*"`
}

// Distro says what the virtual control plane is made of.
type Distro struct {
	K8s  K8s            `key:"k8s"`
	Rest map[string]any `key:"*"`
}

// K8s is the plain Kubernetes distro.
type K8s struct {
	Scheduler Toggle         `key:"scheduler"`
	Rest      map[string]any `key:"*"`
}

// Toggle is a switch whose other options are not read here.
type Toggle struct {
	Enabled bool           `key:"enabled"`
	Rest    map[string]any `key:"*"`
}

// AdvancedControlPlane holds the service accounts and the older scheduler switch.
type AdvancedControlPlane struct {
	// VirtualScheduler is the older spelling of distro.k8s.scheduler; either counts, CFG-76.
	VirtualScheduler Toggle `key:"virtualScheduler"`
	// ServiceAccount is the subject of the role bindings; empty means vc-<release>.
	ServiceAccount Named `key:"serviceAccount"`
	// WorkloadServiceAccount is what host pods run as; empty means vc-workload-<name>.
	WorkloadServiceAccount Named `key:"workloadServiceAccount"`
	// DefaultImageRegistry goes before the registry of every image that the control plane chooses.
	DefaultImageRegistry string         `key:"defaultImageRegistry"`
	Rest                 map[string]any `key:"*"`
}

// Named is an object known by its name.
type Named struct {
	Name string         `key:"name"`
	Rest map[string]any `key:"*"`
}

// Networking is what syncing reads of the section.
type Networking struct {
	ReplicateServices ReplicateServices  `key:"replicateServices"`
	Advanced          AdvancedNetworking `key:"advanced"`
	Rest              map[string]any     `key:"*"`
}

// ReplicateServices mirrors single services.
type ReplicateServices struct {
	ToHost   []ServiceMapping `key:"toHost"`
	FromHost []ServiceMapping `key:"fromHost"`
}

// ServiceMapping names a service on both sides, as namespace/name.
type ServiceMapping struct {
	From string `key:"from" required:"true"`
	To   string `key:"to" required:"true"`
}

// AdvancedNetworking holds the cluster domain and how kubelets are reached.
type AdvancedNetworking struct {
	ClusterDomain string         `key:"clusterDomain" default:"cluster.local"`
	ProxyKubelets ProxyKubelets  `key:"proxyKubelets"`
	Rest          map[string]any `key:"*"`
}

// ProxyKubelets says which addresses the nodes of the virtual cluster show.
type ProxyKubelets struct {
	ByHostname bool `key:"byHostname" default:"true"`
	ByIP       bool `key:"byIP" default:"true"`
}

// Policies is what syncing reads of the section.
type Policies struct {
	// PodSecurityStandard is empty, privileged, baseline or restricted.
	PodSecurityStandard string         `key:"podSecurityStandard"`
	Rest                map[string]any `key:"*"`
}

// RBAC is what the rendered roles depend on.
type RBAC struct {
	Role        Role           `key:"role"`
	ClusterRole ClusterRole    `key:"clusterRole"`
	Rest        map[string]any `key:"*"`
}

// Role are the rights in the virtual cluster's own host namespace.
type Role struct {
	Enabled        bool           `key:"enabled" default:"true"`
	ExtraRules     []any          `key:"extraRules"`
	OverwriteRules []any          `key:"overwriteRules"`
	Rest           map[string]any `key:"*"`
}

// ClusterRole are the rights on cluster-scoped host objects.
type ClusterRole struct {
	Enabled        Switch         `key:"enabled" default:"auto"`
	ExtraRules     []any          `key:"extraRules"`
	OverwriteRules []any          `key:"overwriteRules"`
	Rest           map[string]any `key:"*"`
}

// Experimental is what syncing reads of the section.
type Experimental struct {
	SyncSettings SyncSettings `key:"syncSettings"`
	// MultiNamespaceMode is the older form of sync.toHost.namespaces.
	MultiNamespaceMode Toggle         `key:"multiNamespaceMode"`
	Rest               map[string]any `key:"*"`
}

// SyncSettings are switches of the engine as a whole.
type SyncSettings struct {
	// SetOwner makes the virtual cluster's own Service the owner of host copies.
	SetOwner                 bool           `key:"setOwner" default:"true"`
	DisableSync              bool           `key:"disableSync"`
	RewriteKubernetesService bool           `key:"rewriteKubernetesService"`
	TargetNamespace          string         `key:"targetNamespace"`
	Rest                     map[string]any `key:"*"`
}
