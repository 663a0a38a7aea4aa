package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// runFlags are the words after `syncspec run`.
type runFlags struct {
	selection runner.Selection
	target    string
	compat    string
	lanes     int
	repeat    int
	timeout   time.Duration
	failFast  bool
	keep      bool
	list      bool
	dry       bool // list, and check the steps
	formats   []string
	out       string
	again     bool // only what failed before
	shard     string
	watch     bool
	retry     retryFlags
	kind      kindFlags
	clusters  clusterFlags
	engine    engineFlags
	judging   judgingFlags
}

func (p *Program) runCommand() *cobra.Command {
	var f runFlags
	command := &cobra.Command{
		Use:   "run [features/… | file.feature[:line]]…",
		Short: "Run the features with the engine between two clusters, and report what holds",
		Long: `Runs the built-in features, or those at the given paths: folders, files, or one
scenario as file.feature:line. An HTML page, JUnit and JSON are written to the
folder --out, over those of the run before; in a GitHub job, a summary is added to
the job's page. The exit code is 1 when a scenario
failed, and 4 when the clusters could not be had or the run was interrupted.`,
		Example: `  syncspec run
  syncspec run --target memory --tags '@to-host and not @apiserver'
  syncspec run features/from-host/runtime-classes.feature:12`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.selection.Paths = args
			f.target = f.clusters.target(f.target, cmd.Flags().Changed("target"))
			f.kind.narrow(&f)
			if err := f.check(); err != nil {
				return usage(err)
			}
			if err := f.judging.read(); err != nil {
				return err
			}
			return p.runFeatures(cmd.Context(), f)
		},
	}
	f.declare(command)
	completeRun(command)
	return command
}

func (f *runFlags) declare(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.selection.Tags, "tags", "", "run scenarios this tag expression selects: '@a and not (@b or @c)'")
	flags.StringVar(&f.selection.Name, "name", "", "run scenarios whose name matches this regular expression")
	flags.StringVar(&f.target, "target", "envtest", "where to run: envtest (two real API servers), memory, kubeconfig (clusters that exist), or kind (real nodes; needs Docker)")
	flags.IntVar(&f.lanes, "lanes", 0, "scenarios at a time, each on its own pair of API servers (default by cores)")
	flags.BoolVar(&f.failFast, "fail-fast", false, "begin no scenario after the first failure")
	flags.IntVar(&f.repeat, "repeat", 1, "run every scenario so many times")
	flags.BoolVar(&f.keep, "keep", false, "stop at a failure and keep its API servers until interrupted (envtest); keep the cluster for the next run (kind)")
	flags.BoolVar(&f.list, "list", false, "print what would run, and run nothing")
	flags.BoolVar(&f.dry, "dry-run", false, "print what would run and what be skipped, check that every step is defined, and run nothing")
	flags.StringArrayVar(&f.formats, "format", nil, "pretty, or one of junit, json, html, cucumber-html and messages (of Cucumber), ctrf, summary (Markdown) with :FILE; may be repeated")
	flags.StringVar(&f.out, "out", "", "folder for report.html, junit.xml and report.json (default out/)")
	flags.BoolVar(&f.again, "rerun-failed", false, "run what failed in the run before, by the report.json in --out")
	f.retry.declare(flags)
	flags.BoolVar(&f.watch, "watch", false, "run, and then what is saved of the features, until q or Ctrl-C; the servers stay, no reports are written")
	flags.StringVar(&f.shard, "shard", "", "run one part of the scenarios: 1/4 is the first of four; each is always in the same part")
	flags.StringVar(&f.compat, "compat", string(config.Documented), "documented, or vcluster: what the real one was observed to do")
	f.clusters.declare(flags)
	f.engine.declare(flags)
	f.judging.declare(flags)
	flags.DurationVar(&f.timeout, "timeout", 0, "how long one scenario may take (default 30s; with kind 3m)")
	f.kind.declare(flags)
}

// check refuses words that make no sense, before anything is started.
func (f *runFlags) check() error {
	switch {
	case !slices.Contains([]string{"envtest", "memory", kubeconfigTarget, "kind"}, f.target):
		return fmt.Errorf("--target is envtest, memory, kubeconfig or kind, not %q", f.target)
	case !slices.Contains([]string{"documented", "vcluster"}, f.compat):
		return fmt.Errorf("--compat is documented or vcluster, not %q", f.compat)
	case f.lanes < 0 || f.lanes > 64:
		return fmt.Errorf("--lanes is a number up to 64, not %d", f.lanes)
	case f.repeat < 1:
		return fmt.Errorf("--repeat is at least 1, not %d", f.repeat)
	case f.timeout < 0:
		return fmt.Errorf("--timeout is longer than nothing, not %s", f.timeout)
	case f.keep && f.target == "memory":
		return errors.New("--keep is not for --target memory: servers in memory end with the run")
	case f.again && len(f.selection.Paths) > 0:
		return errors.New("--rerun-failed takes its scenarios from the run before, not from paths")
	}
	_, shardErr := parseShard(f.shard)
	_, err := parseFormats(f.formats)
	return errors.Join(f.clusters.check(f.target), f.kind.check(f.target), f.engine.check(f.target), shardErr, err, f.retry.check(f.keep), f.checkWatch())
}

