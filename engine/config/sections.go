package config

// ControlPlane is what syncing reads of the section; the rest is kept as it is.
type ControlPlane struct {
	Distro   Distro               `key:"distro" doc:"Distro holds the options of the Kubernetes distribution of the virtual cluster."`
	Advanced AdvancedControlPlane `key:"advanced" doc:"Advanced holds additional configuration for the vCluster control plane."`
	// HostPathMapper shows pods the log and kubelet folders of the host as those of the virtual cluster.
	HostPathMapper HostPathMapper `key:"hostPathMapper" doc:"HostPathMapper defines if vCluster should rewrite host paths."`
	BackingStore   BackingStore   `key:"backingStore" doc:"BackingStore defines which backing store to use for virtual cluster. If not defined will use embedded database as a default backing store."`
	StatefulSet    StatefulSet    `key:"statefulSet" doc:"StatefulSet defines options for vCluster statefulSet deployed by Helm."`
	Rest           map[string]any `key:"*"`
}

// BackingStore says where the virtual control plane keeps its state; nothing
// switched on means a database inside it.
type BackingStore struct {
	Etcd     Etcd           `key:"etcd" doc:"Etcd defines that etcd should be used as the backend for the virtual cluster."`
	Database Database       `key:"database" doc:"Database defines that a database backend should be used as the backend for the virtual cluster."`
	Rest     map[string]any `key:"*"`
}

// Etcd is one store.
type Etcd struct {
	Embedded Toggle         `key:"embedded" doc:"Embedded defines to use embedded etcd as a storage backend for the virtual cluster."`
	Deploy   Toggle         `key:"deploy" doc:"Deploy defines to use an external etcd that is deployed by the helm chart."`
	External Toggle         `key:"external" doc:"External defines to use a self-hosted external etcd."`
	Rest     map[string]any `key:"*"`
}

// Database is the other.
type Database struct {
	External Toggle         `key:"external" doc:"External defines that an external database should be used."`
	Embedded Toggle         `key:"embedded" doc:"Embedded defines that an embedded database (sqlite) should be used as a backend."`
	Rest     map[string]any `key:"*"`
}

// StatefulSet is how the virtual control plane runs on the host.
type StatefulSet struct {
	HighAvailability HighAvailability `key:"highAvailability" doc:"HighAvailability holds options related to high availability."`
	Rest             map[string]any   `key:"*"`
}

// HighAvailability is how many of it run.
type HighAvailability struct {
	Replicas int            `key:"replicas" default:"1" doc:"Replicas is the amount of replicas to use for the statefulSet."`
	Rest     map[string]any `key:"*"`
}

// HostPathMapper is switched on for the whole virtual cluster; a central one
// serves several, and pods need nothing extra for it.
type HostPathMapper struct {
	Enabled bool           `key:"enabled" doc:"Enabled specifies if the host path mapper will be used."`
	Central bool           `key:"central" doc:"Central specifies if the central host path mapper will be used."`
	Rest    map[string]any `key:"*"`
}

// Distro says what the virtual control plane is made of.
type Distro struct {
	K8s  K8s            `key:"k8s" doc:"K8S holds K8s relevant configuration."`
	Rest map[string]any `key:"*"`
}

// K8s is the plain Kubernetes distro.
type K8s struct {
	Scheduler Toggle         `key:"scheduler" doc:"Scheduler holds configuration of the scheduler of the virtual cluster."`
	Rest      map[string]any `key:"*"`
}

// Toggle is a switch whose other options are not read here.
type Toggle struct {
	Enabled bool           `key:"enabled" doc:"Enabled defines if this option should be enabled."`
	Rest    map[string]any `key:"*"`
}

// AdvancedControlPlane holds the service accounts and the older scheduler switch.
type AdvancedControlPlane struct {
	// VirtualScheduler is the older spelling of distro.k8s.scheduler; either counts, CFG-76.
	VirtualScheduler Toggle `key:"virtualScheduler" doc:"VirtualScheduler is the older spelling of distro.k8s.scheduler: a scheduler runs within the virtual cluster."`
	// ServiceAccount is the subject of the role bindings; empty means vc-<release>.
	ServiceAccount Named `key:"serviceAccount" doc:"ServiceAccount specifies options for the vCluster control plane service account."`
	// WorkloadServiceAccount is what host pods run as; empty means vc-workload-<name>.
	WorkloadServiceAccount Named `key:"workloadServiceAccount" doc:"WorkloadServiceAccount specifies options for the service account that will be used for the workloads that run within the virtual cluster."`
	// DefaultImageRegistry goes before the registry of every image that the control plane chooses.
	DefaultImageRegistry string         `key:"defaultImageRegistry" doc:"DefaultImageRegistry will be used as a prefix for all internal images deployed by vCluster or Helm."`
	Rest                 map[string]any `key:"*"`
}

// Named is an object known by its name.
type Named struct {
	Name string         `key:"name" doc:"Name of the object; empty for the name it has by default."`
	Rest map[string]any `key:"*"`
}

