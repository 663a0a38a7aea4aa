package kind

// Options say which cluster is the host and what is put on it.
type Options struct {
	// Name is that of the cluster; one that is there is used again, and not removed.
	Name string
	// Config is the YAML of a kind cluster; empty is one node.
	Config []byte
	// Image is that of the nodes; empty is the configuration's, or else kind's own.
	Image string
	// Folder holds the records of the API servers and the kubeconfigs.
	Folder string
	// Assets is the folder of etcd and kube-apiserver, Self this program.
	Assets, Self string
	// Keep leaves the cluster when the run has ended.
	Keep bool
	// Progress is told what takes long, a line each; nil is told nothing.
	Progress func(string)
}
