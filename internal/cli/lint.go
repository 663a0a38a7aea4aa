package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/engine/config"
)

func (p *Program) lintCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lint FILE",
		Short: "Say everything that is wrong with a vcluster.yaml, with line and column",
		Long: `Prints every finding as file:line:column: message. The exit code is 2 when one of
them keeps an engine from starting, 0 when all is well or there are only warnings.`,
		Args: oneFile,
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return usage(fmt.Errorf("reading the configuration: %w", err))
			}
			_, findings := config.Parse(args[0], text)
			for _, finding := range findings {
				_, _ = fmt.Fprintln(p.Stdout, finding.String()) // they are what was asked for
			}
			if findings.Err() != nil {
				return &Error{Code: ExitBadSpec}
			}
			return nil
		},
	}
}
