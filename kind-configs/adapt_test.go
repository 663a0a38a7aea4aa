package kindconfigs_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
)

const (
	noOOM       = "containerd does not lower oom_score_adj: CAP_SYS_RESOURCE is missing"
	cgroupfs    = "kubelet and containerd use the cgroupfs driver: the machine has cgroup v1, which Kubernetes is about to drop"
	noLimits    = "gVisor ignores cgroups on cgroup v1: the limits of its pods are not enforced by the node"
	kataIsRunc  = "handler kata is mapped to runc: /opt/kata or /dev/kvm is missing; its pods run, but not in Kata Containers"
	patchOOM    = "restrict_oom_score_adj = true"
	patchCgroup = "SystemdCgroup = false"
)

func TestAMachineGetsThePatchesItNeedsAndNoOthers(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		config  string
		machine kindconfigs.Machine
		notes   []string
		patches []string // in what is added to the containerd patches
	}{
		"cgroup v2 with all capabilities needs nothing": {
			config: "both", machine: kindconfigs.Machine{CgroupVersion: 2, CapSysResource: true, Kata: true},
		},
		"cgroup v1 takes the cgroups out of systemd's hands": {
			config: "gvisor", machine: kindconfigs.Machine{CgroupVersion: 1, CapSysResource: true},
			notes: []string{cgroupfs, noLimits}, patches: []string{patchCgroup},
		},
		"cgroup v1 without gVisor needs no settings of gVisor": {
			config: "kata", machine: kindconfigs.Machine{CgroupVersion: 1, CapSysResource: true, Kata: true},
			notes: []string{cgroupfs}, patches: []string{patchCgroup},
		},
		"without CAP_SYS_RESOURCE nobody lowers an oom_score_adj": {
			config: "gvisor-3-nodes", machine: kindconfigs.Machine{CgroupVersion: 2},
			notes: []string{noOOM}, patches: []string{patchOOM},
		},
		"a machine without Kata maps its handler and says so": {
			config: "kata", machine: kindconfigs.Machine{CgroupVersion: 2, CapSysResource: true},
			notes: []string{kataIsRunc},
		},
		"a machine that lacks everything gets everything": {
			config: "both-3-nodes", machine: kindconfigs.Machine{CgroupVersion: 1},
			notes: []string{cgroupfs, noLimits, noOOM, kataIsRunc}, patches: []string{patchCgroup, patchOOM},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := load(t, test.config)
			after := kindconfigs.Adapt(before, test.machine)
			require.Equal(t, load(t, test.config), before, "Adapt changed what it was given")
			require.Equal(t, test.notes, after.Notes)
			added := after.Cluster.ContainerdConfigPatches[len(before.Cluster.ContainerdConfigPatches):]
			require.Len(t, added, len(test.patches))
			for n, patch := range test.patches {
				require.Contains(t, added[n], patch)
			}
			if len(test.notes) == 0 {
				require.Equal(t, before, after)
			}
		})
	}
}

func TestOnCgroupV1(t *testing.T) {
	t.Parallel()
	config := kindconfigs.Adapt(load(t, "both"), kindconfigs.Machine{CgroupVersion: 1})

	var kubelet map[string]any
	require.NoError(t, yaml.UnmarshalStrict([]byte(config.Cluster.KubeadmConfigPatches[0]), &kubelet))
	require.Equal(t, map[string]any{"kind": "KubeletConfiguration", "failCgroupV1": false, "cgroupDriver": "cgroupfs"}, kubelet)
	require.Contains(t, config.Runsc, `ignore-cgroups = "true"`)
	require.NotContains(t, config.Runsc, "systemd-cgroup")
}

func TestAMappedHandlerIsRuncAndNeedsNoKata(t *testing.T) {
	t.Parallel()
	for version, systemd := range map[int]bool{1: false, 2: true} {
		config := kindconfigs.Adapt(load(t, "kata-3-nodes"), kindconfigs.Machine{CgroupVersion: version, CapSysResource: true})
		var patch []map[string]any
		require.NoError(t, json.Unmarshal([]byte(config.Cluster.ContainerdConfigPatchesJSON6902[0]), &patch))
		require.Equal(t, []map[string]any{{
			"op": "add", "path": "/plugins/io.containerd.grpc.v1.cri/containerd/runtimes/kata",
			"value": map[string]any{
				"runtime_type": "io.containerd.runc.v2", "base_runtime_spec": "/etc/containerd/cri-base.json",
				"options": map[string]any{"SystemdCgroup": systemd},
			},
		}}, patch)
		for _, node := range config.Cluster.Nodes {
			require.Empty(t, node.ExtraMounts)
		}
	}
}
