package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/target/kubeconfig"
)

// kubeconfigTarget is the name of clusters that exist.
const kubeconfigTarget = "kubeconfig"

// clusterFlags are the words about clusters that exist.
type clusterFlags struct {
	host, virtual string
	inhabited     bool
}

func (c *clusterFlags) declare(flags *pflag.FlagSet) {
	flags.StringVar(&c.host, "host-kubeconfig", "", "run on clusters that exist: kubeconfig of the host cluster, its current context")
	flags.StringVar(&c.virtual, "virtual-kubeconfig", "", "kubeconfig of the virtual cluster; its engine must not run")
	flags.BoolVar(&c.inhabited, "inhabited", false, "use clusters that hold other work too; it is left alone (default: such clusters are refused)")
}

// target is the one that is meant: kubeconfigs name theirs.
func (c *clusterFlags) target(asked string, said bool) string {
	if !said && (c.host != "" || c.virtual != "") {
		return kubeconfigTarget
	}
	return asked
}

func (c *clusterFlags) check(target string) error {
	switch {
	case target == kubeconfigTarget && (c.host == "" || c.virtual == ""):
		return errors.New("clusters that exist need both --host-kubeconfig and --virtual-kubeconfig")
	case target != kubeconfigTarget && (c.host != "" || c.virtual != "" || c.inhabited):
		return fmt.Errorf("--host-kubeconfig, --virtual-kubeconfig and --inhabited are for --target kubeconfig, not %s", target)
	}
	return nil
}

// words say the same again.
func (c *clusterFlags) words() []string {
	if c.host == "" {
		return nil
	}
	words := []string{"--host-kubeconfig", runner.Quote(c.host), "--virtual-kubeconfig", runner.Quote(c.virtual)}
	if c.inhabited {
		words = append(words, "--inhabited")
	}
	return words
}

// existing opens the two clusters and looks whether they may be used.
func (p *Program) existing(ctx context.Context, f runFlags) (runner.Target, error) {
	host, hostErr := load("host", f.clusters.host)
	virtual, virtualErr := load("virtual", f.clusters.virtual)
	if err := errors.Join(hostErr, virtualErr); err != nil {
		return nil, usage(err)
	}
	pair, err := kubeconfig.Open(ctx, kubeconfig.Options{Host: host, Virtual: virtual, Inhabited: f.clusters.inhabited})
	var refused *kubeconfig.RefusedError
	switch {
	case errors.As(err, &refused):
		return nil, usage(err)
	case err != nil:
		return nil, environment(err)
	}
	return &runner.Existing{
		Clusters: pair, Keep: f.keep, About: fmt.Sprintf("host %s, virtual %s", host.Host, virtual.Host),
		Without: map[string]string{"@node": "needs a node that runs pods of the virtual cluster"},
	}, nil
}

func load(side, file string) (*rest.Config, error) {
	config, err := clientcmd.BuildConfigFromFlags("", file)
	if err != nil {
		return nil, fmt.Errorf("reading the kubeconfig of the %s cluster: %w", side, err)
	}
	return config, nil
}
