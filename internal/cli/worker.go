package cli

import (
	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/engine/script"
)

// workers evaluate expressions in processes of their own.
func workers(static script.Static) (script.Evaluator, error) {
	return script.NewPool(static, script.Options{})
}

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
