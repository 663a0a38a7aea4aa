package kind

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
	"github.com/syncspec/syncspec/steps"
)

// planes are the two API servers of a cluster of kind.
type planes struct {
	host      *host
	plane     *plane
	authority map[steps.Side]*authority
	address   map[steps.Side]string
	client    map[steps.Side]dynamic.Interface // our own, not in the record
	kinds     []schema.GroupVersionResource
	keep      bool
	ended     chan struct{}

	// podActor is who the engine that runs in a pod is, by its user.
	podActor atomic.Pointer[[2]string]
	// wiper is there once the pair is.
	wiper *wiper

	mu    sync.Mutex
	users map[[2]string]*rest.Config

	closing sync.Once
	closed  error
}

var _ envtest.Planes = (*planes)(nil)

// start opens the cluster and puts on it what scenarios need.
func start(ctx context.Context, o Options) (*planes, images, error) {
	h, err := open(ctx, o)
	if err != nil {
		return nil, images{}, err
	}
	p := &planes{
		host: h, keep: o.Keep, ended: make(chan struct{}), users: map[[2]string]*rest.Config{},
		authority: map[steps.Side]*authority{}, address: map[steps.Side]string{}, client: map[steps.Side]dynamic.Interface{},
	}
	loaded, err := p.furnish(ctx, o)
	if err != nil {
		return nil, images{}, errors.Join(err, h.abandon(o))
	}
	return p, loaded, nil
}

func (p *planes) furnish(ctx context.Context, o Options) (images, error) {
	loaded, err := p.host.load(ctx, o)
	if err != nil {
		return images{}, err
	}
	if err := p.trusted(); err != nil {
		return images{}, err
	}
	config, err := p.Config(steps.Host, controlplane.OwnUser)
	if err != nil {
		return images{}, err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return images{}, err
	}
	if p.plane, err = p.host.deploy(ctx, client, loaded.plane); err != nil {
		return images{}, err
	}
	p.authority[steps.Virtual], p.address[steps.Virtual] = p.plane.authority, p.plane.address
	return loaded, p.connect()
}

// trusted reads the authority of the host, so that it knows the actors by name.
func (p *planes) trusted() error {
	certificate, err := p.host.read("/etc/kubernetes/pki/ca.crt")
	if err != nil {
		return err
	}
	key, err := p.host.read("/etc/kubernetes/pki/ca.key")
	if err != nil {
		return err
	}
	p.authority[steps.Host], err = readAuthority(certificate, key)
	p.address[steps.Host] = p.host.config.Host
	return err
}

// connect makes our own clients and learns the kinds there are.
func (p *planes) connect() error {
	for side := range p.authority {
		config, err := p.Config(side, controlplane.OwnUser)
		if err != nil {
			return err
		}
		if p.client[side], err = dynamic.NewForConfig(config); err != nil {
			return err
		}
	}
	config, err := p.Config(steps.Host, controlplane.OwnUser)
	if err != nil {
		return err
	}
	p.kinds, err = discover(config)
	return err
}

// discover asks the host for all it can list. The virtual API server is of much the
// same release; what it lacks, it says.
func discover(config *rest.Config) ([]schema.GroupVersionResource, error) {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	groups, err := client.ServerPreferredResources()
	if err != nil {
		return nil, fmt.Errorf("listing the kinds of the host: %w", err)
	}
	var kinds []schema.GroupVersionResource
	for _, group := range groups {
		version, err := schema.ParseGroupVersion(group.GroupVersion)
		if err != nil {
			return nil, err
		}
		for _, r := range group.APIResources {
			if slices.Contains(r.Verbs, "list") && slices.Contains(r.Verbs, "delete") {
				kinds = append(kinds, version.WithResource(r.Name))
			}
		}
	}
	return kinds, nil
}

// Config returns what a client of this machine needs to act as the user.
func (p *planes) Config(side steps.Side, user string) (*rest.Config, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := [2]string{string(side), user}
	if config, ok := p.users[key]; ok {
		return config, nil
	}
	signs, ok := p.authority[side]
	if !ok {
		return nil, fmt.Errorf("there is no side %q", side)
	}
	config, err := signs.config(p.address[side], user)
	if err == nil {
		p.users[key] = config
	}
	return config, err
}

// Kubeconfig returns the same for other programs.
func (p *planes) Kubeconfig(side steps.Side, user string) ([]byte, error) {
	config, err := p.Config(side, user)
	if err != nil {
		return nil, err
	}
	return written(config, "")
}

// written is a kubeconfig of one cluster and one user, who acts as another if that
// has a name.
func written(config *rest.Config, as string) ([]byte, error) {
	file := clientcmdapi.NewConfig()
	file.Clusters["syncspec"] = &clientcmdapi.Cluster{Server: config.Host, CertificateAuthorityData: config.CAData, CertificateAuthority: config.CAFile}
	file.AuthInfos["syncspec"] = &clientcmdapi.AuthInfo{
		ClientCertificateData: config.CertData, ClientKeyData: config.KeyData, TokenFile: config.BearerTokenFile, Impersonate: as,
	}
	file.Contexts["syncspec"] = &clientcmdapi.Context{Cluster: "syncspec", AuthInfo: "syncspec"}
	file.CurrentContext = "syncspec"
	return clientcmd.Write(*file)
}

// AuditLog is the file of one side's record, on this machine.
func (p *planes) AuditLog(side steps.Side) string {
	return filepath.Join(p.host.folder, map[steps.Side]string{steps.Host: hostLog, steps.Virtual: virtualLog}[side])
}

// Kinds are those that are listed.
func (p *planes) Kinds() []schema.GroupVersionResource { return p.kinds }

// actor tells the engine in the pod by the account it runs under, and kubelets, the
// scheduler and controllers by theirs: their deeds are what the engine answers to.
func (p *planes) actor(user string) history.Actor {
	if known := p.podActor.Load(); known != nil && known[0] == user {
		return history.Actor(known[1])
	}
	switch {
	case strings.HasPrefix(user, "system:node:"), strings.HasPrefix(user, "system:kube-"), strings.HasPrefix(user, "system:serviceaccount:kube-system:"):
		return history.Node
	case strings.HasPrefix(user, "system:"):
		return "" // nobody of the scenario
	}
	return history.Actor(user)
}

// Wipe puts both sides back.
func (p *planes) Wipe(ctx context.Context) error { return p.wiper.wipe(ctx) }

// Health is nil: the servers are no processes of ours, and are asked when they are used.
func (p *planes) Health() error { return nil }

// Ended is never closed, for the same reason.
func (p *planes) Ended() <-chan struct{} { return p.ended }

// Dir holds the records and a kubeconfig for each side.
func (p *planes) Dir() string { return p.host.folder }

// Close removes the cluster, unless it is to be kept or was there before.
func (p *planes) Close() error {
	p.closing.Do(func() {
		if p.keep {
			p.host.progress.say("the cluster of kind %q is kept, with kubeconfigs in %s; a run without --keep removes it", p.host.name, p.host.folder)
			return
		}
		p.host.progress.say("removing the cluster of kind %q", p.host.name)
		p.closed = p.host.delete()
	})
	return p.closed
}

// kubeconfigs leaves the administrator's way into each side in the folder.
func (p *planes) kubeconfigs() error {
	text, err := p.Kubeconfig(steps.Virtual, string(history.Admin))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(p.host.folder, "virtual.kubeconfig"), text, 0o600)
}
