package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
	"github.com/syncspec/syncspec/tools/kind-image/internal/docker"
)

// endWithin is how long a command may go on cleaning up once it was asked to end.
const endWithin = 2 * time.Minute

// withDocker runs a command with a Docker daemon: the one that answers, which is
// left as it is, or else one that is started for it and stopped after it. The
// offline image is loaded if it has been built.
func (t tool) withDocker(ctx context.Context, command []string) (err error) {
	host := ""
	if docker.Answers(ctx, "") != nil {
		daemon, err := t.start(ctx)
		if err != nil {
			return err
		}
		host = daemon.Host
		defer func() {
			// ctx may have ended; what was started must end all the same.
			failed := errors.Join(daemon.Open(context.Background()), daemon.Stop())
			if failed != nil {
				t.Say("stopping Docker's daemon: " + failed.Error())
			} else {
				t.Say("Docker's daemon is stopped")
			}
		}()
	}
	image, found, err := t.Find()
	if err != nil {
		return err
	}
	if found {
		if err := t.load(ctx, host, image); err != nil {
			return err
		}
	}
	return attached(ctx, host, command)
}

// start starts a daemon whose containers reach nothing outside kind's network.
func (t tool) start(ctx context.Context) (*docker.Daemon, error) {
	runtime := ""
	if !kindconfigs.HasCapSysResource() {
		t.Say("CAP_SYS_RESOURCE is missing on this machine: Docker runs runc behind a program that does not ask for it")
		runtime = filepath.Join(t.Cache, "runtime")
		out, err := exec.CommandContext(ctx, "go", "build", "-o", runtime, "./"+filepath.Join(t.Source, "runtime")).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("building the program before runc: %w: %s", err, out)
		}
	}
	began := time.Now()
	daemon, err := docker.Start(ctx, filepath.Join(t.Cache, "docker"), runtime)
	if err != nil {
		return nil, err
	}
	if err := daemon.Confine(ctx); err != nil {
		return nil, errors.Join(err, daemon.Stop())
	}
	t.Say(fmt.Sprintf("Docker's daemon was started for this command in %s: DOCKER_HOST=%s", time.Since(began).Round(100*time.Millisecond), daemon.Host))
	return daemon, nil
}

// attached runs a command on this terminal. When ctx ends it is asked to end.
func attached(ctx context.Context, host string, arguments []string) error {
	command := exec.CommandContext(ctx, arguments[0], arguments[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = os.Environ()
	if host != "" {
		command.Env = append(command.Env, "DOCKER_HOST="+host)
	}
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = endWithin
	return command.Run()
}
