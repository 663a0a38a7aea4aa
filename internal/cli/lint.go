package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/internal/lint"
	"github.com/syncspec/syncspec/scenarios/render"
)

// lintFlags are the words after `syncspec lint`.
type lintFlags struct {
	format, explain string
	name, namespace string
	host            []string
	fix, strict     bool
}

func (p *Program) lintCommand() *cobra.Command {
	var f lintFlags
	command := &cobra.Command{
		Use:   "lint FILE…",
		Short: "Say everything that is wrong with a vcluster.yaml, with line and column",
		Long: `Says what is wrong with a vcluster.yaml, - for standard input, without a cluster:
what a virtual cluster would refuse, and what it would accept and not do as its
author thinks. Every finding has a code, its place, the documented sentence and
what to write instead; --explain CODE tells more, docs/lint.md everything.

The exit code is 2 when a finding keeps an engine from starting, with --strict
also when there are warnings, and 0 otherwise.`,
		Example: `  syncspec lint vcluster.yaml
  syncspec lint --fix vcluster.yaml
  syncspec lint --format sarif vcluster.yaml > lint.sarif
  syncspec lint --explain VC210`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(cmd, args); err != nil {
				return usage(err)
			}
			if f.explain != "" {
				return p.explainRule(f.explain)
			}
			return p.lint(cmd.InOrStdin(), f, args)
		},
	}
	flags := command.Flags()
	flags.StringVar(&f.format, "format", "text", "text, json, sarif, or github: annotations of a pull request")
	flags.StringVar(&f.explain, "explain", "", "print the page of a code, such as VC210, instead")
	flags.BoolVar(&f.fix, "fix", false, "rewrite the file where the repair is certain; comments stay")
	flags.BoolVar(&f.strict, "strict", false, "let warnings fail, too")
	flags.StringVar(&f.name, "name", "", "the virtual cluster's name, for what depends on it")
	flags.StringVar(&f.namespace, "namespace", "", "its namespace on the host, for what depends on it")
	flags.StringArrayVar(&f.host, "host", nil, "file or folder of objects the host has, for what depends on its runtime classes; may be repeated")
	return command
}

func (f lintFlags) check(cmd *cobra.Command, files []string) error {
	formats := []string{"text", "json", "sarif", "github"}
	switch {
	case !slices.Contains(formats, f.format):
		return fmt.Errorf("format is %s, not %q", strings.Join(formats, ", "), f.format)
	case f.explain != "" && len(files) > 0:
		return fmt.Errorf("--explain prints a page and takes no file, not %q", files[0])
	case f.explain == "" && len(files) == 0:
		return fmt.Errorf("%s needs a file", cmd.CommandPath())
	case f.fix && slices.Contains(files, "-"):
		return errors.New("--fix rewrites files; standard input cannot be rewritten")
	}
	return nil
}

// explainRule prints the page of a rule.
func (p *Program) explainRule(code string) error {
	if rule := lint.Find(code); rule != nil {
		_, err := io.WriteString(p.Stdout, lint.Page(rule))
		return err
	}
	var all []string
	for _, rule := range lint.Rules() {
		all = append(all, rule.Code)
	}
	return usage(fmt.Errorf("there is no code %q; there are %s", code, strings.Join(all, ", ")))
}

func (p *Program) lint(in io.Reader, f lintFlags, files []string) error {
	options, err := f.options(in)
	if err != nil {
		return err
	}
	var workers []*script.Pool
	defer func() {
		for _, pool := range workers {
			pool.Close()
		}
	}()
	options.Evaluate = func(static script.Static) script.Evaluator {
		pool, err := script.NewPool(static, script.Options{Workers: 1})
		if err != nil {
			return script.InProcess(static) // this program cannot be found to be started again
		}
		workers = append(workers, pool)
		return pool
	}
	var found []lint.Finding
	for _, file := range files {
		more, err := p.lintFile(in, file, f.fix, options)
		if err != nil {
			return err
		}
		found = append(found, more...)
	}
	if err := p.tell(f.format, found); err != nil {
		return err
	}
	if lint.Count(found, config.Error) > 0 || f.strict && lint.Count(found, config.Warning) > 0 {
		return &Error{Code: ExitBadSpec}
	}
	return nil
}

// options are what the user says of the host and of the virtual cluster.
func (f lintFlags) options(in io.Reader) (lint.Options, error) {
	options := lint.Options{Name: f.name, Namespace: f.namespace}
	if len(f.host) == 0 {
		return options, nil
	}
	manifests, err := render.Read(in, f.host...)
	if err != nil {
		return options, usage(fmt.Errorf("reading the host's objects: %w", err))
	}
	options.Classes = map[string]map[string]string{}
	for _, m := range manifests {
		if m.Object.GetKind() == "RuntimeClass" {
			options.Classes[m.Object.GetName()] = m.Object.GetLabels()
		}
	}
	return options, nil
}

// lintFile checks one file, and repairs it first when that is asked for.
func (p *Program) lintFile(in io.Reader, file string, fix bool, options lint.Options) ([]lint.Finding, error) {
	var text []byte
	var err error
	if file == "-" {
		text, err = io.ReadAll(in)
		file = "stdin"
	} else {
		text, err = os.ReadFile(file)
	}
	if err != nil {
		return nil, usage(fmt.Errorf("reading the configuration: %w", err))
	}
	if fix {
		repaired, made := lint.Fix(file, text, options)
		if made > 0 {
			if err := os.WriteFile(file, repaired, 0o644); err != nil { // an existing file keeps its mode
				return nil, usage(fmt.Errorf("repairing %s: %w", file, err))
			}
			p.say(fmt.Sprintf("%s: %d repaired", file, made))
		}
		text = repaired
	}
	return lint.Check(file, text, options), nil
}

// tell writes findings in a format; people are also told how many there are.
func (p *Program) tell(format string, found []lint.Finding) error {
	switch format {
	case "json":
		return lint.JSON(p.Stdout, found)
	case "sarif":
		return lint.SARIF(p.Stdout, version(), found)
	case "github":
		return lint.GitHub(p.Stdout, found)
	}
	if err := lint.Text(p.Stdout, found, p.colorful(p.Stdout)); err != nil || len(found) == 0 {
		return err
	}
	p.say(lint.Summary(found))
	return nil
}
