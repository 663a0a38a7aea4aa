package cli

import (
	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/engine/script"
)

// workerCommand is what an engine starts to evaluate the expressions of patches in.
// Nobody types it.
func (p *Program) workerCommand() *cobra.Command {
	return &cobra.Command{
		Use: script.WorkerCommand, Hidden: true, Args: noArgs,
		Short: "Evaluate expressions that come in on standard input",
		RunE: func(*cobra.Command, []string) error {
			if code := script.Worker(); code != ExitOK {
				return &Error{Code: code}
			}
			return nil
		},
	}
}
