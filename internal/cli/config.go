package cli

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/engine/config"
)

func (p *Program) configCommand() *cobra.Command {
	command := &cobra.Command{
		Use: "config", Short: "Print what a vcluster.yaml may say, or check one", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	command.AddCommand(p.printing("defaults", "Print every key with its default and its documented sentence", config.DefaultsYAML),
		p.printing("schema", "Print the JSON Schema of a vcluster.yaml, for editors", config.JSONSchema), p.validateCommand())
	return command
}

// printing is a command that prints one text.
func (p *Program) printing(name, short string, text func() ([]byte, error)) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short, Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			printed, err := text()
			if err != nil {
				return err
			}
			_, err = p.Stdout.Write(printed)
			return err
		},
	}
}

func (p *Program) validateCommand() *cobra.Command {
	var at config.Installation
	command := &cobra.Command{
		Use:   "validate FILE",
		Short: "Say everything that is wrong with a vcluster.yaml, and what of it is ignored",
		Long: `Prints every finding as file:line:column: message, and names the keys that are
accepted and ignored. The exit code is 2 when a finding keeps an engine from
starting. With --name and --namespace, what depends on them is checked too.`,
		Args: oneFile,
		RunE: func(_ *cobra.Command, args []string) error { return p.validate(args[0], at) },
	}
	command.Flags().StringVar(&at.Name, "name", "", "the virtual cluster's name")
	command.Flags().StringVar(&at.Namespace, "namespace", "", "its namespace on the host")
	return command
}

func (p *Program) validate(file string, at config.Installation) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return usage(fmt.Errorf("reading the configuration: %w", err))
	}
	parsed, findings := config.Parse(file, text)
	if parsed != nil && at.Name != "" && at.Namespace != "" {
		findings = slices.Concat(findings, parsed.CheckInstalled(at))
	}
	if parsed != nil {
		findings = slices.Concat(findings, parsed.Ignored())
	}
	for _, finding := range findings {
		_, _ = fmt.Fprintln(p.Stdout, finding.String()) // they are what was asked for
	}
	if findings.Err() != nil {
		return &Error{Code: ExitBadSpec}
	}
	return nil
}
