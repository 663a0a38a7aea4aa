package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/config"
)

// syncFlags are the words after `syncspec sync`; empty ones come from the
// environment.
type syncFlags struct {
	host, virtual   string
	config          string
	name, namespace string
	compat          string
	listen          string
	logFormat       string
	logLevel        string
}

func (p *Program) syncCommand() *cobra.Command {
	var f syncFlags
	command := &cobra.Command{
		Use:   "sync",
		Short: "Keep a virtual cluster and its host in step until told to stop",
		Long: `Runs the engine between two clusters. It prints a line with the word "ready"
once everything that existed has been synced, and ends on SIGTERM or SIGINT when
the writes in flight are done. Every flag can be given by its variable instead:
HOST_KUBECONFIG, VIRTUAL_KUBECONFIG, VCLUSTER_YAML, VCLUSTER_NAME, VCLUSTER_NAMESPACE, SYNCSPEC_COMPAT.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.fromEnvironment(p.Env)
			return p.sync(cmd.Context(), f)
		},
	}
	f.declare(command)
	return command
}

func (f *syncFlags) declare(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.host, "host-kubeconfig", "", "kubeconfig of the host cluster (HOST_KUBECONFIG); none in a pod means the cluster it runs in, as its service account")
	flags.StringVar(&f.virtual, "virtual-kubeconfig", "", "kubeconfig of the virtual cluster (VIRTUAL_KUBECONFIG)")
	flags.StringVar(&f.config, "config", "", "vcluster.yaml; none means all defaults (VCLUSTER_YAML)")
	flags.StringVar(&f.name, "name", "", "the virtual cluster's name (VCLUSTER_NAME)")
	flags.StringVar(&f.namespace, "namespace", "", "its namespace on the host (VCLUSTER_NAMESPACE)")
	flags.StringVar(&f.compat, "compat", "", "documented (the default), or vcluster: what the real one was observed to do (SYNCSPEC_COMPAT)")
	flags.StringVar(&f.listen, "listen", "", "address for /metrics, /healthz and /readyz, such as :8080; empty means none")
	flags.StringVar(&f.logFormat, "log-format", "text", "text or json")
	flags.StringVar(&f.logLevel, "log-level", "info", "debug, info, warn or error")
}

func (f *syncFlags) fromEnvironment(env func(string) string) {
	for variable, value := range map[string]*string{
		"HOST_KUBECONFIG": &f.host, "VIRTUAL_KUBECONFIG": &f.virtual, "VCLUSTER_YAML": &f.config,
		"VCLUSTER_NAME": &f.name, "VCLUSTER_NAMESPACE": &f.namespace, "SYNCSPEC_COMPAT": &f.compat,
	} {
		if *value == "" {
			*value = env(variable)
		}
	}
	f.compat = cmp.Or(f.compat, string(config.Documented))
	if f.host == "" && env("KUBERNETES_SERVICE_HOST") != "" {
		f.host = inPod
	}
}

// inPod is what stands for a kubeconfig of the cluster whose pod this process runs in.
const inPod = "(this pod's cluster)"

func (f *syncFlags) check() error {
	var missing []string
	for _, required := range []struct{ flag, variable, value string }{
		{"--host-kubeconfig", "HOST_KUBECONFIG", f.host},
		{"--virtual-kubeconfig", "VIRTUAL_KUBECONFIG", f.virtual},
		{"--name", "VCLUSTER_NAME", f.name},
		{"--namespace", "VCLUSTER_NAMESPACE", f.namespace},
	} {
		if required.value == "" {
			missing = append(missing, required.flag+" ("+required.variable+")")
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("sync needs %s, as a flag or as a variable", strings.Join(missing, ", "))
	}
	_, err := config.ParseCompat(f.compat)
	return err
}

// sync runs one engine until the context is done.
func (p *Program) sync(ctx context.Context, f syncFlags) error {
	if err := f.check(); err != nil {
		return usage(err)
	}
	log, err := f.logger(p.Stderr)
	if err != nil {
		return usage(err)
	}
	parsed, err := p.readConfig(f.config, config.Installation{Name: f.name, Namespace: f.namespace})
	if err != nil {
		return err
	}
	clusters, err := connect(ctx, f)
	if ctx.Err() != nil { // told to stop before there was anything to stop
		log.Info("stopped")
		return nil
	}
	if err != nil {
		return err
	}
	p.collectEarlier()
	metrics := prometheus.NewRegistry()
	made, err := engine.New(engine.Options{
		Name: f.name, Namespace: f.namespace, Config: parsed, Compat: config.Compat(f.compat),
		Clusters: clusters, Version: cluster.Version(ctx, clusters.Virtual), Log: log, Metrics: metrics, Evaluate: workers,
	})
	if err != nil {
		return usage(err)
	}
	closeServer, err := serve(f.listen, made.Ready(), metrics, log)
	if err != nil {
		return environment(err)
	}
	defer closeServer()
	return p.runEngine(ctx, made, log)
}

// collectEarlier trades a little time for memory, unless the user has chosen: an
// engine holds every object of two clusters, and most of what it allocates beside
// them is gone within a second.
func (p *Program) collectEarlier() {
	if p.Env("GOGC") == "" {
		debug.SetGCPercent(75)
	}
}

// runEngine announces that the engine is ready, and waits for its end.
func (p *Program) runEngine(ctx context.Context, made *engine.Engine, log *slog.Logger) error {
	life, stop := context.WithCancel(ctx)
	defer stop()
	started := time.Now()
	go func() {
		select {
		case <-made.Ready():
			log.Info("ready", "after", time.Since(started).Round(time.Millisecond))
		case <-life.Done():
		}
	}()
	err := made.Run(life)
	if unmet := new(engine.Unmet); errors.As(err, &unmet) {
		return badSpec(err)
	}
	if err != nil && ctx.Err() == nil {
		return environment(fmt.Errorf("syncing: %w", err))
	}
	log.Info("stopped")
	return nil
}

// readConfig reads the vcluster.yaml of an installation; none means all defaults. All
// findings go to the user at once, and the names of what is ignored.
func (p *Program) readConfig(file string, at config.Installation) (*config.Config, error) {
	if file == "" {
		return config.Default(), nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, usage(fmt.Errorf("reading the configuration: %w", err))
	}
	parsed, findings := config.Parse(file, text)
	if parsed != nil {
		findings = slices.Concat(findings, engine.Check(parsed), parsed.CheckInstalled(at), parsed.Ignored())
	}
	for _, finding := range findings {
		p.say(finding.String())
	}
	if findings.Err() != nil {
		return nil, &Error{Code: ExitBadSpec}
	}
	return parsed, nil
}

// connect makes the clients and makes sure that both clusters answer; both are
// asked at the same time.
func connect(ctx context.Context, f syncFlags) (cluster.Pair, error) {
	var host, virtual dynamic.Interface
	var hostErr, virtualErr error
	var asking sync.WaitGroup
	asking.Go(func() { host, hostErr = reach(ctx, "host", f.host) })
	asking.Go(func() { virtual, virtualErr = reach(ctx, "virtual", f.virtual) })
	asking.Wait()
	switch {
	case hostErr != nil && virtualErr != nil:
		return cluster.Pair{}, environment(fmt.Errorf("%w; %w", hostErr, virtualErr))
	case hostErr != nil || virtualErr != nil:
		return cluster.Pair{}, environment(cmp.Or(hostErr, virtualErr))
	}
	return cluster.Pair{Host: host, Virtual: virtual}, nil
}
