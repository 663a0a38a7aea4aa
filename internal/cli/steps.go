package cli

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/docs"
	"github.com/syncspec/syncspec/internal/vocabulary"
	"github.com/syncspec/syncspec/reports"
)

func (p *Program) stepsCommand() *cobra.Command {
	var report string
	command := &cobra.Command{
		Use: "steps", Short: "Print the steps a feature may use, or how a run used them", Args: noArgs,
		Example: `  syncspec steps
  syncspec steps --usage out/report.json`,
		RunE: func(*cobra.Command, []string) error {
			if report != "" {
				return p.stepUsage(report)
			}
			_, err := fmt.Fprint(p.Stdout, docs.Steps)
			return err
		},
	}
	command.Flags().StringVar(&report, "usage", "", "print how often each step ran and how long it took, from the report.json of a run, instead of the steps")
	return command
}

// use is how a run used one step.
type use struct {
	pattern string
	times   int
	took    time.Duration
}

func (u use) mean() time.Duration { return u.took / time.Duration(max(u.times, 1)) }

// stepUsage prints the steps of a run, those that took longest first, then those
// that no scenario used.
func (p *Program) stepUsage(name string) error {
	run, err := readReport(name)
	if err != nil {
		return err
	}
	used, unknown, err := usesOf(run)
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintf(out, "times\ttotal\tmean\t  step\n")
	for _, u := range used {
		times, total, mean := strconv.Itoa(u.times), rounded(u.took), rounded(u.mean())
		if u.times == 0 {
			times, total, mean = "UNUSED", "", ""
		}
		_, _ = fmt.Fprintf(out, "%s\t%s\t%s\t  %s\n", times, total, mean, u.pattern)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if unknown > 0 {
		_, err = fmt.Fprintf(p.Stdout, "\n%d %s of the report ran that this program has no definition of.\n", unknown, plural(unknown, "step"))
	}
	return err
}

// usesOf counts the steps that ran, by definition; unknown are of none.
func usesOf(run reports.Run) (used []use, unknown int, err error) {
	all, err := vocabulary.Definitions()
	if err != nil {
		return nil, 0, err
	}
	for _, d := range all {
		used = append(used, use{pattern: d.Pattern})
	}
	for _, scenario := range run.All() {
		for i, at := range vocabulary.Match(all, scenario.Steps) {
			step := scenario.Steps[i]
			switch {
			case step.Status == reports.Skipped:
			case at < 0:
				unknown++
			default:
				used[at].times++
				used[at].took += step.Duration
			}
		}
	}
	slices.SortStableFunc(used, func(a, b use) int {
		return cmp.Or(cmp.Compare(b.took, a.took), cmp.Compare(b.times, a.times))
	})
	return used, unknown, nil
}

func rounded(d time.Duration) string {
	switch {
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	}
	return d.Round(time.Microsecond).String()
}

// readReport reads the report.json of a run; that there is none is wrong use.
func readReport(name string) (reports.Run, error) {
	file, err := os.Open(name)
	if err != nil {
		return reports.Run{}, usage(fmt.Errorf("reading the report of a run: %w", err))
	}
	defer file.Close() //nolint:errcheck // it was only read
	run, err := reports.ReadJSON(file)
	if err != nil {
		return reports.Run{}, usage(fmt.Errorf("%s: %w", name, err))
	}
	return run, nil
}
