package controlplane

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"

	"k8s.io/client-go/rest"
	crenvtest "sigs.k8s.io/controller-runtime/pkg/envtest"

	"github.com/syncspec/syncspec/steps"
)

// Options says how a pair of API servers is started. The zero value serves.
type Options struct {
	// Assets is the folder of the binaries; empty means that of Assets.
	Assets string
	// Progress is told what takes long, a line each; nil is told nothing.
	Progress func(string)
	// Parent is where the pair's folder is made; empty is the folder for
	// temporary files.
	Parent string
	// Keep leaves the folder (logs, audit logs, store, kubeconfigs) when the
	// servers have ended.
	Keep bool
}

// Planes are two API servers on one etcd: a host and a virtual cluster without
// controllers, scheduler or kubelets. It is safe for concurrent use.
type Planes struct {
	dir      folder
	keep     bool
	watchdog *watchdog
	etcd     *crenvtest.Etcd
	control  map[steps.Side]*crenvtest.ControlPlane
	store    *etcd
	wiper    *wiper
	health   *health

	assets string

	mu       sync.Mutex
	users    map[userKey]*rest.Config
	machines []*machine

	closing sync.Once
	closed  error
}

// attempts is how often a start is tried: a port may be taken by another
// program between envtest's choice and the server's start.
const attempts = 3

// Start boots both API servers and returns when they are ready and calm.
func Start(ctx context.Context, options Options) (*Planes, error) {
	if options.Assets == "" {
		var err error
		if options.Assets, err = Assets(ctx, options.Progress); err != nil {
			return nil, err
		}
	}
	var last error
	for range attempts {
		planes, err := start(ctx, options)
		if err == nil {
			return planes, nil
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("starting the API servers: %w", context.Cause(ctx))
		}
		last = err
	}
	return nil, fmt.Errorf("starting the API servers (tried %d times): %w", attempts, last)
}

func start(ctx context.Context, options Options) (*Planes, error) {
	temp, err := os.MkdirTemp(options.Parent, "syncspec-")
	if err != nil {
		return nil, err
	}
	p := &Planes{dir: folder(temp), keep: options.Keep, assets: options.Assets, users: map[userKey]*rest.Config{}, control: map[steps.Side]*crenvtest.ControlPlane{}}
	if err := p.boot(ctx, options.Assets); err != nil {
		return nil, errors.Join(err, p.health.failed(), p.Close())
	}
	return p, nil
}

func (p *Planes) boot(ctx context.Context, assets string) (err error) {
	if err := p.dir.prepare(); err != nil {
		return err
	}
	if p.watchdog, err = p.dir.watch(p.keep); err != nil {
		return err
	}
	p.health = p.dir.monitor()
	defer context.AfterFunc(ctx, p.dir.kill)() // envtest's starts know no context
	if err := p.startEtcd(assets); err != nil {
		return err
	}
	if err := p.startAPIServers(assets); err != nil {
		return err
	}
	p.store = newStore(p.etcd.URL.String())
	if p.wiper, err = newWiper(ctx, p); err != nil {
		return fmt.Errorf("waiting for the API servers to be ready: %w", err)
	}
	return p.writeKubeconfigs()
}

func (p *Planes) startEtcd(assets string) error {
	path, log, err := p.dir.open(assets, etcdBinary, etcdBinary)
	if err != nil {
		return err
	}
	defer log.Close() //nolint:errcheck // the server has its own handle
	if p.etcd, err = newEtcd(p.dir, path, log); err != nil {
		return err
	}
	return p.etcd.Start()
}

// startAPIServers starts both at a time, which halves the wait.
func (p *Planes) startAPIServers(assets string) error {
	started := make(chan error, len(sides()))
	for _, side := range sides() {
		path, log, err := p.dir.open(assets, apiServerBinary, serverName(side))
		if err != nil {
			return err
		}
		defer log.Close() //nolint:errcheck // the server has its own handle
		server, err := newAPIServer(p.dir, side, path, log)
		if err != nil {
			return err
		}
		server.EtcdURL = p.etcd.URL
		p.control[side] = &crenvtest.ControlPlane{Etcd: p.etcd, APIServer: server}
	}
	for _, plane := range p.control {
		go func() { started <- plane.APIServer.Start() }()
	}
	var failures []error
	for range p.control {
		failures = append(failures, <-started)
	}
	return errors.Join(failures...)
}

// Dir is the folder of the pair: logs, audit logs, host.kubeconfig,
// virtual.kubeconfig.
func (p *Planes) Dir() string { return string(p.dir) }

// AuditLog is the file where one side's server writes what it was asked, a JSON
// event a line.
func (p *Planes) AuditLog(side steps.Side) string { return p.dir.auditLog(side) }

// Close ends the servers and removes their folder. It may be called again.
func (p *Planes) Close() error {
	p.closing.Do(func() { p.closed = p.end() })
	return p.closed
}

// end kills: nothing the servers hold is worth an orderly shutdown.
func (p *Planes) end() error {
	p.health.stop()
	var failures []error
	p.mu.Lock()
	for _, m := range p.machines {
		failures = append(failures, m.stop())
	}
	p.mu.Unlock()
	p.dir.kill()
	for _, plane := range p.control {
		failures = append(failures, stopped(plane.APIServer.Stop()))
	}
	if p.etcd != nil {
		failures = append(failures, stopped(p.etcd.Stop()))
	}
	if p.watchdog != nil {
		failures = append(failures, p.watchdog.callOff())
	}
	if !p.keep {
		failures = append(failures, os.RemoveAll(string(p.dir)))
	}
	return errors.Join(failures...)
}

// stopped forgives a server that ended between envtest's look and its signal.
func stopped(err error) error {
	if errors.Is(err, syscall.ESRCH) {
		return nil
	}
	return err
}
