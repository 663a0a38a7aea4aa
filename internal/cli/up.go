package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/playground"
	"github.com/syncspec/syncspec/scenarios/render"
	"github.com/syncspec/syncspec/steps"
)

// upFlags are the words after `syncspec up`.
type upFlags struct {
	config, name, namespace, compat string
	host                            []string
	nodes                           int
	controllers                     bool
}

// mostNodes is how many nodes have a network of their own.
const mostNodes = 100

func (p *Program) upCommand() *cobra.Command {
	var f upFlags
	command := &cobra.Command{
		Use:   "up [-f vcluster.yaml] [--host FILE]… [MANIFEST…]",
		Short: "Run a host and a virtual cluster here, and follow what is synced",
		Long: `Starts two API servers and the engine between them, prints how to get in with
kubectl, and tells every change the engine makes, one a line: side, verb, object,
why. The vcluster.yaml is read again when it changes. Ctrl-C ends everything.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.compat != string(config.Documented) && f.compat != string(config.VCluster) {
				return usage(fmt.Errorf("--compat is documented or vcluster, not %q", f.compat))
			}
			if f.nodes < 0 || f.nodes > mostNodes {
				return usage(fmt.Errorf("--nodes is a number from 0 to %d, not %d", mostNodes, f.nodes))
			}
			return p.up(cmd.Context(), cmd, f, args)
		},
	}
	flags := command.Flags()
	flags.StringVarP(&f.config, "config", "f", "", "vcluster.yaml; none means all defaults")
	flags.StringVar(&f.name, "name", "vcluster", "the virtual cluster's name")
	flags.StringVar(&f.namespace, "namespace", "vcluster", "its namespace on the host")
	flags.StringVar(&f.compat, "compat", string(config.Documented), "documented, or vcluster: what the real one was observed to do")
	flags.IntVar(&f.nodes, "nodes", 0, "simulated nodes of the host, on which pods become Running; 0 means that pods stay Pending")
	flags.BoolVar(&f.controllers, "controllers", false, "run kube-scheduler for the host and kube-controller-manager for the virtual cluster; by default neither")
	flags.StringArrayVar(&f.host, "host", nil, "file or folder of objects the host has; may be repeated")
	return command
}

func (p *Program) up(ctx context.Context, cmd *cobra.Command, f upFlags, manifests []string) error {
	host, hostErr := render.Read(cmd.InOrStdin(), f.host...)
	virtual, virtualErr := render.Read(cmd.InOrStdin(), manifests...)
	if err := errors.Join(hostErr, virtualErr); err != nil {
		return badSpec(err)
	}
	assets, err := controlplane.Assets(ctx, p.say, machinery(f.controllers)...)
	if err != nil {
		return environment(fmt.Errorf("getting the control-plane binaries: %w", err))
	}
	err = playground.Run(ctx, playground.Options{
		Config: f.config, Name: f.name, Namespace: f.namespace, Compat: config.Compat(f.compat),
		Host: host, Virtual: virtual, Assets: assets, Out: p.teller(), Nodes: f.nodes, Controllers: f.controllers, Evaluate: workers,
	})
	var refused *steps.Refused
	switch {
	case errors.As(err, &refused):
		return badSpec(refused)
	case err != nil && ctx.Err() == nil:
		return environment(err)
	}
	return nil // Ctrl-C is how it ends
}

// teller prints whole lines, whoever tells them; on a terminal each side has its colour.
func (p *Program) teller() func(string) {
	var mu sync.Mutex
	colours := map[string]string{"host ": "36", "virtual ": "35"}
	return func(line string) {
		mu.Lock()
		defer mu.Unlock()
		for side, colour := range colours {
			if strings.HasPrefix(line, side) && p.colorful(p.Stdout) {
				line = "\x1b[" + colour + "m" + side + "\x1b[0m" + strings.TrimPrefix(line, side)
			}
		}
		_, _ = fmt.Fprintln(p.Stdout, line) // a terminal that is gone hears nothing
	}
}
