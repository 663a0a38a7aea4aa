package external

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// Process is a running program with everything it started.
type Process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error // of the program; read it only after done

	mu      sync.Mutex
	stopped bool
}

// Start runs a line of shell in a folder. The variables are added to those of
// this process; everything the program says goes to out.
func Start(line, folder string, variables []string, out io.Writer) (*Process, error) {
	p := &Process{cmd: shell(line), done: make(chan struct{})}
	p.cmd.Dir = folder
	p.cmd.Env = append(os.Environ(), variables...)
	p.cmd.Stdout, p.cmd.Stderr = out, out
	p.cmd.WaitDelay = time.Second // a child that was left behind keeps the output open
	if err := p.launch(); err != nil {
		return nil, fmt.Errorf("starting the engine's command: %w", err)
	}
	return p, nil
}

// shell lets a simple command take the shell's place, so that it gets the signals.
func shell(line string) *exec.Cmd {
	line = strings.TrimSpace(line)
	first, _, _ := strings.Cut(line, " ")
	switch {
	case strings.ContainsAny(line, ";|&\n"):
	case strings.Contains(first, "="): // a variable for it
		line = "exec env " + line
	default:
		line = "exec " + line
	}
	return exec.Command("sh", "-c", line)
}

// Done is closed when the program has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Code is the exit code of a program that has ended, -1 when a signal ended it.
func (p *Process) Code() int { return p.cmd.ProcessState.ExitCode() }

// Stop asks the program to end, and ends it and all it started by force when it
// does not within the grace. An error says that it did not end well. It may be
// called again.
func (p *Process) Stop(ctx context.Context, grace time.Duration) error {
	p.mu.Lock()
	again := p.stopped
	p.stopped = true
	p.mu.Unlock()
	if again {
		return nil
	}
	select {
	case <-p.done: // by itself, which is another matter
		p.kill()
		return nil
	default:
	}
	if err := p.terminate(); err != nil {
		return fmt.Errorf("asking the engine to end: %w", err)
	}
	late := time.NewTimer(grace)
	defer late.Stop()
	select {
	case <-p.done:
		p.kill() // what it started and left behind
		return p.endedWell()
	case <-late.C:
	case <-ctx.Done():
	}
	p.kill()
	<-p.done
	return fmt.Errorf("the engine did not end within %s of SIGTERM and was killed", grace)
}

// endedWell forgives the program an end by the signal it was sent.
func (p *Process) endedWell() error {
	var exit *exec.ExitError
	switch {
	case p.err == nil, errors.Is(p.err, exec.ErrWaitDelay), p.terminated():
		return nil
	case errors.As(p.err, &exit):
		return fmt.Errorf("the engine ended with %w after SIGTERM", exit)
	}
	return p.err
}

// Probe runs a line of shell once and reports whether it ended with 0.
func Probe(ctx context.Context, line, folder string, variables []string) bool {
	probe := exec.CommandContext(ctx, "sh", "-c", line)
	probe.Dir, probe.Env = folder, append(os.Environ(), variables...)
	probe.WaitDelay = time.Second
	return probe.Run() == nil
}
