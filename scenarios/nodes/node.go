package nodes

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/json"

	"github.com/syncspec/syncspec/steps"
)

const (
	// Mark is kwok's own annotation of a node that is simulated; its value is "fake".
	Mark = "kwok.x-k8s.io/node"
	// missingMark names the handlers that are configured while their binary is not
	// installed, with commas: no field of a Node tells that.
	missingMark = "syncspec.io/handlers-not-installed"
	// latest is the kubelet that is simulated unless a node says otherwise.
	latest = "v1.36.3"
)

// Add makes a node: its object, and its status as a kubelet reports it.
func (s *Simulation) Add(ctx context.Context, n steps.Node) error {
	s.count++
	made := object(n, s.count)
	nodes := s.write.Resource(nodesGVR)
	if _, err := nodes.Create(ctx, made, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("making node %s: %w", n.Name, err)
	}
	// The API server taints a new node; a ready one loses that to its controller.
	for _, patch := range []struct {
		body        map[string]any
		subresource []string
	}{
		{map[string]any{"status": made.Object["status"]}, []string{"status"}},
		{map[string]any{"spec": map[string]any{"taints": nil}}, nil},
	} {
		body, err := json.Marshal(patch.body)
		if err != nil {
			return err
		}
		after, err := nodes.Patch(ctx, n.Name, types.MergePatchType, body, metav1.PatchOptions{}, patch.subresource...)
		if err != nil {
			return fmt.Errorf("making node %s ready: %w", n.Name, err)
		}
		s.wrote(nodesGVR, after)
	}
	return nil
}

// object is a node as it registers itself; its addresses follow from its number.
func object(n steps.Node, number int) *unstructured.Unstructured {
	labels := map[string]any{"kubernetes.io/hostname": n.Name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64"}
	for key, value := range n.Labels {
		labels[key] = value
	}
	network := fmt.Sprintf("10.244.%d.0/24", number)
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Node",
		"metadata": map[string]any{
			"name": n.Name, "labels": labels,
			"annotations": map[string]any{Mark: "fake", missingMark: strings.Join(n.Missing, ",")},
		},
		"spec": map[string]any{"podCIDR": network, "podCIDRs": []any{network}, "providerID": "kwok://" + n.Name},
		"status": map[string]any{
			"addresses": []any{
				map[string]any{"type": "InternalIP", "address": fmt.Sprintf("172.18.0.%d", number+2)},
				map[string]any{"type": "Hostname", "address": n.Name},
			},
			"capacity": resources(n.Allocatable), "allocatable": resources(n.Allocatable),
			"conditions":      conditions(),
			"daemonEndpoints": map[string]any{"kubeletEndpoint": map[string]any{"Port": int64(10250)}},
			"nodeInfo":        info(n.Version),
			"runtimeHandlers": handlers(n),
		},
	}}
}

// handlers are sorted by name; the default has the empty one (K8S-37). What each can
// do is as containerd says it of runc, gVisor, and of what is not installed.
func handlers(n steps.Node) []any {
	names := append([]string{""}, n.Handlers...)
	slices.Sort(names)
	var all []any
	for _, name := range slices.Compact(names) {
		runc := name == "" || name == "runc"
		all = append(all, map[string]any{"name": name, "features": map[string]any{
			"recursiveReadOnlyMounts": runc, "userNamespaces": !runc && !slices.Contains(n.Missing, name),
		}})
	}
	return all
}

func resources(given map[string]string) map[string]any {
	all := map[string]any{"cpu": "4", "memory": "8Gi", "ephemeral-storage": "100Gi", "pods": "110"}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		all[name] = given[name]
	}
	return all
}

func conditions() []any {
	now := timestamp()
	var all []any
	for _, c := range [][4]string{
		{"MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"},
		{"DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"},
		{"PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"},
		{"Ready", "True", "KubeletReady", "kubelet is posting ready status"},
	} {
		all = append(all, map[string]any{
			"type": c[0], "status": c[1], "reason": c[2], "message": c[3], "lastHeartbeatTime": now, "lastTransitionTime": now,
		})
	}
	return all
}

func info(version string) map[string]any {
	if version == "" {
		version = latest
	}
	return map[string]any{
		"kubeletVersion": version, "kubeProxyVersion": "", "containerRuntimeVersion": "containerd://2.3.7",
		"operatingSystem": "linux", "architecture": "amd64", "osImage": "simulated", "kernelVersion": "", "machineID": "", "systemUUID": "", "bootID": "",
	}
}