// Networking is what syncing reads of the section.
type Networking struct {
	ReplicateServices ReplicateServices  `key:"replicateServices" doc:"ReplicateServices allows replicating services from the host within the virtual cluster or the other way around."`
	Advanced          AdvancedNetworking `key:"advanced" doc:"Advanced holds advanced network options."`
	Rest              map[string]any     `key:"*"`
}

// ReplicateServices mirrors single services.
type ReplicateServices struct {
	ToHost   []ServiceMapping `key:"toHost" doc:"ToHost defines the services that should get synced from virtual cluster to the host cluster."`
	FromHost []ServiceMapping `key:"fromHost" doc:"FromHost defines the services that should get synced from the host to the virtual cluster."`
}

// ServiceMapping names a service on both sides, as namespace/name.
type ServiceMapping struct {
	From string `key:"from" required:"true" doc:"From is the service that should get synced. Can be either in the form name or namespace/name."`
	To   string `key:"to" required:"true" doc:"To is the target service that it should get synced to. Can be either in the form name or namespace/name."`
}

// AdvancedNetworking holds the cluster domain and how kubelets are reached.
type AdvancedNetworking struct {
	ClusterDomain string         `key:"clusterDomain" default:"cluster.local" doc:"ClusterDomain is the Kubernetes cluster domain to use within the virtual cluster."`
	ProxyKubelets ProxyKubelets  `key:"proxyKubelets" doc:"ProxyKubelets allows rewriting certain metrics and stats from the Kubelet to fake this for applications such as Prometheus or other node exporters."`
	Rest          map[string]any `key:"*"`
}

// ProxyKubelets says which addresses the nodes of the virtual cluster show.
type ProxyKubelets struct {
	ByHostname bool `key:"byHostname" default:"true" doc:"ByHostname will add a special vCluster hostname to the nodes where the node can be reached at."`
	ByIP       bool `key:"byIP" default:"true" doc:"ByIP will create a separate service in the host cluster for every node that will point to virtual cluster and will be used to route traffic."`
}

// Policies is what syncing reads of the section.
type Policies struct {
	// PodSecurityStandard is empty, privileged, baseline or restricted.
	PodSecurityStandard string         `key:"podSecurityStandard" values:"privileged baseline restricted" doc:"PodSecurityStandard that will be enforced: privileged, baseline or restricted."`
	Rest                map[string]any `key:"*"`
}

// RBAC is what the rendered roles depend on.
type RBAC struct {
	Role        Role           `key:"role" doc:"Role holds virtual cluster role configuration."`
	ClusterRole ClusterRole    `key:"clusterRole" doc:"ClusterRole holds virtual cluster cluster role configuration."`
	Rest        map[string]any `key:"*"`
}

// Role are the rights in the virtual cluster's own host namespace.
type Role struct {
	Enabled        bool           `key:"enabled" default:"true" doc:"Enabled defines if the role should be enabled or disabled."`
	ExtraRules     []any          `key:"extraRules" doc:"ExtraRules will add rules to the role."`
	OverwriteRules []any          `key:"overwriteRules" doc:"OverwriteRules will overwrite the role rules completely."`
	Rest           map[string]any `key:"*"`
}

// ClusterRole are the rights on cluster-scoped host objects.
type ClusterRole struct {
	Enabled        Switch         `key:"enabled" default:"auto" doc:"Enabled defines if the cluster role should be enabled or disabled. If auto, it automatically determines whether the virtual cluster requires a cluster role."`
	ExtraRules     []any          `key:"extraRules" doc:"ExtraRules will add rules to the cluster role."`
	OverwriteRules []any          `key:"overwriteRules" doc:"OverwriteRules will overwrite the cluster role rules completely."`
	Rest           map[string]any `key:"*"`
}

// Experimental is what syncing reads of the section.
type Experimental struct {
	SyncSettings SyncSettings `key:"syncSettings" doc:"SyncSettings are advanced settings for the syncer controller."`
	// MultiNamespaceMode is the older form of sync.toHost.namespaces.
	MultiNamespaceMode Toggle         `key:"multiNamespaceMode" doc:"MultiNamespaceMode is the older form of sync.toHost.namespaces."`
	Proxy              Proxy          `key:"proxy" doc:"Proxy passes requests for custom resources on to another cluster."`
	Rest               map[string]any `key:"*"`
}

// Proxy passes requests for some custom resources on to another cluster.
type Proxy struct {
	CustomResources map[string]Toggle `key:"customResources" doc:"CustomResources are the custom resources to pass on; none of their groups may be synced."`
	Rest            map[string]any    `key:"*"`
}

// SyncSettings are switches of the engine as a whole.
type SyncSettings struct {
	// SetOwner makes the virtual cluster's own Service the owner of host copies.
	SetOwner                 bool           `key:"setOwner" default:"true" doc:"SetOwner specifies if vCluster should set an owner reference on the synced objects to the vCluster service."`
	DisableSync              bool           `key:"disableSync" doc:"DisableSync will not sync any resources."`
	RewriteKubernetesService bool           `key:"rewriteKubernetesService" doc:"RewriteKubernetesService will rewrite the Kubernetes service to point to the vCluster."`
	TargetNamespace          string         `key:"targetNamespace" doc:"TargetNamespace is the namespace where the workloads should get synced to."`
	Rest                     map[string]any `key:"*"`
}
