package kind

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
	"sigs.k8s.io/kind/pkg/cluster"
	"sigs.k8s.io/kind/pkg/cluster/nodes"
	"sigs.k8s.io/kind/pkg/exec"
)

// readyWithin is how long a cluster may take to be ready, on a busy machine.
const readyWithin = 5 * time.Minute

// host is a cluster of kind.
type host struct {
	name     string
	folder   string // of the records, on this machine
	provider *cluster.Provider
	progress progress
	nodes    []nodes.Node
	first    nodes.Node // of the API server
	config   *rest.Config
	reused   bool // kept by an earlier run
	foreign  bool // not made by this program
}

// ErrNoRuntime is why there can be no cluster.
var ErrNoRuntime = errors.New("no Docker daemon answers; `make e2e` starts one (docs/kind.md), or use --target envtest")

// open creates the cluster, or takes the one that was kept.
func open(ctx context.Context, o Options) (*host, error) {
	runtime, err := cluster.DetectNodeProvider()
	if err != nil {
		return nil, ErrNoRuntime
	}
	h := &host{name: o.Name, folder: o.Folder, progress: o.Progress}
	h.provider = cluster.NewProvider(runtime, cluster.ProviderWithLogger(h.progress))
	existing, err := h.provider.List()
	if err != nil {
		return nil, fmt.Errorf("asking for clusters of kind: %w", err)
	}
	if slices.Contains(existing, h.name) {
		err = h.adopt()
	} else {
		err = h.create(ctx, o)
	}
	if err == nil {
		err = h.reach(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, h.abandon(o))
	}
	return h, nil
}

// abandon exports the logs of a cluster that cannot be used, and removes it.
func (h *host) abandon(o Options) error {
	if h.foreign {
		return nil
	}
	h.logs(o)
	if o.Keep {
		return nil
	}
	return h.delete()
}

// adopt takes a cluster that this program has made before; others lack the records.
func (h *host) adopt() error {
	if _, err := os.Stat(filepath.Join(h.folder, hostLog)); err != nil {
		h.foreign = true
		return fmt.Errorf("there is a cluster of kind named %q that was not made by this program: choose another name (--kind-name) or remove it (kind delete cluster --name %s)", h.name, h.name)
	}
	h.reused = true
	h.progress.say("using the cluster of kind %q again", h.name)
	return nil
}

func (h *host) create(ctx context.Context, o Options) error {
	wanted, err := configured(o.Cluster, h.folder)
	if err != nil {
		return err
	}
	if err := prepare(h.folder); err != nil {
		return fmt.Errorf("making the folder of the records: %w", err)
	}
	h.progress.say("creating the cluster of kind %q with %d %s", h.name, len(wanted.Nodes), plural(len(wanted.Nodes), "node"))
	done := make(chan error, 1) // kind's create knows no context
	go func() { done <- h.make(wanted) }()
	select {
	case err := <-done:
		if err != nil {
			return errors.Join(fmt.Errorf("creating the cluster of kind: %w", err), said(err))
		}
		return nil
	case <-ctx.Done():
		_ = h.delete() // which makes it end
		return errors.Join(fmt.Errorf("creating the cluster of kind: %w", context.Cause(ctx)), <-done)
	}
}

func (h *host) make(wanted *v1alpha4.Cluster) error {
	return h.provider.Create(h.name,
		cluster.CreateWithV1Alpha4Config(wanted), cluster.CreateWithWaitForReady(readyWithin),
		cluster.CreateWithKubeconfigPath(h.kubeconfig()), cluster.CreateWithRetain(true),
		cluster.CreateWithDisplayUsage(false), cluster.CreateWithDisplaySalutation(false))
}

// said is what a command that failed had printed.
func said(err error) error {
	if failed := exec.RunErrorForError(err); failed != nil && len(failed.Output) > 0 {
		return fmt.Errorf("its last words:\n%s", tail(failed.Output, 2000))
	}
	return nil
}

func tail(text []byte, most int) []byte { return text[max(0, len(text)-most):] }

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// kubeconfig is the file of the administrator's way in.
func (h *host) kubeconfig() string { return filepath.Join(h.folder, "host.kubeconfig") }

// reach finds the nodes and the way to the API server.
func (h *host) reach(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	text, err := h.provider.KubeConfig(h.name, false)
	if err != nil {
		return fmt.Errorf("reading the way into the cluster of kind: %w", err)
	}
	if h.config, err = clientcmd.RESTConfigFromKubeConfig([]byte(text)); err != nil {
		return fmt.Errorf("reading the kubeconfig of the cluster of kind: %w", err)
	}
	if err := os.WriteFile(h.kubeconfig(), []byte(text), 0o600); err != nil {
		return err
	}
	if h.nodes, err = h.provider.ListInternalNodes(h.name); err != nil {
		return fmt.Errorf("listing the nodes of kind: %w", err)
	}
	for _, node := range h.nodes {
		if role, err := node.Role(); err == nil && role == string(v1alpha4.ControlPlaneRole) {
			h.first = node
			return nil
		}
	}
	return fmt.Errorf("the cluster of kind %q has no control-plane node", h.name)
}

// read returns a file of the node of the API server.
func (h *host) read(file string) ([]byte, error) {
	text, err := exec.Output(h.first.Command("cat", file))
	if err != nil {
		return nil, fmt.Errorf("reading %s of node %s: %w", file, h.first, err)
	}
	return text, nil
}

// logs exports what nodes, kubelets and pods have logged. What cannot be had of it is
// told, and no failure: logs are for those who look for one.
func (h *host) logs(o Options) {
	if o.Logs == "" {
		return
	}
	h.progress.say("exporting the logs of the cluster to %s", o.Logs)
	if err := h.provider.CollectLogs(h.name, o.Logs); err != nil {
		h.progress.say("some logs of the cluster could not be exported: %v", err)
	}
}

// delete removes the cluster and the record of it. It may be called again.
func (h *host) delete() error {
	if err := h.provider.Delete(h.name, h.kubeconfig()); err != nil {
		return fmt.Errorf("removing the cluster of kind %q: %w", h.name, err)
	}
	return os.RemoveAll(h.folder)
}

// prepare writes what the API servers read. Logs exist before the servers start, which
// then append to them: so they stay readable for whoever started this.
func prepare(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, text := range map[string]string{policy: auditPolicy, hostLog: "", virtualLog: ""} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}