func (p *Program) runFeatures(ctx context.Context, f runFlags) error {
	if f.watch {
		return p.watchFeatures(ctx, f)
	}
	examples, err := f.examples()
	if err != nil {
		return err
	}
	if f.list {
		return p.list(examples)
	}
	if f.dry {
		return p.dryRun(ctx, examples, f)
	}
	target, err := p.target(ctx, f)
	if err != nil {
		return err
	}
	result, err := p.execute(ctx, examples, target, f)
	if f.keep && err == nil && result.Totals().Bad() > 0 {
		p.hold(ctx, target)
	}
	if closeErr := target.Close(); closeErr != nil {
		err = errors.Join(err, environment(closeErr))
	}
	if err == nil && result.Totals().Bad() > 0 {
		return &Error{Code: ExitFailed}
	}
	return err
}

// execute runs the examples and writes all reports, also of a run that broke off.
func (p *Program) execute(ctx context.Context, examples []runner.Example, target runner.Target, f runFlags) (reports.Run, error) {
	kept, err := p.bundles(target, f)
	if err != nil {
		return reports.Run{}, err
	}
	options := p.options(target, f)
	options.Bundle = kept.keep
	result, err := runner.Run(ctx, examples, options)
	f.judging.finish(&result)
	result.Engine = f.judged()
	result.Command = f.command(p.Name)
	judged, catalogueErr := sentences(result)
	result.Sentences = judged
	published := errors.Join(p.publish(result, f), f.judging.writeReport(result))
	kept.tell(p)
	return result, errors.Join(err, catalogueErr, published, kept.failed)
}

func (p *Program) options(target runner.Target, f runFlags) runner.Options {
	return f.judging.fit(runner.Options{
		Target: target, Compat: f.compat, Evaluate: workers, Engine: f.engine.command(),
		Words:   slices.Concat(f.clusters.words(), f.engine.words()),
		Command: p.Name + " run", FailFast: f.failFast || f.keep && f.target == "envtest", Repeat: f.repeat, Deadline: f.deadline(),
		Retry: f.retry.times, AllowFlaky: f.retry.allow, Progress: p.progress(f),
	})
}

// deadline is how long one scenario may take. Real nodes start pods, and have to be
// cleared of them.
func (f *runFlags) deadline() time.Duration {
	switch {
	case f.timeout > 0:
		return f.timeout
	case f.target == "kind":
		return 3 * time.Minute
	}
	return 30 * time.Second
}

// examples are those to be run; what failed before becomes the selection's paths.
func (f *runFlags) examples() ([]runner.Example, error) {
	if f.again {
		failed, err := failedBefore(f.out)
		if err != nil {
			return nil, err
		}
		f.selection.Paths = failed
	}
	part, err := parseShard(f.shard)
	if err != nil {
		return nil, usage(err)
	}
	examples, err := chosen(f.selection)
	if err != nil {
		return nil, err
	}
	if examples, err = f.judging.of(examples); err != nil {
		return nil, err
	}
	return part.keep(examples)
}

func chosen(selection runner.Selection) ([]runner.Example, error) {
	pages, err := runner.Load(builtIn(), selection.Paths)
	if err != nil {
		return nil, err
	}
	return runner.Choose(pages, selection)
}

func (p *Program) list(examples []runner.Example) error {
	width := 0
	for _, example := range examples {
		width = max(width, len(example.Place()))
	}
	for _, example := range examples {
		if _, err := fmt.Fprintf(p.Stdout, "%-*s  %s\n", width, example.Place(), example.Name); err != nil {
			return err
		}
	}
	return nil
}

// mostAgain is how many failed scenarios one command still names.
const mostAgain = 30

// again lists what failed, after everything that scrolled by, with the one
// command that runs just that again.
func (p *Program) again(result reports.Run, f runFlags) {
	var failed []string
	var lines strings.Builder
	for place, scenario := range result.All() {
		at := fmt.Sprintf("%s:%d", place.Feature.URI, scenario.Line)
		if scenario.Bad() && !slices.Contains(failed, at) {
			failed = append(failed, at)
			fmt.Fprintf(&lines, "  %s  %s\n", at, scenario.Name)
		}
	}
	if len(failed) < 2 || len(failed) > mostAgain { // a single failure has said it itself
		return
	}
	f.selection, f.shard = runner.Selection{Paths: failed}, ""
	_, _ = fmt.Fprintf(p.Stdout, "\nFailed:\n%sRun these again:\n  %s\n", lines.String(), f.command(p.Name))
}

// command is what runs the same again.
func (f runFlags) command(program string) string {
	words := []string{program, "run", "--target", f.target}
	add := func(flag, value, standard string) {
		if value != standard {
			words = append(words, flag, runner.Quote(value))
		}
	}
	add("--tags", f.selection.Tags, "")
	add("--name", f.selection.Name, "")
	add("--compat", f.compat, string(config.Documented))
	add("--shard", f.shard, "")
	add("--retry", strconv.Itoa(f.retry.times), "0")
	if f.retry.allow {
		words = append(words, "--allow-flaky")
	}
	words = append(words, f.clusters.words()...)
	words = append(words, f.kind.words(f.target)...)
	words = append(words, f.engine.words()...)
	words = append(words, f.judging.words()...)
	for _, path := range f.selection.Paths {
		words = append(words, runner.Quote(path))
	}
	return strings.Join(words, " ")
}
