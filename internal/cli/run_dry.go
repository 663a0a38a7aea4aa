package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/syncspec/syncspec/internal/vocabulary"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// dryRun prints what would run, what would be skipped and why, and every step that
// is not defined; those are an error of the features. Nothing is started.
func (p *Program) dryRun(ctx context.Context, examples []runner.Example, f runFlags) (err error) {
	all, err := vocabulary.Definitions()
	if err != nil {
		return err
	}
	target, err := p.imagined(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	options := runner.Options{Target: target, Compat: f.compat}
	width, skipped, undefined := 0, 0, 0
	for _, example := range examples {
		width = max(width, len(example.Place()))
	}
	for _, example := range examples {
		line := fmt.Sprintf("%-*s  %s", width, example.Place(), example.Name)
		if reason := options.Skips(example); reason != "" {
			skipped++
			line += "  (skipped, " + reason + ")"
		}
		_, _ = fmt.Fprintln(p.Stdout, line)
		for i, at := range vocabulary.Match(all, example.Steps) {
			if at < 0 {
				undefined++
				step := example.Steps[i]
				_, _ = fmt.Fprintf(p.Stdout, "  %s:%d: undefined: %s %s\n", example.Feature.URI, step.Line, step.Keyword, step.Text)
			}
		}
	}
	_, err = fmt.Fprintf(p.Stdout, "\n%d %s would run, %d be skipped on %s; nothing was run.\n",
		len(examples)-skipped, plural(len(examples)-skipped, "scenario"), skipped, options.Target.Name())
	if undefined > 0 {
		return badSpec(fmt.Errorf("%d %s not defined; `%s steps` prints those there are", undefined, are(undefined, "step"), p.Name))
	}
	return err
}

func are(n int, word string) string {
	if n == 1 {
		return word + " is"
	}
	return word + "s are"
}

// imagined is the target as it would be, with nothing behind it. Clusters that exist
// are asked what they have.
func (p *Program) imagined(ctx context.Context, f runFlags) (runner.Target, error) {
	switch f.target {
	case "memory":
		return runner.Memory{Width: f.lanes}, nil
	case "envtest":
		return &runner.Servers{Width: lanes(f.lanes)}, nil
	}
	return p.target(ctx, f)
}
