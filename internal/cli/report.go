package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/reports/compare"
)

func (p *Program) reportCommand() *cobra.Command {
	command := &cobra.Command{
		Use: "report", Short: "Work with reports of runs", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	command.AddCommand(p.reportDiffCommand())
	return command
}

func (p *Program) reportDiffCommand() *cobra.Command {
	slower := 0.0
	command := &cobra.Command{
		Use:   "diff BEFORE AFTER",
		Short: "Say what differs between two reports: what fails newly, passes newly, came, went, or takes longer",
		Long: `Compares two reports, each a report.json of a run or a conformance report, by page
and title of their scenarios. The exit code is 1 when something fails in AFTER that
did not fail in BEFORE, also when it is new.`,
		Example: "  syncspec report diff main/report.json out/report.json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage(fmt.Errorf("%s needs two files, not %d", cmd.CommandPath(), len(args)))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if slower < 1 {
				return usage(fmt.Errorf("--slower is at least 1, not %g", slower))
			}
			return p.reportDiff(args[0], args[1], slower)
		},
	}
	command.Flags().Float64Var(&slower, "slower", 2, "list scenarios that take more than so many times as long, and a quarter of a second longer")
	return command
}

func (p *Program) reportDiff(before, after string, slower float64) error {
	was, wasErr := readResults(before)
	now, nowErr := readResults(after)
	if err := errors.Join(wasErr, nowErr); err != nil {
		return usage(err)
	}
	differences := compare.Of(was, now, slower)
	if err := compare.Write(p.Stdout, differences); err != nil {
		return environment(fmt.Errorf("printing the differences: %w", err))
	}
	if len(differences.NewlyFailing) > 0 {
		return &Error{Code: ExitFailed}
	}
	return nil
}

func readResults(file string) (compare.Results, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return compare.Results{}, err
	}
	results, err := compare.Read(text)
	if err != nil {
		return compare.Results{}, fmt.Errorf("%s: %w", file, err)
	}
	return results, nil
}
