package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/scenarios/controlplane"
)

func (p *Program) assetsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "assets",
		Short: "Get the control-plane binaries if need be, and print their folder",
		Long: `Prints the folder that holds kube-apiserver and etcd, and nothing else, so that
	KUBEBUILDER_ASSETS=$(syncspec assets)
serves other tools too. What is missing is downloaded or built first.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			folder, err := controlplane.Assets(cmd.Context(), p.say)
			if err != nil {
				return environment(fmt.Errorf("getting the control-plane binaries: %w", err))
			}
			_, err = fmt.Fprintln(p.Stdout, folder)
			return err
		},
	}
}

// say tells a person at the terminal what goes on.
func (p *Program) say(line string) { _, _ = fmt.Fprintln(p.Stderr, line) }
