package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/docs"
)

func (p *Program) stepsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "steps", Short: "Print the steps a feature may use", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(p.Stdout, docs.Steps)
			return err
		},
	}
}
