package controlplane

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/syncspec/syncspec/steps"
)

// Server is one running process of a pair.
type Server struct {
	// Name is "etcd", "host-apiserver" or "virtual-apiserver".
	Name string
	PID  int
}

// serverTitles are the processes of a pair and what people call them.
func serverTitles() [][2]string {
	return [][2]string{
		{etcdBinary, "etcd of both API servers"},
		{serverName(steps.Host), "host API server"},
		{serverName(steps.Virtual), "virtual API server"},
	}
}

// Servers are the processes that run, for those who want to hurt them.
func (p *Planes) Servers() []Server { return p.dir.servers() }

func (f folder) servers() []Server {
	var servers []Server
	for _, title := range serverTitles() {
		if _, ended := f.number(title[0] + ".exit"); ended {
			continue
		}
		if pid, ok := f.number(title[0] + ".pid"); ok {
			servers = append(servers, Server{Name: title[0], PID: pid})
		}
	}
	return servers
}

// kill ends every server that runs.
func (f folder) kill() {
	for _, server := range f.servers() {
		_ = syscall.Kill(server.PID, syscall.SIGKILL)
	}
}

// number reads a file of one number, as the wrapper writes them.
func (f folder) number(name string) (int, bool) {
	text, err := os.ReadFile(f.file(name))
	if err != nil {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	return n, err == nil
}

// health notices that a server has ended.
type health struct {
	dir   folder
	ended chan struct{} // closed when a server has ended by itself
	quit  chan struct{}
	once  sync.Once

	mu  sync.Mutex
	err error
}

func (f folder) monitor() *health {
	h := &health{dir: f, ended: make(chan struct{}), quit: make(chan struct{})}
	go h.watch()
	return h
}

func (h *health) watch() {
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case <-h.quit:
			return
		case <-again.C:
			if h.failed() != nil {
				close(h.ended)
				return
			}
		}
	}
}

func (h *health) stop() {
	if h != nil {
		h.once.Do(func() { close(h.quit) })
	}
}

// failed says which server has ended and keeps saying so.
func (h *health) failed() error {
	if h == nil {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.quit: // they are being ended by us
		return h.err
	default:
	}
	for _, title := range serverTitles() {
		if code, ended := h.dir.number(title[0] + ".exit"); ended && h.err == nil {
			h.err = fmt.Errorf("the %s ended: %s; the end of its log:\n%s", title[1], exitText(code), h.dir.tail(title[0]))
		}
	}
	return h.err
}

// Health is nil while all servers run; else it says which one ended, how, and
// what it last logged. A server killed now may take a moment to be missed.
func (p *Planes) Health() error { return p.health.failed() }

// Ended is closed when a server has ended though nobody closed the pair.
func (p *Planes) Ended() <-chan struct{} { return p.health.ended }

// exitText reads a shell's exit code, which for signals is 128 and the signal.
func exitText(code int) string {
	if code > 128 && code < 128+65 {
		signal := syscall.Signal(code - 128)
		return fmt.Sprintf("exit status %d (signal %d: %s)", code, signal, signal)
	}
	return fmt.Sprintf("exit status %d", code)
}

// tail is the end of a server's log.
func (f folder) tail(name string) string {
	const lines = 12
	text, err := os.ReadFile(f.file(name + ".log"))
	if err != nil || len(text) == 0 {
		return "(empty)"
	}
	all := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
