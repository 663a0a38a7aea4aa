package config

// Sync is the whole `sync` tree, CFG-T01 to T70. Its tags are its documentation and
// its decoder; see field for their meaning.
type Sync struct {
	ToHost   ToHost   `key:"toHost" doc:"Configure resources to sync from the virtual cluster to the host cluster."`
	FromHost FromHost `key:"fromHost" doc:"Configure what resources vCluster should sync from the host cluster to the virtual cluster."`
}

// ToHost are the kinds that flow from the virtual cluster to the host.
type ToHost struct {
	Pods                   Pods                      `key:"pods" doc:"Pods defines if pods created within the virtual cluster should get synced to the host cluster."`
	Secrets                Needed                    `key:"secrets" doc:"Secrets defines if secrets created within the virtual cluster should get synced to the host cluster."`
	ConfigMaps             Needed                    `key:"configMaps" doc:"ConfigMaps defines if config maps created within the virtual cluster should get synced to the host cluster."`
	Ingresses              Kind                      `key:"ingresses" doc:"Ingresses defines if ingresses created within the virtual cluster should get synced to the host cluster."`
	Services               Kind                      `key:"services" default:"{enabled: true}" doc:"Services defines if services created within the virtual cluster should get synced to the host cluster."`
	Endpoints              Kind                      `key:"endpoints" default:"{enabled: true}" doc:"Endpoints defines if endpoints created within the virtual cluster should get synced to the host cluster."`
	EndpointSlices         Kind                      `key:"endpointSlices" default:"{enabled: true}" doc:"EndpointSlices defines if endpoint slices created within the virtual cluster should get synced to the host cluster."`
	NetworkPolicies        Kind                      `key:"networkPolicies" doc:"NetworkPolicies defines if network policies created within the virtual cluster should get synced to the host cluster."`
	PersistentVolumeClaims Kind                      `key:"persistentVolumeClaims" default:"{enabled: true}" doc:"PersistentVolumeClaims defines if persistent volume claims created within the virtual cluster should get synced to the host cluster."`
	PersistentVolumes      Kind                      `key:"persistentVolumes" doc:"PersistentVolumes defines if persistent volumes created within the virtual cluster should get synced to the host cluster."`
	VolumeSnapshots        Kind                      `key:"volumeSnapshots" doc:"VolumeSnapshots defines if volume snapshots created within the virtual cluster should get synced to the host cluster."`
	VolumeSnapshotContents Kind                      `key:"volumeSnapshotContents" doc:"VolumeSnapshotContents defines if volume snapshot contents created within the virtual cluster should get synced to the host cluster."`
	StorageClasses         Kind                      `key:"storageClasses" doc:"StorageClasses defines if storage classes created within the virtual cluster should get synced to the host cluster."`
	ServiceAccounts        Kind                      `key:"serviceAccounts" doc:"ServiceAccounts defines if service accounts created within the virtual cluster should get synced to the host cluster."`
	PodDisruptionBudgets   Kind                      `key:"podDisruptionBudgets" doc:"PodDisruptionBudgets defines if pod disruption budgets created within the virtual cluster should get synced to the host cluster."`
	PriorityClasses        Kind                      `key:"priorityClasses" doc:"PriorityClasses defines if priority classes created within the virtual cluster should get synced to the host cluster."`
	ResourceClaims         Kind                      `key:"resourceClaims" doc:"ResourceClaims defines if resource claims created within the virtual cluster should get synced to the host cluster."`
	ResourceClaimTemplates Kind                      `key:"resourceClaimTemplates" doc:"ResourceClaimTemplates defines if resource claim templates created within the virtual cluster should get synced to the host cluster."`
	Namespaces             Namespaces                `key:"namespaces" doc:"Namespaces defines if namespaces created within the virtual cluster should get synced to the host cluster."`
	GatewayAPI             GatewayAPI                `key:"gatewayApi" doc:"GatewayAPI defines if resources of the Gateway API created within the virtual cluster should get synced to the host cluster."`
	CustomResources        map[string]CustomResource `key:"customResources" doc:"CustomResources defines what custom resources should get synced from the virtual cluster to the host cluster. The definition is copied from the host cluster to the virtual cluster on startup, and the rights that are needed are added to the role."`
}

