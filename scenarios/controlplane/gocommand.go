package controlplane

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// sayEvery is how often a build says how far it is.
const sayEvery = 3 * time.Second

// builder runs the go command in a folder and counts what it does.
type builder struct {
	dir      string
	programs []program
	progress func(string)
}

// resolve downloads the modules that are not there yet and returns how many
// packages of both programs go has not compiled before.
func (b builder) resolve(ctx context.Context) (int, error) {
	most := strings.Count(buildSums, "\n") - strings.Count(buildSums, "/go.mod h1:")
	loaded := b.counter(func(n int) string { return fmt.Sprintf("downloaded %d modules, at most %d", n, most) })
	arguments := []string{"list", "-deps", "-trimpath", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}"}
	for _, p := range b.programs {
		arguments = append(arguments, p.source)
	}
	out, err := b.run(ctx, func(line string) {
		if strings.HasPrefix(line, "go: downloading ") {
			loaded()
		}
	}, arguments...)
	return len(strings.Fields(out)), err
}

// compile builds the programs one after the other.
func (b builder) compile(ctx context.Context, total int) error {
	compiled := b.counter(func(n int) string { return fmt.Sprintf("compiled %d of %d packages", n, max(n, total)) })
	for _, p := range b.programs {
		b.progress("compiling " + p.binary)
		_, err := b.run(ctx, func(line string) {
			if !strings.ContainsAny(line, " \t#") { // -v prints the path of each package
				compiled()
			}
		}, "build", "-v", "-trimpath", "-ldflags", p.flags, "-o", p.binary, p.source)
		if err != nil {
			return err
		}
	}
	return nil
}

// counter counts its calls and now and then says how many there were.
func (b builder) counter(say func(int) string) func() {
	count, last := 0, time.Now()
	return func() {
		count++
		if time.Since(last) > sayEvery {
			last = time.Now()
			b.progress(say(count))
		}
	}
}

// run runs the go command, hands its messages to line and returns its output.
// The user's own go settings must not change what is built.
func (b builder) run(ctx context.Context, line func(string), arguments ...string) (string, error) {
	var out strings.Builder
	command := exec.CommandContext(ctx, "go", arguments...)
	command.Dir, command.Stdout = b.dir, &out
	command.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local", "GOOS=", "GOARCH=", "CGO_ENABLED=0")
	messages, err := command.StderrPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	var said []string
	for lines := bufio.NewScanner(messages); lines.Scan(); {
		line(lines.Text())
		said = append(said, lines.Text())
	}
	if err := command.Wait(); err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", arguments[0], err, strings.Join(said[max(0, len(said)-20):], "\n"))
	}
	return out.String(), nil
}
