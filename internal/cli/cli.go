package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// Program is the world a command runs in. Tests give it their own.
type Program struct {
	// Name is how the user called us, for commands we tell the user to type.
	Name           string
	Stdout, Stderr io.Writer
	// Stdin is where keys come from; nil means from nowhere.
	Stdin io.Reader
	// Env looks an environment variable up.
	Env func(string) string
}

// System is the program of this process.
func System() *Program {
	return &Program{Name: calledAs(os.Args[0]), Stdout: os.Stdout, Stderr: os.Stderr, Stdin: os.Stdin, Env: os.Getenv}
}

// calledAs is what to type to call this program again.
func calledAs(program string) string {
	switch {
	case strings.Contains(filepath.ToSlash(program), "/go-build"):
		return "go run ."
	case strings.TrimSuffix(filepath.Base(program), ".exe") == kubectlPlugin:
		return "kubectl syncspec"
	}
	return program
}

// Main runs one command until it ends or the process is told to, and returns the
// exit code.
func (p *Program) Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Who interrupts again means it: the second signal ends the process at once.
	context.AfterFunc(ctx, stop)
	return p.guarded(func() int { return p.run(ctx, args) })
}

// guarded turns a panic into a sentence and its exit code.
func (p *Program) guarded(work func() int) (code int) {
	defer func() {
		if problem := recover(); problem != nil {
			_, _ = fmt.Fprintf(p.Stderr, "syncspec: this is a fault of syncspec itself: %v\n", problem)
			if p.Env("SYNCSPEC_DEBUG") != "" {
				_, _ = p.Stderr.Write(debug.Stack())
			}
			code = ExitInternal
		}
	}()
	return work()
}

func (p *Program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil && err.Error() != "" {
		_, _ = fmt.Fprintf(p.Stderr, "syncspec: %v\n", err)
	}
	return codeOf(err)
}

func (p *Program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "syncspec",
		Short: "A sync engine for virtual clusters, and its executable specification",
		Long: `A sync engine for virtual clusters, and its executable specification.

Exit codes: 0 all is well, 1 a scenario failed or an aim was missed, 2 a feature or
a vcluster.yaml is wrong, 3 wrong use, 4 clusters that cannot be had, or an
interruption, 5 a fault of syncspec itself.`,
		SilenceErrors: true, SilenceUsage: true,
		Args: noArgs, SuggestionsMinimumDistance: 2,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage(fmt.Errorf("%w; see `%s --help`", err, cmd.CommandPath()))
	})
	if strings.HasPrefix(p.Name, "kubectl ") {
		root.Annotations = map[string]string{cobra.CommandDisplayNameAnnotation: p.Name}
		defer p.renamed(root)
	}
	root.AddCommand(p.runCommand(), p.syncCommand(), p.lintCommand(), p.renderCommand(), p.upCommand(), p.docsCommand(), p.configCommand(), p.rbacCommand(), p.stepsCommand(),
		p.benchCommand(), p.assetsCommand(), p.workerCommand(), p.insideCommand(), p.versionCommand())
	p.completes(root)
	return root
}

// noArgs refuses words after a command, and names the command that may be meant.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := fmt.Sprintf("see `%s --help`", cmd.CommandPath())
	if meant := cmd.SuggestionsFor(args[0]); len(meant) > 0 {
		hint = fmt.Sprintf("did you mean %q?", meant[0])
	}
	return usage(fmt.Errorf("%s has no command or argument %q; %s", cmd.CommandPath(), args[0], hint))
}

func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usage(fmt.Errorf("%s needs exactly one file, not %d", cmd.CommandPath(), len(args)))
	}
	return nil
}
