package cli

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/syncspec/syncspec/scenarios/external"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// engineFlags are the words about an engine that is somebody's command.
type engineFlags struct {
	line, ready   string
	window, grace time.Duration
	rights        string
}

func (e *engineFlags) declare(flags *pflag.FlagSet) {
	flags.StringVar(&e.line, "engine", "", "command of the engine to judge, run by a shell; it is given HOST_KUBECONFIG, VIRTUAL_KUBECONFIG, VCLUSTER_YAML, VCLUSTER_NAME and VCLUSTER_NAMESPACE (default syncspec's own, in this process)")
	flags.StringVar(&e.ready, "engine-ready", "", "command that ends with 0 once the engine is ready (default: the engine is ready when it is quiet)")
	flags.DurationVar(&e.window, "engine-settle", external.DefaultWindow, "how long the engine must ask for nothing new to have settled")
	flags.DurationVar(&e.grace, "engine-grace", external.DefaultGrace, "how long the engine may take to end after SIGTERM; then it is killed")
	flags.StringVar(&e.rights, "engine-rights", "all", "all, or derived: those that syncspec's own engine is installed with")
}

func (e *engineFlags) check(target string) error {
	switch {
	case e.line == "" && (e.ready != "" || e.window != external.DefaultWindow || e.grace != external.DefaultGrace || e.rights != "all"):
		return errors.New("--engine-ready, --engine-settle, --engine-grace and --engine-rights are about an --engine")
	case e.line != "" && slices.Contains([]string{"memory", "kind"}, target):
		return errors.New("--engine needs API servers that another program can reach: --target envtest or kubeconfig")
	case e.window <= 0 || e.grace <= 0:
		return errors.New("--engine-settle and --engine-grace are longer than nothing")
	case !slices.Contains([]string{"all", "derived"}, e.rights):
		return fmt.Errorf("--engine-rights is all or derived, not %q", e.rights)
	}
	return nil
}

// command is nil for the engine in this process.
func (e *engineFlags) command() *external.Command {
	if e.line == "" {
		return nil
	}
	return &external.Command{Line: e.line, Probe: e.ready, Window: e.window, Grace: e.grace, Derived: e.rights == "derived"}
}

// judged is what reports call the engine.
func (f *runFlags) judged() string {
	switch {
	case f.engine.line != "":
		return "command: " + f.engine.line
	case f.target == "kind" && !f.kind.outside:
		return "syncspec " + version() + ", in a pod"
	}
	return "syncspec " + version() + ", in process"
}

// words say the same again.
func (e *engineFlags) words() []string {
	if e.line == "" {
		return nil
	}
	words := []string{"--engine", runner.Quote(e.line)}
	if e.ready != "" {
		words = append(words, "--engine-ready", runner.Quote(e.ready))
	}
	if e.window != external.DefaultWindow {
		words = append(words, "--engine-settle", e.window.String())
	}
	if e.grace != external.DefaultGrace {
		words = append(words, "--engine-grace", e.grace.String())
	}
	if e.rights != "all" {
		words = append(words, "--engine-rights", e.rights)
	}
	return words
}
