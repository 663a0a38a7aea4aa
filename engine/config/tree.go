package config

// Sync is the whole `sync` tree, CFG-T01 to T70. Its tags are its documentation and
// its decoder; see field for their meaning.
type Sync struct {
	ToHost   ToHost   `key:"toHost"`
	FromHost FromHost `key:"fromHost"`
}

// ToHost are the kinds that flow from the virtual cluster to the host.
type ToHost struct {
	Pods                   Pods                      `key:"pods"`
	Secrets                Needed                    `key:"secrets"`
	ConfigMaps             Needed                    `key:"configMaps"`
	Ingresses              Kind                      `key:"ingresses"`
	Services               Kind                      `key:"services" default:"{enabled: true}"`
	Endpoints              Kind                      `key:"endpoints" default:"{enabled: true}"`
	EndpointSlices         Kind                      `key:"endpointSlices" default:"{enabled: true}"`
	NetworkPolicies        Kind                      `key:"networkPolicies"`
	PersistentVolumeClaims Kind                      `key:"persistentVolumeClaims" default:"{enabled: true}"`
	PersistentVolumes      Kind                      `key:"persistentVolumes"`
	VolumeSnapshots        Kind                      `key:"volumeSnapshots"`
	VolumeSnapshotContents Kind                      `key:"volumeSnapshotContents"`
	StorageClasses         Kind                      `key:"storageClasses"`
	ServiceAccounts        Kind                      `key:"serviceAccounts"`
	PodDisruptionBudgets   Kind                      `key:"podDisruptionBudgets"`
	PriorityClasses        Kind                      `key:"priorityClasses"`
	ResourceClaims         Kind                      `key:"resourceClaims"`
	ResourceClaimTemplates Kind                      `key:"resourceClaimTemplates"`
	Namespaces             Namespaces                `key:"namespaces"`
	GatewayAPI             GatewayAPI                `key:"gatewayApi"`
	CustomResources        map[string]CustomResource `key:"customResources"`
}

// FromHost are the kinds that flow from the host to the virtual cluster.
type FromHost struct {
	Nodes                 Nodes                     `key:"nodes"`
	Events                Kind                      `key:"events" default:"{enabled: true}"`
	IngressClasses        Class                     `key:"ingressClasses"`
	RuntimeClasses        Class                     `key:"runtimeClasses"`
	PriorityClasses       Class                     `key:"priorityClasses"`
	StorageClasses        AutoClass                 `key:"storageClasses"`
	GatewayClasses        Class                     `key:"gatewayClasses"`
	DeviceClasses         Class                     `key:"deviceClasses"`
	VolumeSnapshotClasses Kind                      `key:"volumeSnapshotClasses"`
	CSINodes              AutoKind                  `key:"csiNodes"`
	CSIDrivers            AutoKind                  `key:"csiDrivers"`
	CSIStorageCapacities  AutoKind                  `key:"csiStorageCapacities"`
	ConfigMaps            Mapped                    `key:"configMaps"`
	Secrets               Mapped                    `key:"secrets"`
	Gateways              Gateways                  `key:"gateways"`
	CustomResources       map[string]CustomResource `key:"customResources"`
}

// Kind is a kind with a switch.
type Kind struct {
	Enabled bool    `key:"enabled"`
	Patches []Patch `key:"patches" older:"translate"`
}

// Needed is a kind of which only the objects other objects need are synced, unless All.
type Needed struct {
	Enabled bool    `key:"enabled" default:"true"`
	All     bool    `key:"all"`
	Patches []Patch `key:"patches" older:"translate"`
}

// AutoKind is a kind that a scheduler in the virtual cluster switches on.
type AutoKind struct {
	Enabled Switch  `key:"enabled" default:"auto"`
	Patches []Patch `key:"patches" older:"translate"`
}

// Class is a cluster-scoped kind the host offers, filtered by labels.
type Class struct {
	Enabled  bool          `key:"enabled"`
	Selector LabelSelector `key:"selector"`
	Patches  []Patch       `key:"patches" older:"translate"`
}

// AutoClass is a Class that a scheduler in the virtual cluster switches on.
type AutoClass struct {
	Enabled  Switch        `key:"enabled" default:"auto"`
	Selector LabelSelector `key:"selector"`
	Patches  []Patch       `key:"patches" older:"translate"`
}

// Mapped is a namespaced kind from the host: only what the mappings name is synced.
type Mapped struct {
	Enabled  bool     `key:"enabled"`
	Mappings Mappings `key:"mappings"`
	Patches  []Patch  `key:"patches" older:"translate"`
}

// Mappings say which objects go where: host to virtual below fromHost, virtual
// namespace to host namespace below toHost.namespaces.
type Mappings struct {
	ByName map[string]string `key:"byName"`
}

// CustomResource is one entry of customResources; its key is <plural>.<group>[/<version>].
type CustomResource struct {
	Enabled bool `key:"enabled"`
	// Scope is empty, Namespaced, or (from the host only) Cluster.
	Scope string `key:"scope"`
	// Mappings apply from the host only, with scope Namespaced.
	Mappings Mappings `key:"mappings"`
	Patches  []Patch  `key:"patches" older:"translate"`
}

// Namespaces is multi-namespace mode.
type Namespaces struct {
	Enabled      bool              `key:"enabled"`
	MappingsOnly bool              `key:"mappingsOnly"`
	Mappings     Mappings          `key:"mappings"`
	ExtraLabels  map[string]string `key:"extraLabels"`
	Patches      []Patch           `key:"patches" older:"translate"`
}

// GatewayAPI are the kinds of the Gateway API a tenant may create, GW-01.
type GatewayAPI struct {
	Enabled            bool     `key:"enabled"`
	Gateways           Kind     `key:"gateways"`
	HTTPRoutes         Kind     `key:"httpRoutes"`
	TLSRoutes          Kind     `key:"tlsRoutes"`
	BackendTLSPolicies Kind     `key:"backendTLSPolicies"`
	ReferenceGrants    AutoKind `key:"referenceGrants"`
	Patches            []Patch  `key:"patches" older:"translate"`
}

// Gateways are host Gateways shown in the virtual cluster, GW-10 to GW-12.
type Gateways struct {
	Enabled  bool          `key:"enabled"`
	Selector LabelSelector `key:"selector"`
	Mappings Mappings      `key:"mappings"`
	// Rest are sanitize, status, metadata and allowedRoutes, not read yet.
	Rest    map[string]any `key:"*" names:"sanitize status metadata allowedRoutes"`
	Patches []Patch        `key:"patches" older:"translate"`
}

// Nodes are the host's nodes; when they are off, the virtual cluster shows fake ones.
type Nodes struct {
	Enabled          bool         `key:"enabled"`
	SyncBackChanges  bool         `key:"syncBackChanges"`
	ClearImageStatus bool         `key:"clearImageStatus"`
	Selector         NodeSelector `key:"selector"`
	Patches          []Patch      `key:"patches" older:"translate"`
}

// NodeSelector matches labels exactly, without expressions.
type NodeSelector struct {
	All    bool              `key:"all"`
	Labels map[string]string `key:"labels"`
}
