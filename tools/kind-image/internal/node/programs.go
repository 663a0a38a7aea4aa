package node

import "strings"

// program is one binary and the package it is built from.
type program struct {
	name, source string
}

// module is a nested module and what is built from it. Its go.sum verifies all.
type module struct {
	name     string
	flags    []string
	programs []program
}

const strip = "-s -w"

// modules are all there are for a node of a version of Kubernetes and containerd.
// Kubernetes' flags are those of the API server that scenarios run: what Go has
// compiled for one is there for the other.
func modules(kubernetes, containerd string) []module {
	return []module{
		{"kubernetes", []string{"-ldflags", strip + stamp(kubernetes)}, append(
			from("k8s.io/kubernetes/cmd/", "kubelet", "kubeadm", "kubectl", "kube-proxy", "kube-apiserver", "kube-scheduler", "kube-controller-manager"),
			program{"etcd", "go.etcd.io/etcd/server/v3"}, program{"routes", "./routes"},
		)},
		{"containerd", []string{
			"-tags", "no_aufs,no_zfs,no_btrfs,no_devmapper",
			"-ldflags", strip + " -X github.com/containerd/containerd/v2/version.Version=" + containerd,
		}, from("github.com/containerd/containerd/v2/cmd/", "containerd", "ctr", "containerd-shim-runc-v2")},
		{"cni", []string{"-ldflags", strip}, from("github.com/containernetworking/plugins/plugins/",
			"ipam/host-local", "main/loopback", "main/ptp", "meta/portmap")},
		{"coredns", []string{"-ldflags", strip}, []program{{"coredns", "."}}},
		{"pause", []string{"-ldflags", strip}, []program{{"pause", "."}}},
	}
}

// from are the programs of a folder of packages, each named by its last element.
func from(folder string, packages ...string) []program {
	var programs []program
	for _, p := range packages {
		programs = append(programs, program{p[strings.LastIndex(p, "/")+1:], folder + p})
	}
	return programs
}

// stamp has Kubernetes' programs say which version they are.
func stamp(version string) string {
	const variable = " -X k8s.io/component-base/version."
	part := strings.SplitN(strings.TrimPrefix(version, "v"), ".", 3)
	return variable + "gitVersion=" + version + variable + "gitMajor=" + part[0] + variable + "gitMinor=" + part[1] +
		variable + "gitTreeState=clean"
}
