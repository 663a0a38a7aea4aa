package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// lastReport is the report of the last run where nobody says otherwise.
const lastReport = "out/report.json"

func (p *Program) docsCommand() *cobra.Command {
	var file string
	command := &cobra.Command{
		Use:   "docs [report.json]…",
		Short: "Write living documentation: every sentence, its scenarios, and how they last ended",
		Long: `Writes one self-contained page: every documented sentence in the documents' order,
its scenarios, how they last ended on each target, and beside it what the real
vCluster does where that differs. Results come from the report.json of runs, as
many as there are: of each target the last counts. Without any, from
out/report.json if it is there.`,
		Example: `  syncspec run --target memory --out out/memory
  syncspec run --out out/envtest
  syncspec docs --out out/docs.html out/*/report.json`,
		RunE: func(_ *cobra.Command, args []string) error { return p.docs(file, args) },
	}
	command.Flags().StringVar(&file, "out", filepath.Join("out", "docs.html"), "the page that is written")
	return command
}

func (p *Program) docs(file string, names []string) error {
	living, err := specification()
	if err != nil {
		return badSpec(err)
	}
	if len(names) == 0 {
		if _, err := os.Stat(lastReport); !errors.Is(err, fs.ErrNotExist) {
			names = []string{lastReport}
		}
	}
	for _, name := range names {
		run, err := readReport(name)
		if err != nil {
			return err
		}
		living.Runs = append(living.Runs, run)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return environment(fmt.Errorf("making the folder for the page: %w", err))
	}
	page, err := os.Create(file)
	if err != nil {
		return environment(fmt.Errorf("writing the page: %w", err))
	}
	if err := errors.Join(reports.WriteLiving(page, living), page.Close()); err != nil {
		return environment(err)
	}
	_, err = fmt.Fprintf(p.Stdout, "%s: %d sentences, results of %d %s\n", file, len(living.Sentences), len(names), plural(len(names), "run"))
	return err
}

// specification is what this binary has built in.
func specification() (reports.Living, error) {
	living := reports.Living{Why: map[string]string{}}
	behaviours, err := features.Behaviours()
	if err != nil {
		return living, err
	}
	for _, b := range behaviours {
		living.Sentences = append(living.Sentences, reports.Sentence{ID: b.ID, Statement: b.Statement, Source: b.Source, Page: b.Page, Class: b.Class, State: b.Status})
		living.Why[b.ID] = b.Why
	}
	differences, err := features.Differences()
	if err != nil {
		return living, err
	}
	for _, d := range differences {
		living.Differences = append(living.Differences, reports.Difference{
			Behaviour: d.Behaviour, Kind: d.Kind, At: d.At, Ours: d.Ours, Real: d.Real, Reason: d.Reason, Alike: d.Alike,
		})
	}
	pages, err := runner.Load(builtIn(), nil)
	if err != nil {
		return living, err
	}
	living.Features = runner.Unrun(pages)
	return living, nil
}
