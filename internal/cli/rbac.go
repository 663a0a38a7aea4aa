package cli

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/rbac"
	"github.com/syncspec/syncspec/engine/recipe"
)

// rbacFlags are the words after `syncspec rbac`.
type rbacFlags struct {
	config, format, side string
	at                   config.Installation
}

func (p *Program) rbacCommand() *cobra.Command {
	var f rbacFlags
	command := &cobra.Command{
		Use:   "rbac",
		Short: "Print the roles an engine needs for a vcluster.yaml, and nothing beyond",
		Long: `Prints the Role and the ClusterRole, with their bindings, that let an engine do what
the configuration asks for. As yaml they can be applied; as a table each right says
which key asks for it.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return p.rbac(f) },
	}
	flags := command.Flags()
	flags.StringVarP(&f.config, "config", "f", "", "vcluster.yaml; none means all defaults")
	flags.StringVar(&f.format, "format", "yaml", "yaml or table")
	flags.StringVar(&f.side, "side", "host", "host or virtual: the cluster the rights are for")
	flags.StringVar(&f.at.Name, "name", "vcluster", "the virtual cluster's name")
	flags.StringVar(&f.at.Namespace, "namespace", "vcluster", "its namespace on the host")
	return command
}

func (p *Program) rbac(f rbacFlags) error {
	side := object.Side(f.side)
	if side != object.Host && side != object.Virtual {
		return usage(fmt.Errorf("there is no side %q: host or virtual", f.side))
	}
	parsed, err := p.readConfig(f.config, f.at)
	if err != nil {
		return err
	}
	env := recipe.Env{Scheme: naming.Scheme{Name: f.at.Name, Namespace: f.at.Namespace}, Config: parsed}
	switch f.format {
	case "yaml":
		return printRoles(p.Stdout, env, side)
	case "table":
		return printRights(p.Stdout, env, side)
	}
	return usage(fmt.Errorf("there is no format %q: yaml or table", f.format))
}

func printRoles(to io.Writer, env recipe.Env, side object.Side) error {
	for i, role := range rbac.Roles(env, side) {
		text, err := yaml.Marshal(role.Object)
		if err != nil {
			return fmt.Errorf("printing %s: %w", role.GetName(), err)
		}
		if i > 0 {
			text = append([]byte("---\n"), text...)
		}
		if _, err := to.Write(text); err != nil {
			return err
		}
	}
	return nil
}

// printRights prints a right a line, and why it is needed.
func printRights(to io.Writer, env recipe.Env, side object.Side) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "NAMESPACE\tGROUP\tRESOURCE\tNAME\tVERB\tFOR")
	for _, r := range rbac.Rights(env) {
		if r.Side == side {
			_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", cmp.Or(r.Namespace, "*"), cmp.Or(r.Group, "core"), r.Resource, cmp.Or(r.Name, "*"), r.Verb, cmp.Or(r.For, "the engine itself"))
		}
	}
	return w.Flush()
}
