package nodes

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"runtime"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// standsFor is the label of a node that stands for one of the host's.
const standsFor = naming.Prefix + "fake-node"

func stands(node *unstructured.Unstructured) bool { return object.Label(node, standsFor) == "true" }

// pseudo is a node that stands for the host's node of its name and says nothing
// else of it (NODE-70 to NODE-80). A tenant may label and taint it.
func pseudo(in plan.Input) *unstructured.Unstructured {
	if in.Virtual == nil {
		return newPseudo(in)
	}
	wanted := in.Virtual.DeepCopy()
	taints := slices.DeleteFunc(taintsOf(in.Virtual), func(t taint) bool { return t.Key == notReady })
	spec := section(wanted, "spec")
	delete(spec, "taints")
	if len(taints) > 0 {
		spec["taints"] = listed(taints)
	}
	put(wanted, "spec", spec)
	put(wanted, "status", pseudoStatus(in))
	return wanted
}

func newPseudo(in plan.Input) *unstructured.Unstructured {
	node := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Node", "status": pseudoStatus(in)}}
	node.SetName(in.Key.Name)
	node.SetLabels(map[string]string{
		standsFor:                 "true",
		"beta.kubernetes.io/arch": runtime.GOARCH, "kubernetes.io/arch": runtime.GOARCH,
		"beta.kubernetes.io/os": "linux", "kubernetes.io/os": "linux",
		"kubernetes.io/hostname": naming.Shorten("fake-" + in.Key.Name),
	})
	node.SetAnnotations(map[string]string{
		"node.alpha.kubernetes.io/ttl": "0", "volumes.kubernetes.io/controller-managed-attach-detach": "false",
	})
	return node
}

func pseudoStatus(in plan.Input) map[string]any {
	capacity := map[string]any{
		"cpu": "16", "memory": "32Gi", "ephemeral-storage": "100Gi", "hugepages-1Gi": "0", "hugepages-2Mi": "0", "pods": "110",
	}
	version := cmp.Or(in.Version, "v1.19.1")
	status := map[string]any{
		"capacity": capacity, "allocatable": maps.Clone(capacity),
		"conditions":      pseudoConditions(in),
		"daemonEndpoints": map[string]any{"kubeletEndpoint": map[string]any{"Port": kubeletPort}},
		"nodeInfo": map[string]any{
			"architecture": "amd64", "operatingSystem": "linux", "osImage": "Fake Kubernetes Image",
			"kernelVersion": "4.19.76-fakelinux", "containerRuntimeVersion": "docker://19.3.12",
			"kubeletVersion": version, "kubeProxyVersion": version,
			"bootID": identifier(in, "boot"), "machineID": identifier(in, "machine"), "systemUUID": identifier(in, "system"),
		},
	}
	found(in, status)
	return status
}

// pseudoConditions say that all is well since the node was made (NODE-75).
func pseudoConditions(in plan.Input) []any {
	var conditions []any
	for _, c := range [][4]string{
		{"MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"},
		{"DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"},
		{"PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"},
		{"Ready", "True", "KubeletReady", "kubelet is posting ready status"},
	} {
		var since any
		if in.Virtual != nil {
			since, _, _ = unstructured.NestedFieldNoCopy(in.Virtual.Object, "metadata", "creationTimestamp")
		}
		conditions = append(conditions, map[string]any{
			"type": c[0], "status": c[1], "reason": c[2], "message": c[3], "lastHeartbeatTime": since, "lastTransitionTime": since,
		})
	}
	return conditions
}

// identifier has the shape of a machine's and tells nothing of it. It is the same
// after a restart (NODE-76).
func identifier(in plan.Input, of string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{of, in.Scheme.Namespace, in.Scheme.Name, in.Key.Name}, "\n")))
	text := hex.EncodeToString(sum[:16])
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
}
