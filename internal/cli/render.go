package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/scenarios/render"
	"github.com/syncspec/syncspec/steps"
)

// renderFlags are the words after `syncspec render`.
type renderFlags struct {
	config, host    []string
	name, namespace string
	compat, output  string
	target          string
	explain, all    bool
	watch           bool
	width           int
}

func (p *Program) renderCommand() *cobra.Command {
	var f renderFlags
	command := &cobra.Command{
		Use:   "render [-f vcluster.yaml] [--host FILE]… MANIFEST…",
		Short: "Show what the host will get from these manifests, without any cluster",
		Long: `Lets the engine run between two API servers in memory until it rests, and prints
the host's objects. Manifests are files, folders, or - for standard input; for a
Deployment and its like one pod of its template is shown. What is not synced and
why, what comes from the host (--host: classes, nodes…) and what the tenant is
told goes to standard error, or into the JSON.

Addresses and uids are those of the servers in memory. The same files give the
same output. With --target envtest the servers are real ones: objects are
defaulted, validated and admitted as on a cluster, and addresses differ each time.`,
		Example: `  syncspec render -f vcluster.yaml deployment.yaml
  kustomize build . | syncspec render -f vcluster.yaml --host classes.yaml -o diff --explain -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(args); err != nil {
				return usage(err)
			}
			if f.watch {
				return p.renderAgain(cmd.Context(), f, args)
			}
			return p.render(cmd.Context(), cmd.InOrStdin(), f, args)
		},
	}
	flags := command.Flags()
	flags.StringArrayVarP(&f.config, "config", "f", nil, "vcluster.yaml; none means all defaults")
	flags.StringArrayVar(&f.host, "host", nil, "file or folder of objects the host has; may be repeated")
	flags.StringVar(&f.name, "name", "vcluster", "the virtual cluster's name")
	flags.StringVar(&f.namespace, "namespace", "vcluster", "its namespace on the host")
	flags.StringVar(&f.compat, "compat", string(config.Documented), "documented, or vcluster: what the real one was observed to do")
	flags.StringVarP(&f.output, "output", "o", "yaml", "yaml, json, or diff: both sides beside each other")
	flags.StringVar(&f.target, "target", "memory", "where the two API servers are: memory, or envtest: real ones, which take seconds to start")
	flags.BoolVar(&f.explain, "explain", false, "say of every field why it is there: rule, document, line of the configuration")
	flags.BoolVar(&f.all, "all", false, "show also what every virtual cluster has on its host")
	flags.BoolVar(&f.watch, "watch", false, "render again as often as one of the files is saved, until q or Ctrl-C")
	flags.IntVar(&f.width, "width", 0, "characters in a line of a diff (default the terminal's)")
	return command
}

func (f *renderFlags) check(manifests []string) error {
	switch {
	case len(manifests) == 0:
		return errors.New("render needs manifests: files, folders, or - for standard input")
	case len(f.config) > 1:
		return errors.New("--config is given once: a virtual cluster has one vcluster.yaml")
	case !slices.Contains([]string{"yaml", "json", "diff"}, f.output):
		return fmt.Errorf("--output is yaml, json or diff, not %q", f.output)
	case !slices.Contains([]string{"documented", "vcluster"}, f.compat):
		return fmt.Errorf("--compat is documented or vcluster, not %q", f.compat)
	case !slices.Contains([]string{"memory", "envtest"}, f.target):
		return fmt.Errorf("--target is memory or envtest, not %q", f.target)
	case f.width < 0 || f.width > 0 && f.width < 40:
		return fmt.Errorf("--width is at least 40, not %d", f.width)
	}
	return nil
}

func (p *Program) render(ctx context.Context, in io.Reader, f renderFlags, manifests []string) (err error) {
	input, err := f.input(in, manifests)
	if err != nil {
		return err
	}
	if f.target != "memory" {
		servers, noServers := p.target(ctx, runFlags{target: f.target, lanes: 1})
		if noServers != nil {
			return noServers
		}
		defer func() { err = errors.Join(err, servers.Close()) }()
		input.Target = servers
	}
	result, err := render.Run(ctx, input)
	var refused *steps.Refused
	switch {
	case errors.As(err, &refused):
		return badSpec(refused)
	case err != nil:
		return err
	}
	return p.show(result, f)
}

// input reads all that is rendered.
func (f *renderFlags) input(in io.Reader, manifests []string) (render.Input, error) {
	input := render.Input{Name: f.name, Namespace: f.namespace, Compat: f.compat, Evaluate: workers}
	if len(f.config) > 0 {
		text, err := os.ReadFile(f.config[0])
		if err != nil {
			return input, usage(fmt.Errorf("reading the configuration: %w", err))
		}
		input.File, input.Config = f.config[0], string(text)
	}
	var err error
	if input.Host, err = render.Read(in, f.host...); err != nil {
		return input, badSpec(err)
	}
	if input.Virtual, err = render.Read(in, manifests...); err != nil {
		return input, badSpec(err)
	}
	return input, nil
}

// show writes the result; what is not the host's objects goes where it does not
// disturb a pipe.
func (p *Program) show(result render.Result, f renderFlags) error {
	documents, err := documentsByID()
	if err != nil {
		return err
	}
	detail := render.Detail{All: f.all, Explain: f.explain, Document: func(id string) string { return documents[id] }}
	switch f.output {
	case "json":
		return result.WriteJSON(p.Stdout, detail)
	case "diff":
		if err := result.WriteDiff(p.Stdout, detail, p.paper(f.width)); err != nil {
			return err
		}
	default:
		if err := result.WriteYAML(p.Stdout, detail); err != nil {
			return err
		}
	}
	return result.WriteNotes(p.Stderr)
}

func (p *Program) paper(width int) render.Paper {
	paper := render.Paper{Width: width}
	if file, ok := p.Stdout.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		columns, _, err := term.GetSize(int(file.Fd()))
		if err == nil {
			paper.Width = cmp.Or(width, max(columns, 40))
		}
		paper.Colour = p.Env("NO_COLOR") == ""
	}
	return paper
}

// documentsByID are the pages that behaviours stand on.
func documentsByID() (map[string]string, error) {
	all, err := features.Behaviours()
	if err != nil {
		return nil, err
	}
	pages := make(map[string]string, len(all))
	for _, b := range all {
		pages[b.ID] = b.Page
	}
	return pages, nil
}
