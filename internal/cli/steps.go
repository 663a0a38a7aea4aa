package cli

import "github.com/spf13/cobra"

func (p *Program) stepsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "steps", Short: "Print the steps a feature may use", Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return nil },
	}
}
