package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

const (
	// readyWithin and stopWithin are how long an engine may take to start and to drain.
	readyWithin = 2 * time.Minute
	stopWithin  = 30 * time.Second
)

// commands starts engines as programs, by the contract of an external engine.
type commands struct {
	argv        []string
	folder      string
	config      []byte
	kubeconfigs interface {
		Kubeconfig(side steps.Side, actor history.Actor) ([]byte, error)
	}
}

// command is a running engine program.
type command struct {
	cmd  *exec.Cmd
	log  *log
	done chan struct{}
	err  error // of the program; read it only after done
}

func (c *commands) start(ctx context.Context, actor history.Actor) (process, error) {
	environment, err := c.environment(actor)
	if err != nil {
		return nil, err
	}
	started := &command{cmd: exec.Command(c.argv[0], c.argv[1:]...), log: newLog(), done: make(chan struct{})}
	started.cmd.Env = append(os.Environ(), environment...)
	started.cmd.Stdout, started.cmd.Stderr = started.log, started.log
	if err := started.launch(); err != nil {
		return nil, err
	}
	if err := started.ready(ctx); err != nil {
		return nil, errors.Join(err, started.stop())
	}
	return started, nil
}

// environment writes what the engine reads and returns the variables that point there.
func (c *commands) environment(actor history.Actor) ([]string, error) {
	folder := filepath.Join(c.folder, strings.ReplaceAll(string(actor), "/", "-"))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	variables := []string{"VCLUSTER_NAME=" + virtualCluster, "VCLUSTER_NAMESPACE=" + hostNamespace}
	files := map[string][]byte{"VCLUSTER_YAML": c.config}
	for variable, side := range map[string]steps.Side{"HOST_KUBECONFIG": steps.Host, "VIRTUAL_KUBECONFIG": steps.Virtual} {
		text, err := c.kubeconfigs.Kubeconfig(side, actor)
		if err != nil {
			return nil, err
		}
		files[variable] = text
	}
	for variable, text := range files {
		file := filepath.Join(folder, strings.ToLower(variable))
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return nil, err
		}
		variables = append(variables, variable+"="+file)
	}
	return variables, nil
}

// ready waits for the line that says so.
func (c *command) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, readyWithin, fmt.Errorf("not ready within %s", readyWithin))
	defer cancel()
	select {
	case <-c.log.ready:
		return nil
	case <-c.done:
		return fmt.Errorf("%s ended before it was ready: %w\n%s", c.cmd, c.err, c.log.tail())
	case <-ctx.Done():
		return fmt.Errorf("waiting for %s: %w\n%s", c.cmd, context.Cause(ctx), c.log.tail())
	}
}

// stop asks the engine to end, and makes it end if it does not.
func (c *command) stop() error {
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // it may have ended by itself: done tells
	select {
	case <-c.done:
	case <-time.After(stopWithin):
		_ = c.cmd.Process.Kill()
		<-c.done
		return fmt.Errorf("%s did not end within %s of SIGTERM\n%s", c.cmd, stopWithin, c.log.tail())
	}
	if c.err != nil {
		return fmt.Errorf("%s: %w\n%s", c.cmd, c.err, c.log.tail())
	}
	return nil
}

func (c *command) tail() string { return c.log.tail() }

func (c *command) usage() (usage, bool) { return usageOf(c.cmd.Process.Pid) }

// readyLine is the contract: a line with the word.
func readyLine() *regexp.Regexp { return regexp.MustCompile(`(?m)^.*\bready\b.*\n`) }
