package envtest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// Options says how a pair is started; the zero value serves.
type Options = controlplane.Options

// Planes are two API servers with audit logs, and the way into them.
type Planes interface {
	// Config returns what a client needs to act as the user, who may do everything;
	// Kubeconfig the same for other programs. The audit log carries the name.
	Config(side steps.Side, user string) (*rest.Config, error)
	Kubeconfig(side steps.Side, user string) ([]byte, error)
	// AuditLog is the file to which one side's server appends, a JSON event a line.
	AuditLog(side steps.Side) string
	// Kinds are the resources that are listed to know what a side holds.
	Kinds() []schema.GroupVersionResource
	// Wipe puts both sides back to what they held at first.
	Wipe(ctx context.Context) error
	Health() error
	Ended() <-chan struct{}
	Dir() string
	Close() error
}

// Pair is two API servers that one scenario uses at a time. It implements
// scenarios.Pair.
type Pair struct {
	planes Planes
	seeded map[steps.Side][]unstructured.Unstructured
	first  map[string]*unstructured.Unstructured // the seeded, by key

	mu      sync.Mutex
	ledger  *ledger
	trails  []*trail
	clients map[steps.Side]map[history.Actor]dynamic.Interface
}

// Start boots a pair; it takes some seconds, and minutes on a machine that has
// no binaries of the servers yet.
func Start(ctx context.Context, options Options) (*Pair, error) {
	planes, err := controlplane.Start(ctx, options)
	if err != nil {
		return nil, err
	}
	return Around(ctx, planes, Audit{Keep: options.Keep})
}

// Audit says how audit logs are read; the zero value serves.
type Audit struct {
	// Keep does not cut the logs short.
	Keep bool
	// Actor tells who a user of the servers is; nil takes users for actors.
	Actor func(user string) history.Actor
}

// Around makes a pair of servers that run, and ends them when it cannot.
func Around(ctx context.Context, planes Planes, audit Audit) (*Pair, error) {
	p := &Pair{planes: planes, seeded: map[steps.Side][]unstructured.Unstructured{}, first: map[string]*unstructured.Unstructured{}}
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		p.trails = append(p.trails, &trail{side: side, file: planes.AuditLog(side), keep: audit.Keep, actor: audit.Actor})
		if err := p.look(ctx, side); err != nil {
			return nil, fmt.Errorf("listing what the %s API server holds at first: %w", side, closing(planes, err))
		}
	}
	if err := p.forget(); err != nil {
		return nil, closing(planes, err)
	}
	return p, nil
}

// Client returns a client that acts as the actor, without limits of its own.
func (p *Pair) Client(side steps.Side, actor history.Actor) (dynamic.Interface, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if client, ok := p.clients[side][actor]; ok {
		return client, nil
	}
	config, err := p.planes.Config(side, string(actor))
	if err != nil {
		return nil, err
	}
	client, err := connect(config, actor)
	if err != nil {
		return nil, fmt.Errorf("making a client of the %s API server: %w", side, err)
	}
	if p.clients[side] == nil {
		p.clients[side] = map[history.Actor]dynamic.Interface{}
	}
	p.clients[side][actor] = client
	return client, nil
}

// Config returns what a client of one's own needs to act as the actor. It must
// not be changed; copy it.
func (p *Pair) Config(side steps.Side, actor history.Actor) (*rest.Config, error) {
	return p.planes.Config(side, string(actor))
}

// Kubeconfig returns the same for an engine that is another program.
func (p *Pair) Kubeconfig(side steps.Side, actor history.Actor) ([]byte, error) {
	return p.planes.Kubeconfig(side, string(actor))
}

// Seeded returns what one side holds right after a Reset, without events and
// leases. Resource versions of objects that had to be put back differ.
func (p *Pair) Seeded(side steps.Side) []unstructured.Unstructured { return p.seeded[side] }

// Reset puts both sides back and forgets all calls. No engine may run.
func (p *Pair) Reset(ctx context.Context) error {
	if err := p.planes.Wipe(ctx); err != nil {
		return err
	}
	return p.forget()
}

// forget begins a new record of calls.
func (p *Pair) forget() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ledger = newLedger(p.first, time.Now())
	p.clients = map[steps.Side]map[history.Actor]dynamic.Interface{}
	for _, trail := range p.trails {
		if err := trail.restart(); err != nil {
			return fmt.Errorf("beginning a new audit log of the %s API server: %w", trail.side, err)
		}
	}
	return nil
}

// Calls returns every request of the scenario's actors that was answered since
// the last Reset. The order is that of arrival, over both sides; a call keeps
// its number. The objects must not be changed.
func (p *Pair) Calls(context.Context) ([]history.Call, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var fresh []event
	for _, trail := range p.trails {
		events, err := trail.next()
		if err != nil {
			return nil, fmt.Errorf("reading the audit log of the %s API server: %w", trail.side, err)
		}
		fresh = append(fresh, events...)
	}
	return p.ledger.add(fresh)
}

// Health is nil while the servers run; else it says which ended, how, and what
// it last logged.
func (p *Pair) Health() error { return p.planes.Health() }

// Ended is closed when a server has ended though nobody closed the pair.
func (p *Pair) Ended() <-chan struct{} { return p.planes.Ended() }

// Servers are the processes of the pair, if they are processes of this machine.
func (p *Pair) Servers() []controlplane.Server {
	if planes, ok := p.planes.(*controlplane.Planes); ok {
		return planes.Servers()
	}
	return nil
}

// Dir holds the servers' logs, their audit logs and a kubeconfig for each side.
func (p *Pair) Dir() string { return p.planes.Dir() }

// Run starts kube-scheduler or kube-controller-manager for one side. It must be
// stopped before the next Reset.
func (p *Pair) Run(ctx context.Context, side steps.Side, program string) (stop func() error, err error) {
	planes, ok := p.planes.(*controlplane.Planes)
	if !ok {
		return nil, fmt.Errorf("%s cannot be started beside clusters that have controllers of their own", program)
	}
	return planes.Run(ctx, side, program, string(history.Controllers))
}

// Lacks are the tags of scenarios for which a folder of binaries has no program.
func Lacks(assets string) map[string]string {
	lacks := map[string]string{}
	for tag, program := range map[string]string{"@scheduler": controlplane.Scheduler, "@controllers": controlplane.ControllerManager} {
		if !controlplane.Has(assets, program) {
			lacks[tag] = "needs " + program + ", which `syncspec assets --controllers` builds"
		}
	}
	return lacks
}

// Close ends the servers. It may be called again.
func (p *Pair) Close() error { return p.planes.Close() }

// connect makes the client an engine has, or the one that people have.
func connect(config *rest.Config, actor history.Actor) (dynamic.Interface, error) {
	if actor.IsEngine() {
		return cluster.Connect(config)
	}
	return dynamic.NewForConfig(config)
}
