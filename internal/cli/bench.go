package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/scenarios/bench"
)

func (p *Program) benchCommand() *cobra.Command {
	options := bench.Options{Out: p.Stderr}
	asJSON, file := false, ""
	command := &cobra.Command{
		Use:   "bench [-- ENGINE ARGUMENT…]",
		Short: "Measure what syncing costs, against creating the same objects directly",
		Long: `Creates pods that each name a ConfigMap and a Secret, once directly on the host
and once in the virtual cluster with an engine beside it, and compares. An engine
of your own is a command that obeys the same variables as "syncspec sync".
With --services and --idle it also measures services, and a start over objects that
nobody needs.
A missed aim is exit code 1.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if options.Pods < 1 || options.Workers < 1 {
				return usage(errors.New("--pods and --workers are at least 1"))
			}
			if options.Services < 0 || options.Idle < 0 {
				return usage(errors.New("--services and --idle cannot be negative"))
			}
			options.Engine = args
			if file != "" {
				text, err := os.ReadFile(file)
				if err != nil {
					return usage(fmt.Errorf("reading the configuration: %w", err))
				}
				options.Config = text
			}
			result, err := bench.Run(cmd.Context(), options)
			if err != nil {
				return environment(fmt.Errorf("measuring: %w", err))
			}
			return p.showBench(result, asJSON)
		},
	}
	command.Flags().IntVar(&options.Pods, "pods", 1000, "how many pods")
	command.Flags().IntVar(&options.Services, "services", 0, "how many services are created besides, directly and synced; 0 leaves that out")
	command.Flags().IntVar(&options.Idle, "idle", 0, "over how many config maps that no pod names the engine is started once more; 0 leaves that out")
	command.Flags().IntVar(&options.Workers, "workers", 16, "how many requests the load has in flight")
	command.Flags().StringVar(&file, "config", "", "the engine's vcluster.yaml, to measure what patches cost, for instance")
	command.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	return command
}

func (p *Program) showBench(result bench.Result, asJSON bool) error {
	var err error
	if asJSON {
		out := json.NewEncoder(p.Stdout)
		out.SetIndent("", "  ")
		err = out.Encode(result)
	} else {
		err = result.WriteTable(p.Stdout)
	}
	if err != nil {
		return err
	}
	if !result.Met() {
		return &Error{Code: ExitFailed}
	}
	return nil
}