// FromHost are the kinds that flow from the host to the virtual cluster.
type FromHost struct {
	Nodes                 Nodes                     `key:"nodes" doc:"Nodes defines if nodes should get synced from the host cluster to the virtual cluster, but not back."`
	Events                Kind                      `key:"events" default:"{enabled: true}" doc:"Events defines if events should get synced from the host cluster to the virtual cluster, but not back."`
	IngressClasses        Class                     `key:"ingressClasses" doc:"IngressClasses defines if ingress classes should get synced from the host cluster to the virtual cluster, but not back."`
	RuntimeClasses        Class                     `key:"runtimeClasses" doc:"RuntimeClasses defines if runtime classes should get synced from the host cluster to the virtual cluster, but not back."`
	PriorityClasses       Class                     `key:"priorityClasses" doc:"PriorityClasses defines if priority classes should get synced from the host cluster to the virtual cluster, but not back."`
	StorageClasses        AutoClass                 `key:"storageClasses" doc:"StorageClasses defines if storage classes should get synced from the host cluster to the virtual cluster, but not back. If auto, is automatically enabled when the virtual scheduler is enabled."`
	GatewayClasses        Class                     `key:"gatewayClasses" doc:"GatewayClasses defines if gateway classes should get synced from the host cluster to the virtual cluster, but not back."`
	DeviceClasses         Class                     `key:"deviceClasses" doc:"DeviceClasses defines if device classes should get synced from the host cluster to the virtual cluster, but not back."`
	VolumeSnapshotClasses Kind                      `key:"volumeSnapshotClasses" doc:"VolumeSnapshotClasses defines if volume snapshot classes should get synced from the host cluster to the virtual cluster, but not back."`
	CSINodes              AutoKind                  `key:"csiNodes" doc:"CSINodes defines if csi nodes should get synced from the host cluster to the virtual cluster, but not back. If auto, is automatically enabled when the virtual scheduler is enabled."`
	CSIDrivers            AutoKind                  `key:"csiDrivers" doc:"CSIDrivers defines if csi drivers should get synced from the host cluster to the virtual cluster, but not back. If auto, is automatically enabled when the virtual scheduler is enabled."`
	CSIStorageCapacities  AutoKind                  `key:"csiStorageCapacities" doc:"CSIStorageCapacities defines if csi storage capacities should get synced from the host cluster to the virtual cluster, but not back. If auto, is automatically enabled when the virtual scheduler is enabled."`
	ConfigMaps            Mapped                    `key:"configMaps" doc:"ConfigMaps defines if config maps should get synced from the host cluster to the virtual cluster, but not back."`
	Secrets               Mapped                    `key:"secrets" doc:"Secrets defines if secrets should get synced from the host cluster to the virtual cluster, but not back."`
	Gateways              Gateways                  `key:"gateways" doc:"Gateways defines if gateways should get synced from the host cluster to the virtual cluster, but not back."`
	CustomResources       map[string]CustomResource `key:"customResources" doc:"CustomResources defines what custom resources should get synced read-only to the virtual cluster from the host cluster. The rights that are needed are added to the cluster role."`
}

