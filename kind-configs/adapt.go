package kindconfigs

import (
	"slices"

	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
)

// Adapt returns the configuration with the patches that the machine needs, and a
// note for each. A machine with cgroup v2, every capability and Kata needs none.
func Adapt(config Config, machine Machine) Config {
	config = clone(config)
	if machine.CgroupVersion == 1 {
		config.onCgroupV1()
	}
	if !machine.CapSysResource {
		config.patch(`[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
`, "containerd does not lower oom_score_adj: CAP_SYS_RESOURCE is missing")
	}
	if config.Has(KataHandler) && !machine.Kata {
		config.withoutKata(machine)
	}
	return config
}

// onCgroupV1 keeps systemd out of the cgroups of pods, and gVisor out of cgroups
// altogether: kind's nested bind mounts of cgroup v1 are more than runsc reads.
func (c *Config) onCgroupV1() {
	c.Cluster.KubeadmConfigPatches = append(c.Cluster.KubeadmConfigPatches, `kind: KubeletConfiguration
failCgroupV1: false
cgroupDriver: cgroupfs
`)
	c.patch(`[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = false
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.test-handler.options]
  SystemdCgroup = false
`, "kubelet and containerd use the cgroupfs driver: the machine has cgroup v1, which Kubernetes is about to drop")
	if c.Has(GVisorHandler) {
		c.Runsc = `# gVisor's settings on a node with cgroup v1; each sandbox reads them when it starts.
[runsc_config]
  ignore-cgroups = "true"
`
		c.Notes = append(c.Notes, "gVisor ignores cgroups on cgroup v1: the limits of its pods are not enforced by the node")
	}
}

// withoutKata gives the handler to runc, so that what depends on its name can be
// shown; nothing is isolated by it, and the note says so. (A merge could not take
// Kata's options away; kind reads this kind of patch as JSON only.)
func (c *Config) withoutKata(machine Machine) {
	driver := "true"
	if machine.CgroupVersion == 1 {
		driver = "false"
	}
	c.Cluster.ContainerdConfigPatchesJSON6902 = append(c.Cluster.ContainerdConfigPatchesJSON6902, `[{
  "op": "add",
  "path": "/plugins/io.containerd.grpc.v1.cri/containerd/runtimes/kata",
  "value": {
    "runtime_type": "io.containerd.runc.v2",
    "base_runtime_spec": "/etc/containerd/cri-base.json",
    "options": {"SystemdCgroup": `+driver+`}
  }
}]`)
	for n := range c.Cluster.Nodes {
		node := &c.Cluster.Nodes[n]
		node.ExtraMounts = slices.DeleteFunc(node.ExtraMounts, func(m v1alpha4.Mount) bool { return m.ContainerPath == kataFolder })
	}
	c.Notes = append(c.Notes, "handler kata is mapped to runc: "+kataFolder+" or /dev/kvm is missing; its pods run, but not in Kata Containers")
}

func (c *Config) patch(toml, note string) {
	c.Cluster.ContainerdConfigPatches = append(c.Cluster.ContainerdConfigPatches, toml)
	c.Notes = append(c.Notes, note)
}

// clone copies what Adapt and Write change.
func clone(c Config) Config {
	c.Handlers, c.Notes = slices.Clone(c.Handlers), slices.Clone(c.Notes)
	c.Cluster = *c.Cluster.DeepCopy()
	return c
}
