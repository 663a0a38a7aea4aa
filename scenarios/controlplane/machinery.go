package controlplane

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/syncspec/syncspec/steps"
)

// machine is a program of Kubernetes that works for one side.
type machine struct {
	name    string
	command *exec.Cmd
	ended   chan struct{}
	dir     folder
}

// Run starts kube-scheduler or kube-controller-manager for one side, signed in as the
// user, and returns once it says that it is ready. Stop ends it; so does Close.
func (p *Planes) Run(ctx context.Context, side steps.Side, program, user string) (stop func() error, err error) {
	if !Has(p.assets, program) {
		return nil, fmt.Errorf("%s does not hold %s", p.assets, program)
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	m, err := p.launch(side, program, user, port)
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	p.mu.Lock()
	p.machines = append(p.machines, m)
	p.mu.Unlock()
	ctx, cancel := context.WithTimeoutCause(ctx, startTimeout, fmt.Errorf("it was not ready within %s", startTimeout))
	defer cancel()
	if err := m.ready(ctx, program, port); err != nil {
		_ = m.stop()
		return nil, fmt.Errorf("starting %s: %w; the end of its log:\n%s", program, err, p.dir.tail(m.name))
	}
	return m.stop, nil
}

func (p *Planes) launch(side steps.Side, program, user string, port int) (*machine, error) {
	name := string(side) + "-" + strings.TrimPrefix(program, "kube-")
	kubeconfig, err := p.Kubeconfig(side, user)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(p.dir.file(name+".kubeconfig"), kubeconfig, 0o600); err != nil {
		return nil, err
	}
	path, log, err := p.dir.open(p.assets, program, name)
	if err != nil {
		return nil, err
	}
	defer log.Close() //nolint:errcheck // the program has its own handle
	m := &machine{name: name, dir: p.dir, ended: make(chan struct{})}
	m.command = exec.Command(path, append(settings(program), "--kubeconfig="+p.dir.file(name+".kubeconfig"),
		"--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port="+strconv.Itoa(port), "--cert-dir="+p.dir.file(name))...)
	m.command.Stdout, m.command.Stderr = log, log
	m.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for us
	if err := m.command.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = m.command.Wait() // how it ended stands in its log
		close(m.ended)
	}()
	return m, nil
}

// settings: of the controllers those that make, own and clear away objects. Nodes are
// left alone: nobody renews the leases of simulated ones.
func settings(program string) []string {
	if program != ControllerManager {
		return nil
	}
	return []string{"--use-service-account-credentials=false", "--controllers=" + strings.Join([]string{
		"deployment-controller", "replicaset-controller", "statefulset-controller", "daemonset-controller", "job-controller",
		"cronjob-controller", "garbage-collector-controller", "namespace-controller", "endpointslice-controller",
		"disruption-controller",
	}, ",")}
}

// ready asks the program itself.
func (m *machine) ready(ctx context.Context, program string, port int) error {
	path := "/readyz"
	if program == ControllerManager {
		path = "/healthz"
	}
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // a certificate it has just made for itself
	}}
	defer client.CloseIdleConnections()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("https://127.0.0.1:%d%s", port, path), nil)
		if err != nil {
			return err
		}
		if answer, err := client.Do(request); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-again.C:
		case <-m.ended:
			return fmt.Errorf("it ended by itself")
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// stop ends the program and the script around it; one that has ended is left in peace.
func (m *machine) stop() error {
	select {
	case <-m.ended:
		return nil
	default:
	}
	err := stopped(syscall.Kill(-m.command.Process.Pid, syscall.SIGKILL))
	<-m.ended
	return err
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("finding a free port: %w", err)
	}
	defer listener.Close() //nolint:errcheck // it only held the port
	return listener.Addr().(*net.TCPAddr).Port, nil
}
