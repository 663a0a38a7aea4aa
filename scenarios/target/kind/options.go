package kind

import "sigs.k8s.io/kind/pkg/apis/config/v1alpha4"

// Options say which cluster is the host and what is put on it.
type Options struct {
	// Name is that of the cluster; one that an earlier run has kept is used again.
	Name string
	// Cluster is what kind is given; the zero value is one node of kind's own image.
	Cluster v1alpha4.Cluster
	// Folder holds the records of the API servers and the kubeconfigs.
	Folder string
	// Assets is the folder of etcd and kube-apiserver, Self this program.
	Assets, Self string
	// Logs is the folder for the logs of a cluster in which something failed; empty means
	// that none are exported.
	Logs string
	// Keep leaves the cluster when the run has ended.
	Keep bool
	// Progress is told what takes long, a line each; nil is told nothing.
	Progress func(string)
}

func (o Options) say(format string, values ...any) { progress(o.Progress).say(format, values...) }
