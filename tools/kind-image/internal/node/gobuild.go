package node

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// sayEvery is how often a long step says how far it is.
const sayEvery = 5 * time.Second

// binaries builds all programs of the node.
func (w build) binaries(ctx context.Context) error {
	kubernetes, err := w.version("kubernetes", "k8s.io/kubernetes")
	if err != nil {
		return err
	}
	containerd, err := w.version("containerd", "github.com/containerd/containerd/v2")
	if err != nil {
		return err
	}
	for _, m := range modules(kubernetes, containerd) {
		dir := filepath.Join(w.Source, "modules", m.name)
		for _, p := range m.programs {
			if err := w.compile(ctx, dir, m.flags, p, w.path("bin", p.name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// compile builds one program in the folder of a module.
func (b Builder) compile(ctx context.Context, dir string, flags []string, p program, to string) error {
	to, err := filepath.Abs(to)
	if err != nil {
		return err
	}
	arguments := append([]string{"build", "-v", "-trimpath", "-o", to}, flags...)
	command := goCommand(ctx, dir, append(arguments, p.source)...)
	messages, err := command.StderrPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("starting go: %w", err)
	}
	b.Say("building " + p.name)
	said := b.follow(p.name, bufio.NewScanner(messages))
	if err := command.Wait(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", p.name, err, strings.Join(said[max(0, len(said)-20):], "\n"))
	}
	return nil
}

// follow reads what go says and now and then says how far it is.
func (b Builder) follow(name string, lines *bufio.Scanner) []string {
	var said []string
	downloaded, compiled, last := 0, 0, time.Now()
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "go: downloading "):
			downloaded++
		case strings.ContainsAny(line, " \t#"): // -v prints the path of each package, and nothing else
			said = append(said, line)
		default:
			compiled++
		}
		if time.Since(last) > sayEvery {
			last = time.Now()
			b.Say(fmt.Sprintf("%s: %d modules downloaded, %d packages compiled", name, downloaded, compiled))
		}
	}
	return said
}

// goCommand is the go command for a nested module. The user's own settings must
// not change what is built, except for where modules come from.
func goCommand(ctx context.Context, dir string, arguments ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, "go", arguments...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local", "GOOS=linux", "CGO_ENABLED=0")
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	return command
}

// moduleFolder is where the files of a module are that a nested module requires.
func moduleFolder(ctx context.Context, dir, path string) (string, error) {
	if out, err := goCommand(ctx, dir, "mod", "download", path).CombinedOutput(); err != nil {
		return "", fmt.Errorf("downloading %s: %w: %s", path, err, out)
	}
	out, err := goCommand(ctx, dir, "list", "-m", "-f", "{{.Dir}}", path).Output()
	if err != nil {
		return "", fmt.Errorf("finding the files of %s: %w", path, err)
	}
	return strings.TrimSpace(string(out)), nil
}
