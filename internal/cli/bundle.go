package cli

import (
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// mostBundles is how many failures of one run get a folder of their own: who has
// more has one problem, not a thousand.
const mostBundles = 50

// bundles keeps what is known of failures below the folder for reports.
type bundles struct {
	folder string
	run    reports.Run // what is known of it before it ends
	kept   bool        // whether the servers live on

	mu     sync.Mutex
	count  int
	beyond int // failures that got none
	failed error
}

// bundles are for one run; those of the run before are removed.
func (p *Program) bundles(target runner.Target, f runFlags) (*bundles, error) {
	folder, err := outFolder(f.out)
	if err != nil {
		return nil, environment(err)
	}
	b := &bundles{folder: filepath.Join(folder, "failures"), kept: f.keep, run: reports.Run{
		Started: time.Now(), Target: target.Name(), Detail: target.Detail(), Compat: f.compat, Engine: f.judged(),
	}}
	return b, b.clear()
}

// clear removes the folders there are.
func (b *bundles) clear() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count, b.beyond = 0, 0
	if err := reports.RemoveBundles(b.folder); err != nil {
		return environment(err)
	}
	return nil
}

// keep writes one failure and returns where; empty when it was not written.
func (b *bundles) keep(example runner.Example, failed reports.Scenario) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.count >= mostBundles || b.failed != nil {
		b.beyond++
		return ""
	}
	b.count++
	folder, err := reports.WriteBundle(b.folder, reports.Bundle{
		Run: b.run, Feature: example.Page(), Rule: reports.Rule{Name: example.Rule, Line: example.RuleLine},
		Scenario: failed, Kept: b.kept,
	})
	b.failed = err
	return folder
}

// tell says where the folders are, if there are any.
func (b *bundles) tell(p *Program) {
	if b.count == 0 {
		return
	}
	_, _ = fmt.Fprintf(p.Stdout, "Failures: %s (%d %s with objects, events, log and calls", b.folder, b.count, plural(b.count, "folder"))
	if b.beyond > 0 {
		_, _ = fmt.Fprintf(p.Stdout, "; %d more failures have none", b.beyond)
	}
	_, _ = fmt.Fprintln(p.Stdout, ")")
}
