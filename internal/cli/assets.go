package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/scenarios/controlplane"
)

func (p *Program) assetsCommand() *cobra.Command {
	var controllers bool
	command := &cobra.Command{
		Use:   "assets",
		Short: "Get the control-plane binaries if need be, and print their folder",
		Long: `Prints the folder that holds kube-apiserver and etcd, and nothing else, so that
	KUBEBUILDER_ASSETS=$(syncspec assets)
serves other tools too. What is missing is downloaded or built first.
With --controllers the folder also holds kube-scheduler and kube-controller-manager;
features tagged @scheduler and @controllers are skipped without them.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			folder, err := controlplane.Assets(cmd.Context(), p.say, machinery(controllers)...)
			if err != nil {
				return environment(fmt.Errorf("getting the control-plane binaries: %w", err))
			}
			_, err = fmt.Fprintln(p.Stdout, folder)
			return err
		},
	}
	command.Flags().BoolVar(&controllers, "controllers", false, "also get kube-scheduler and kube-controller-manager, which are built, in minutes; by default not")
	return command
}

// machinery are the programs beside the API servers, if they are wanted.
func machinery(wanted bool) []string {
	if !wanted {
		return nil
	}
	return []string{controlplane.Scheduler, controlplane.ControllerManager}
}

// say tells a person at the terminal what goes on.
func (p *Program) say(line string) { _, _ = fmt.Fprintln(p.Stderr, line) }
