package docker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/syncspec/syncspec/tools/kind-image/internal/child"
)

const (
	startWithin = 2 * time.Minute // on a busy machine
	stopWithin  = 30 * time.Second
	settings    = "daemon.json" // ours, so that those of an installed Docker are not read
	runFolder   = "/run/syncspec-docker"
)

// Daemon is a dockerd that this process has started.
type Daemon struct {
	// Host is what DOCKER_HOST must be for its clients.
	Host    string
	command *exec.Cmd
	lock    *os.File
	ended   chan struct{} // closed when result is there
	result  error
}

// Answers says whether a daemon answers the docker command as the user has
// configured it; host is DOCKER_HOST, or empty for the user's own choice.
func Answers(ctx context.Context, host string) error {
	out, err := command(ctx, host, "version", "--format", "{{.Server.Version}}").CombinedOutput()
	if err != nil {
		return fmt.Errorf("docker version: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}

// Start starts a daemon whose data lies below dir and waits until it answers.
// Runtime is a program to stand before runc, or empty. The daemon ends with this
// process, whatever ends it. Its messages go to dockerd.log in dir.
func Start(ctx context.Context, dir, runtime string) (*Daemon, error) {
	if err := startable(); err != nil {
		return nil, err
	}
	d, err := reserve(dir)
	if err != nil {
		return nil, fmt.Errorf("starting dockerd: %w", err)
	}
	log := filepath.Join(dir, "dockerd.log")
	if err := d.start(log, arguments(dir, runFolder, d.Host, runtime)); err != nil {
		return nil, errors.Join(fmt.Errorf("starting dockerd: %w", err), d.lock.Close())
	}
	if err := d.await(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("starting dockerd: %w; it says: %s", err, tail(log)), d.Stop())
	}
	return d, nil
}

// reserve makes the folders of the daemon and keeps others from using them too.
func reserve(dir string) (*Daemon, error) {
	err := errors.Join(os.MkdirAll(dir, 0o755), os.MkdirAll(runFolder, 0o700),
		os.WriteFile(filepath.Join(runFolder, settings), []byte("{}\n"), 0o600))
	if err != nil {
		return nil, err
	}
	d := &Daemon{Host: "unix://" + filepath.Join(runFolder, "docker.sock"), ended: make(chan struct{})}
	if d.lock, err = lock(filepath.Join(dir, "lock")); err != nil {
		return nil, fmt.Errorf("%w: one was started for another command; DOCKER_HOST=%s reaches it", err, d.Host)
	}
	return d, nil
}

func (d *Daemon) start(log string, arguments []string) error {
	file, err := os.Create(log)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // the daemon has its own handle
	d.command = exec.Command("dockerd", arguments...)
	d.command.Stdout, d.command.Stderr = file, file
	d.command.SysProcAttr = child.Attributes()
	if err := d.command.Start(); err != nil {
		return err
	}
	go func() {
		d.result = d.command.Wait()
		close(d.ended)
	}()
	return nil
}

// lock is held as long as the daemon runs: two cannot have one folder.
func lock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", path, err), file.Close())
	}
	return file, nil
}

// startable says what is missing for a daemon, and what installs it.
func startable() error {
	var missing []string
	for _, program := range []string{"docker", "dockerd", "containerd", "runc", "iptables"} {
		if _, err := exec.LookPath(program); err != nil {
			missing = append(missing, program)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("no Docker daemon answers, and starting one needs what is missing here: %s (on Debian: apt-get install docker.io iptables)", strings.Join(missing, ", "))
	}
	if os.Geteuid() != 0 {
		return errors.New("no Docker daemon answers, and only root can start one: start Docker, or run this as root")
	}
	return nil
}

// arguments are those of dockerd.
func arguments(dir, run, host, runtime string) []string {
	arguments := []string{
		"--data-root", filepath.Join(dir, "data"), "--exec-root", filepath.Join(run, "exec"),
		"--pidfile", filepath.Join(run, "docker.pid"), "--host", host, "--config-file", filepath.Join(run, settings),
	}
	if runtime != "" {
		arguments = append(arguments, "--add-runtime", "less="+runtime, "--default-runtime", "less")
	}
	return arguments
}

func (d *Daemon) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	again := time.NewTicker(200 * time.Millisecond)
	defer again.Stop()
	for {
		err := Answers(ctx, d.Host)
		if err == nil {
			return nil
		}
		select {
		case <-d.ended:
			return fmt.Errorf("it ended at once: %w", d.result)
		case <-ctx.Done():
			return err
		case <-again.C:
		}
	}
}

// Stop ends the daemon, and with it the containers that still run.
func (d *Daemon) Stop() error {
	defer d.lock.Close() //nolint:errcheck // gives the lock back
	_ = d.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-d.ended:
	case <-time.After(stopWithin):
		_ = d.command.Process.Kill()
		<-d.ended
		return fmt.Errorf("dockerd did not end within %s of being asked to and was killed", stopWithin)
	}
	return os.RemoveAll(runFolder)
}

// command is the docker command for the daemon at host.
func command(ctx context.Context, host string, arguments ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, "docker", arguments...)
	if host != "" {
		command.Env = append(os.Environ(), "DOCKER_HOST="+host)
	}
	return command
}

// tail is the end of a file, for a message.
func tail(file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-5):], "\n")
}
