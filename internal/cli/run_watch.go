package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/syncspec/syncspec/internal/watch"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// checkWatch refuses what a run that does not end cannot do.
func (f *runFlags) checkWatch() error {
	if !f.watch {
		return nil
	}
	for flag, given := range map[string]bool{
		"--list": f.list, "--dry-run": f.dry, "--rerun-failed": f.again, "--keep": f.keep, "--shard": f.shard != "", "--format": len(f.formats) > 0,
	} {
		if given {
			return fmt.Errorf("--watch runs what is saved, again and again: it does not go with %s", flag)
		}
	}
	return nil
}

var placeLine = regexp.MustCompile(`:[0-9]+$`)

// watched are the files and folders to be watched, those the features come from.
func (f *runFlags) watched() ([]string, error) {
	if len(f.selection.Paths) == 0 {
		f.selection.Paths = []string{"features"}
	}
	var roots []string
	for _, path := range f.selection.Paths {
		root := placeLine.ReplaceAllString(path, "")
		if _, err := os.Stat(root); err != nil {
			return nil, usage(fmt.Errorf("--watch needs features on disk, and there is no %s here: features that are built in do not change", root))
		}
		roots = append(roots, root)
	}
	return roots, nil
}

// watchFeatures runs the selection, and then what is saved, until q or an interrupt.
func (p *Program) watchFeatures(ctx context.Context, f runFlags) error {
	roots, err := f.watched()
	if err != nil {
		return err
	}
	files, err := watch.Open(roots, func(name string) bool { return filepath.Ext(name) == ".feature" })
	if err != nil {
		return environment(err)
	}
	defer files.Close() //nolint:errcheck // there is nobody to hear of it
	target, err := p.target(ctx, f)
	if err != nil {
		return err
	}
	keys, restore := p.keys()
	defer restore()
	kept, err := p.bundles(target, f)
	if err == nil {
		vigil := &vigil{Program: p, flags: f, target: target, bundles: kept, last: map[string]reports.Scenario{}, pages: map[string]*page{}}
		err = vigil.keep(ctx, files, keys)
	}
	if closeErr := target.Close(); closeErr != nil {
		err = errors.Join(err, environment(closeErr))
	}
	return err
}

// vigil is a run that does not end.
type vigil struct {
	*Program
	flags   runFlags
	target  runner.Target
	bundles *bundles

	pages map[string]*page            // what was last read, by the path it was asked for
	last  map[string]reports.Scenario // how scenarios last ended, by title
	round *round                      // what runs now
	todo  []runner.Example            // what a round left that was stopped for a save
}

// page is what a path last held.
type page struct{ prints map[string]bool }

// round is one run of what was saved.
type round struct {
	examples []runner.Example
	since    cause
	stop     context.CancelFunc
	over     chan outcome
}

// cause is why and since when a round runs.
type cause struct {
	at   time.Time
	what string
}

func asked() cause { return cause{time.Now(), "it was asked for"} }

type outcome struct {
	result reports.Run
	err    error
}

func (v *vigil) keep(ctx context.Context, files *watch.Files, keys <-chan byte) error {
	v.begin(ctx, v.read(v.flags.selection.Paths, false), asked())
	for {
		var over chan outcome
		if v.round != nil {
			over = v.round.over
		}
		select {
		case saved := <-files.Saves:
			v.end()
			v.begin(ctx, v.touched(saved.Files), cause{saved.First, "it was saved"})
		case out := <-over:
			if err := v.tell(out); err != nil {
				return err
			}
		case key := <-keys:
			if isEnd(key) {
				v.end()
				return v.verdict()
			}
			v.press(ctx, key)
		case <-ctx.Done():
			v.end()
			return v.verdict()
		}
	}
}

// press does what a key stands for.
func (v *vigil) press(ctx context.Context, key byte) {
	switch key {
	case 'a':
		v.end()
		v.todo = nil
		v.begin(ctx, v.read(v.flags.selection.Paths, false), asked())
	case 'f':
		v.end()
		v.begin(ctx, v.bad(), asked())
	}
}

// verdict is that of how every scenario last ended.
func (v *vigil) verdict() error {
	if v.failing() > 0 {
		return &Error{Code: ExitFailed}
	}
	return nil
}

func (v *vigil) failing() int {
	failing := 0
	for _, scenario := range v.last {
		if scenario.Bad() {
			failing++
		}
	}
	return failing
}

// begin runs examples, and after them what was left of a round before.
// Folders of failures are those of the last round.
func (v *vigil) begin(ctx context.Context, examples []runner.Example, since cause) {
	fresh := map[string]bool{}
	for _, example := range examples {
		fresh[example.Feature.URI] = true
	}
	for _, left := range v.todo {
		if !fresh[left.Feature.URI] {
			examples = append(examples, left)
		}
	}
	v.todo = nil
	if len(examples) == 0 {
		v.prompt("nothing to run")
		return
	}
	living, stop := context.WithCancel(ctx)
	v.round = &round{examples: examples, since: since, stop: stop, over: make(chan outcome, 1)}
	v.bundles.failed = v.bundles.clear()
	options := v.options(v.target, v.flags)
	options.Bundle = v.bundles.keep
	go func(r *round) {
		result, err := runner.Run(living, r.examples, options)
		r.over <- outcome{result, err}
	}(v.round)
}

// end stops the round, if there is one, and keeps what it did not come to.
func (v *vigil) end() {
	if v.round == nil {
		return
	}
	v.round.stop()
	out := <-v.round.over
	v.note(out.result)
	judged := map[string]bool{}
	for place, scenario := range out.result.All() {
		judged[fmt.Sprintf("%s:%d", place.Feature.URI, scenario.Line)] = true
	}
	v.todo = slices.DeleteFunc(slices.Clone(v.round.examples), func(e runner.Example) bool { return judged[e.Place()] })
	v.round = nil
}

func (v *vigil) note(result reports.Run) {
	for place, scenario := range result.All() {
		v.last[title(place.Feature.URI, scenario.Name)] = scenario
	}
}

func title(uri, name string) string { return uri + "\x00" + name }

// tell shows how a round ended. Clusters that are lost end the vigil.
func (v *vigil) tell(out outcome) error {
	since := v.round.since
	v.round.stop()
	v.round = nil
	v.note(out.result)
	switch {
	case errors.Is(out.err, runner.ErrInterrupted):
		return nil // the end of the vigil says the rest
	case out.err != nil:
		return out.err
	}
	for place, scenario := range out.result.All() {
		if scenario.Bad() {
			_, _ = fmt.Fprintf(v.Stdout, "%s:\n", place.Feature.URI)
			if err := reports.WriteFailure(v.Stdout, scenario, v.colorful(v.Stdout)); err != nil {
				return err
			}
		}
	}
	line := fmt.Sprintf("%s, %s after %s", out.result.Verdict(), rounded(time.Since(since.at)), since.what)
	if left := v.failing() - out.result.Totals().Bad(); left > 0 {
		line += fmt.Sprintf("; %d that ran before still %s", left, fails(left))
	}
	v.prompt(line)
	return nil
}

func fails(n int) string {
	if n == 1 {
		return "fails"
	}
	return "fail"
}

// prompt says how things are and what may be done.
func (v *vigil) prompt(line string) {
	_, _ = fmt.Fprintf(v.Stdout, "%s  %s\n", time.Now().Format("15:04:05"), strings.TrimSpace(line))
	v.say("watching " + strings.Join(v.flags.selection.Paths, " ") + " · a runs all, f what failed, q ends")
}
