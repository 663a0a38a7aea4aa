package kind

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
)

const (
	// planePort is where the virtual API server listens, on the node it runs on: the
	// Service of an installation sends there.
	planePort = 8443
	// records is the folder of the audit logs on the node.
	records = "/var/log/syncspec"
	policy  = "audit-policy.yaml"
	hostLog = "host-audit.log"
)

// actors is the group of every certificate made for a scenario.
const actors = "syncspec:actors"

// auditPolicy keeps what the actors of scenarios do, engines in pods, and what kubelets
// and controllers change; not what the cluster does about its own parts.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
omitManagedFields: true
rules:
- level: None
  nonResourceURLs: ["*"]
- level: RequestResponse
  userGroups: ["` + actors + `"]
  verbs: [create, update, patch, delete, deletecollection]
- level: Metadata
  userGroups: ["` + actors + `"]
- level: None
  namespaces: [kube-system, kube-node-lease, kube-public, local-path-storage]
- level: None
  resources: [{group: authentication.k8s.io}, {group: authorization.k8s.io}, {group: coordination.k8s.io}, {group: "", resources: [serviceaccounts/token]}]
  userGroups: ["system:serviceaccounts:kube-system", "system:nodes"]
- level: RequestResponse
  userGroups: ["system:serviceaccounts", "system:nodes"]
  verbs: [create, update, patch, delete, deletecollection]
- level: RequestResponse
  users: ["system:kube-scheduler", "system:kube-controller-manager"]
  verbs: [create, update, patch, delete, deletecollection]
- level: None
  userGroups: ["system:serviceaccounts:kube-system", "system:nodes"]
- level: Metadata
  userGroups: ["system:serviceaccounts"]
- level: None
`

// auditing has kubeadm start the API server with its audit log in the folder. Kubeadm
// writes arguments as a list since v1beta4; which patch is taken depends on the node
// image.
func auditing() []v1alpha4.PatchJSON6902 {
	arguments := [][2]string{
		{"audit-log-path", path.Join(records, hostLog)}, {"audit-policy-file", path.Join(records, policy)},
		{"audit-log-mode", "blocking"}, {"audit-log-maxsize", "0"},
	}
	list, fields := &strings.Builder{}, &strings.Builder{}
	for _, a := range arguments {
		fmt.Fprintf(list, "- {op: add, path: /apiServer/extraArgs/-, value: {name: %s, value: %q}}\n", a[0], a[1])
		fmt.Fprintf(fields, "- {op: add, path: /apiServer/extraArgs/%s, value: %q}\n", a[0], a[1])
	}
	volume := "- {op: add, path: /apiServer/extraVolumes, value: [{name: syncspec, hostPath: " + records + ", mountPath: " + records + ", pathType: Directory}]}\n"
	return []v1alpha4.PatchJSON6902{
		{Group: "kubeadm.k8s.io", Version: "v1beta4", Kind: "ClusterConfiguration", Patch: list.String() + volume},
		{Group: "kubeadm.k8s.io", Version: "v1beta3", Kind: "ClusterConfiguration", Patch: fields.String() + volume},
	}
}

// configured adds to a kind cluster what a host of scenarios needs: a way to the
// virtual API server, and the folder of the records. No nodes are one node.
func configured(wanted v1alpha4.Cluster, folder string) (*v1alpha4.Cluster, error) {
	cluster := wanted.DeepCopy()
	if len(cluster.Nodes) == 0 {
		cluster.Nodes = []v1alpha4.Node{{Role: v1alpha4.ControlPlaneRole}}
	}
	first, err := controlPlane(cluster)
	if err != nil {
		return nil, err
	}
	first.ExtraMounts = append(first.ExtraMounts, v1alpha4.Mount{HostPath: folder, ContainerPath: records})
	first.ExtraPortMappings = append(first.ExtraPortMappings, v1alpha4.PortMapping{ContainerPort: planePort, ListenAddress: "127.0.0.1"})
	for i := range cluster.Nodes {
		dress(&cluster.Nodes[i])
	}
	cluster.ContainerdConfigPatches = append(cluster.ContainerdConfigPatches, variants(cluster)...)
	cluster.KubeadmConfigPatchesJSON6902 = append(cluster.KubeadmConfigPatchesJSON6902, auditing()...)
	return cluster, nil
}

// dress gives a node the labels by which the use cases choose nodes.
func dress(node *v1alpha4.Node) {
	if node.Labels == nil {
		node.Labels = map[string]string{}
	}
	node.Labels["sandbox.example.com/gvisor"] = "true"
}

// variants are the handlers of the use cases that are gVisor under another name, on
// nodes that have gVisor.
func variants(cluster *v1alpha4.Cluster) []string {
	if !strings.Contains(strings.Join(cluster.ContainerdConfigPatches, "\n"), "runtimes.runsc]") {
		return nil
	}
	var patches []string
	for _, name := range []string{"runsc-hardened", "runsc-debug"} {
		at := `plugins."io.containerd.grpc.v1.cri".containerd.runtimes.` + name
		patches = append(patches, "["+at+"]\n  runtime_type = \"io.containerd.runsc.v1\"\n["+at+".options]\n"+
			"  TypeUrl = \"io.containerd.runsc.v1.options\"\n  ConfigPath = \"/etc/containerd/runsc.toml\"\n")
	}
	return patches
}

// controlPlane is the node of the API server, of which there must be one.
func controlPlane(cluster *v1alpha4.Cluster) (*v1alpha4.Node, error) {
	var found *v1alpha4.Node
	for i := range cluster.Nodes {
		if role := cluster.Nodes[i].Role; role != v1alpha4.ControlPlaneRole && role != "" {
			continue
		}
		if found != nil {
			return nil, errors.New("the kind cluster has more than one control-plane node: the record of what was asked is that of one API server")
		}
		found = &cluster.Nodes[i]
	}
	if found == nil {
		return nil, errors.New("the kind cluster has no control-plane node")
	}
	return found, nil
}