// Kind is a kind with a switch.
type Kind struct {
	Enabled bool    `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	Patches []Patch `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// Needed is a kind of which only the objects other objects need are synced, unless All.
type Needed struct {
	Enabled bool    `key:"enabled" default:"true" doc:"Enabled defines if this option should be enabled."`
	All     bool    `key:"all" doc:"All defines if all resources of that type should get synced or only the necessary ones that are needed."`
	Patches []Patch `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// AutoKind is a kind that a scheduler in the virtual cluster switches on.
type AutoKind struct {
	Enabled Switch  `key:"enabled" default:"auto" doc:"Enabled defines if this option should be enabled."`
	Patches []Patch `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// Class is a cluster-scoped kind the host offers, filtered by labels.
type Class struct {
	Enabled  bool          `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	Selector LabelSelector `key:"selector" doc:"Selector defines the labels an object of the host must have to be synced; an empty one selects all."`
	Patches  []Patch       `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// AutoClass is a Class that a scheduler in the virtual cluster switches on.
type AutoClass struct {
	Enabled  Switch        `key:"enabled" default:"auto" doc:"Enabled defines if this option should be enabled."`
	Selector LabelSelector `key:"selector" doc:"Selector defines the labels an object of the host must have to be synced; an empty one selects all."`
	Patches  []Patch       `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// Mapped is a namespaced kind from the host: only what the mappings name is synced.
type Mapped struct {
	Enabled  bool     `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	Mappings Mappings `key:"mappings" doc:"Mappings say which objects of the host become which objects of the virtual cluster."`
	Patches  []Patch  `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// Mappings say which objects go where: host to virtual below fromHost, virtual
// namespace to host namespace below toHost.namespaces.
type Mappings struct {
	ByName map[string]string `key:"byName" doc:"ByName maps names: NAMESPACE/NAME, NAMESPACE/* or, from the host, /NAME and an empty key for the namespace of the virtual cluster."`
}

// CustomResource is one entry of customResources; its key is <plural>.<group>[/<version>].
type CustomResource struct {
	Enabled bool `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	// Scope is empty, Namespaced, or (from the host only) Cluster.
	Scope string `key:"scope" doc:"Scope of the resource: Namespaced, or from the host also Cluster."`
	// Mappings apply from the host only, with scope Namespaced.
	Mappings Mappings `key:"mappings" doc:"Mappings say which objects of the host become which objects of the virtual cluster."`
	Patches  []Patch  `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// Namespaces is multi-namespace mode.
type Namespaces struct {
	Enabled      bool              `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	MappingsOnly bool              `key:"mappingsOnly" doc:"MappingsOnly defines if creating namespaces that match no mapping is refused."`
	Mappings     Mappings          `key:"mappings" doc:"Mappings say which namespaces of the virtual cluster become which namespaces of the host; * at the end of both sides matches any ending, ${name} is the name of the virtual cluster."`
	ExtraLabels  map[string]string `key:"extraLabels" doc:"ExtraLabels are added to the namespaces on the host."`
	Patches      []Patch           `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// GatewayAPI are the kinds of the Gateway API a tenant may create, GW-01.
type GatewayAPI struct {
	Enabled            bool     `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	Gateways           Kind     `key:"gateways" doc:"Gateways defines if gateways should get synced."`
	HTTPRoutes         Kind     `key:"httpRoutes" doc:"HTTPRoutes defines if HTTP routes should get synced."`
	TLSRoutes          Kind     `key:"tlsRoutes" doc:"TLSRoutes defines if TLS routes should get synced."`
	BackendTLSPolicies Kind     `key:"backendTLSPolicies" doc:"BackendTLSPolicies defines if backend TLS policies should get synced."`
	ReferenceGrants    AutoKind `key:"referenceGrants" doc:"ReferenceGrants defines if reference grants should get synced. If auto, they are when routes or policies and namespaces are."`
	Patches            []Patch  `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// Gateways are host Gateways shown in the virtual cluster, GW-10 to GW-12.
type Gateways struct {
	Enabled  bool          `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	Selector LabelSelector `key:"selector" doc:"Selector defines the labels an object of the host must have to be synced; an empty one selects all."`
	Mappings Mappings      `key:"mappings" doc:"Mappings say which objects of the host become which objects of the virtual cluster."`
	// Rest are sanitize, status, metadata and allowedRoutes, not read yet.
	Rest    map[string]any `key:"*" names:"sanitize status metadata allowedRoutes"`
	Patches []Patch        `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// Nodes are the host's nodes; when they are off, the virtual cluster shows fake ones.
type Nodes struct {
	Enabled          bool         `key:"enabled" doc:"Enabled specifies if syncing real nodes should be enabled. If this is disabled, vCluster will create fake nodes instead."`
	SyncBackChanges  bool         `key:"syncBackChanges" doc:"SyncBackChanges enables syncing labels and taints from the virtual cluster to the host cluster. If this is enabled someone within the virtual cluster will be able to change the labels and taints of the host cluster node."`
	ClearImageStatus bool         `key:"clearImageStatus" doc:"ClearImageStatus will erase the image status when syncing a node. This allows to hide images that are pulled by the node."`
	Selector         NodeSelector `key:"selector" doc:"Selector can be used to define more granular what nodes should get synced from the host cluster to the virtual cluster."`
	Patches          []Patch      `key:"patches" older:"translate" doc:"Patches are changes to fields of the object while it is synced."`
}

// NodeSelector matches labels exactly, without expressions.
type NodeSelector struct {
	All    bool              `key:"all" doc:"All specifies if all nodes should get synced by vCluster from the host to the virtual cluster or only the ones where pods are assigned to."`
	Labels map[string]string `key:"labels" doc:"Labels are the node labels used to sync nodes from host cluster to virtual cluster. This will also set the node selector when syncing a pod from virtual cluster to host cluster to the same value."`
}
