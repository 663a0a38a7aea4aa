package kubeconfig

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

var namespaces = schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}

// Options say which clusters are used. Host and Virtual are required.
type Options struct {
	Host, Virtual *rest.Config
	// Inhabited allows clusters that hold other people's work; the zero value
	// refuses them.
	Inhabited bool
}

// Pair is two clusters that exist. It implements scenarios.Pair; one scenario
// uses it at a time.
type Pair struct {
	sides map[steps.Side]*side

	mu      sync.Mutex
	ledger  *ledger
	proxies []*proxy
	first   map[place]*unstructured.Unstructured
}

// side is one of the clusters.
type side struct {
	config *rest.Config
	own    dynamic.Interface // ours: what it does is not recorded
	kinds  []kind
	seeded []unstructured.Unstructured
	// controlled says that controllers run: somebody else reports status.
	controlled bool
}

// Open looks at both clusters and returns the pair. It changes nothing. A
// cluster that should not be used is a *RefusedError.
func Open(ctx context.Context, options Options) (*Pair, error) {
	p := &Pair{sides: map[steps.Side]*side{}, ledger: newLedger(), first: map[place]*unstructured.Unstructured{}}
	for name, config := range map[steps.Side]*rest.Config{steps.Host: options.Host, steps.Virtual: options.Virtual} {
		opened, err := open(ctx, config)
		if err != nil {
			return nil, fmt.Errorf("looking at the %s cluster at %s: %w", name, config.Host, err)
		}
		p.sides[name] = opened
	}
	for name, s := range p.sides {
		if err := s.look(ctx, func(k kind, object unstructured.Unstructured) {
			p.first[place{name, k.GroupResource(), object.GetNamespace(), object.GetName()}] = &object
		}); err != nil {
			return nil, fmt.Errorf("listing what the %s cluster holds at first: %w", name, err)
		}
	}
	if err := p.mayUse(options); err != nil {
		return nil, err
	}
	return p, nil
}

func open(ctx context.Context, config *rest.Config) (*side, error) {
	plain := rest.CopyConfig(config)
	plain.QPS, plain.Burst, plain.WarningHandler = -1, -1, rest.NoWarnings{}
	own, err := dynamic.NewForConfig(plain)
	if err != nil {
		return nil, err
	}
	s := &side{config: plain, own: own}
	if s.kinds, err = discover(plain); err != nil {
		return nil, err
	}
	s.controlled, err = s.hasControllers(ctx)
	return s, err
}

// Client returns a client that acts as the actor, with all the rights of the
// kubeconfig; requests say who they are in the user agent.
func (p *Pair) Client(side steps.Side, actor history.Actor) (dynamic.Interface, error) {
	return p.connect(side, actor, "")
}

// ClientAs is Client for an actor who may do what the user may: the kubeconfig
// must be allowed to impersonate.
func (p *Pair) ClientAs(side steps.Side, actor history.Actor, user string) (dynamic.Interface, error) {
	return p.connect(side, actor, user)
}

func (p *Pair) connect(side steps.Side, actor history.Actor, user string) (dynamic.Interface, error) {
	config, err := p.Config(side, actor, user)
	if err != nil {
		return nil, err
	}
	if actor.IsEngine() {
		return cluster.Connect(config)
	}
	return dynamic.NewForConfig(config)
}

// Config is what a client of one's own needs to act as the actor and, when user
// is not empty, with the user's rights. What it asks is recorded.
func (p *Pair) Config(name steps.Side, actor history.Actor, user string) (*rest.Config, error) {
	s, ok := p.sides[name]
	if !ok {
		return nil, fmt.Errorf("there is no side %q: host or virtual", name)
	}
	address, err := url.Parse(s.config.Host)
	if err != nil {
		return nil, err
	}
	config := rest.CopyConfig(s.config)
	config.UserAgent = "syncspec/" + string(actor)
	if user != "" {
		config.Impersonate = rest.ImpersonationConfig{UserName: user}
	}
	config.Wrap(func(to http.RoundTripper) http.RoundTripper {
		return &recorder{to: to, pair: p, side: name, actor: actor, base: address.Path}
	})
	return config, nil
}

func (p *Pair) note(call history.Call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ledger.add(call, p.first)
}

// Calls returns every request made through the pair since the last Reset. What
// controllers and other people did is not among them.
func (p *Pair) Calls(context.Context) ([]history.Call, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.ledger.calls), nil
}

// Seeded returns what one side held when the pair was opened.
func (p *Pair) Seeded(name steps.Side) []unstructured.Unstructured { return p.sides[name].seeded }

// Controlled reports whether controllers of its own run in one cluster.
func (p *Pair) Controlled(name steps.Side) bool { return p.sides[name].controlled }

// Serves reports whether one cluster knows a kind, in any version.
func (p *Pair) Serves(name steps.Side, resource schema.GroupResource) bool {
	return slices.ContainsFunc(p.sides[name].kinds, func(k kind) bool { return k.GroupResource() == resource })
}

// Close takes away what is left of the last scenario.
func (p *Pair) Close() error {
	ctx, cancel := context.WithTimeoutCause(context.Background(), wipeTimeout, errors.New("the clusters took too long"))
	defer cancel()
	return p.Reset(ctx)
}
