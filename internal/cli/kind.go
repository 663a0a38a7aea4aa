package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
	"sigs.k8s.io/yaml"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/target/kind"
)

// kindFlags are the words about clusters of kind.
type kindFlags struct {
	config, name, image, binaries string
	outside                       bool
}

func (k *kindFlags) declare(flags *pflag.FlagSet) {
	standard := standardKind()
	flags.StringVar(&k.config, "kind-config", standard.config, "cluster for --target kind: "+strings.Join(kindconfigs.Names(), ", ")+", or a file for kind")
	flags.StringVar(&k.name, "kind-name", standard.name, "name of the cluster of --target kind; one that was kept is used again")
	flags.StringVar(&k.image, "kind-image", "", "image of its nodes (default kind's own)")
	flags.BoolVar(&k.outside, "kind-outside", false, "run the engine of --target kind in this process (default: in a pod, under the rendered roles)")
	flags.StringVar(&k.binaries, "kind-binaries", standard.binaries, "folder of runsc and its shim, which the nodes are given")
}

// narrow selects the features of nodes when nothing else is asked for: the others need
// none, and a real cluster takes seconds for each.
func (k *kindFlags) narrow(f *runFlags) {
	if f.target == "kind" && f.selection.Tags == "" && f.selection.Name == "" && f.judging.profile == "" && len(f.selection.Paths) == 0 && !f.again {
		f.selection.Tags = "@node"
	}
}

// check refuses words that mean nothing for a target.
func (k *kindFlags) check(target string) error {
	if target != "kind" && *k != standardKind() {
		return fmt.Errorf("the words --kind-… are for --target kind, not %s", target)
	}
	return nil
}

func standardKind() kindFlags { return kindFlags{config: "gvisor", name: "syncspec", binaries: "bin"} }

// words say the same again.
func (k *kindFlags) words(target string) []string {
	if target != "kind" {
		return nil
	}
	words := []string{"--kind-config", runner.Quote(k.config), "--kind-name", runner.Quote(k.name), "--kind-binaries", runner.Quote(k.binaries)}
	if k.image != "" {
		words = append(words, "--kind-image", runner.Quote(k.image))
	}
	if k.outside {
		words = append(words, "--kind-outside")
	}
	return words
}

// kindTarget prepares a cluster of kind; it is created when the first scenario runs.
func (p *Program) kindTarget(ctx context.Context, f runFlags) (runner.Target, error) {
	folder, err := kindFolder(f.kind.name)
	if err != nil {
		return nil, environment(err)
	}
	options, err := p.kindOptions(ctx, f, folder)
	if err != nil {
		return nil, err
	}
	assets, err := controlplane.Assets(ctx, p.say)
	if err != nil {
		return nil, environment(fmt.Errorf("getting the control-plane binaries: %w", err))
	}
	self, err := os.Executable()
	if err != nil {
		return nil, environment(err)
	}
	options.Assets, options.Self = assets, self
	options.Logs = filepath.Join(cmp.Or(f.out, "out"), "kind-logs")
	return &kind.Target{Options: options, Outside: f.kind.outside}, nil
}

// kindFolder is where the record of a cluster is, which a later run needs if the
// cluster is kept.
func kindFolder(name string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a cache folder for the records of the cluster: %w", err)
	}
	return filepath.Join(cache, "syncspec", "kind", "clusters", name), nil
}

// kindOptions reads the configuration of a cluster and fits it to this machine.
func (p *Program) kindOptions(ctx context.Context, f runFlags, folder string) (kind.Options, error) {
	config, err := kindConfiguration(f.kind.config)
	if err != nil {
		return kind.Options{}, usage(err)
	}
	machine, err := kindconfigs.Detect(ctx)
	if err != nil {
		return kind.Options{}, environment(errors.Join(kind.ErrNoRuntime, err))
	}
	config = kindconfigs.Adapt(config, machine)
	if f.kind.image != "" {
		config = kindconfigs.WithImage(config, f.kind.image)
	}
	for _, note := range config.Notes {
		p.say(note)
	}
	binaries, err := filepath.Abs(f.kind.binaries)
	if err != nil {
		return kind.Options{}, environment(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return kind.Options{}, environment(err)
	}
	if _, err := kindconfigs.Write(config, folder, binaries); err != nil {
		return kind.Options{}, environment(err)
	}
	return kind.Options{
		Name: f.kind.name, Cluster: kindconfigs.Place(config, folder, binaries).Cluster, Folder: folder,
		Keep: f.keep, Progress: p.say,
	}, nil
}

// kindConfiguration is one by its name, or a file of the user's own.
func kindConfiguration(named string) (kindconfigs.Config, error) {
	if slices.Contains(kindconfigs.Names(), named) {
		return kindconfigs.Load(named)
	}
	text, err := os.ReadFile(named)
	if err != nil {
		_, unknown := kindconfigs.Load(named)
		return kindconfigs.Config{}, fmt.Errorf("--kind-config: %w, and no file has this name", unknown)
	}
	config := kindconfigs.Config{Name: named}
	if err := yaml.UnmarshalStrict(text, &config.Cluster); err != nil {
		return kindconfigs.Config{}, fmt.Errorf("--kind-config %s: %w", named, err)
	}
	if len(config.Cluster.Nodes) == 0 {
		config.Cluster.Nodes = []v1alpha4.Node{{Role: v1alpha4.ControlPlaneRole}}
	}
	return config, nil
}
