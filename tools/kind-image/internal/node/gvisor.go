package node

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// GVisor returns a folder with runsc and containerd-shim-runsc-v1, which it
// builds if they are not there. Where no process may hold CAP_SYS_RESOURCE
// (capable is false) the shim is one that goes on when it cannot lower its
// oom_score_adj; everywhere else it is gVisor's own.
func (b Builder) GVisor(ctx context.Context, capable bool) (string, error) {
	module := filepath.Join(b.Source, "modules", "gvisor")
	key, err := b.key(module)
	if err != nil {
		return "", err
	}
	name := "gvisor-" + key
	if !capable {
		name += "-without-sys-resource"
	}
	finished := filepath.Join(b.Cache, name)
	if exists(finished) {
		return finished, nil
	}
	unlock, err := b.lock(ctx)
	if err != nil {
		return "", err
	}
	defer unlock()
	if exists(finished) { // another process was quicker
		return finished, nil
	}
	work, err := os.MkdirTemp(b.Cache, "build-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work) //nolint:errcheck // a stray folder of the cache
	b.Say("building gVisor's runsc and its shim from Go modules; this happens once and takes some minutes")
	if err := b.gvisor(ctx, module, work, capable); err != nil {
		return "", err
	}
	return finished, errors.Join(os.Rename(filepath.Join(work, "bin"), finished), b.sweep([]string{finished}, "gvisor-*"))
}

func (b Builder) gvisor(ctx context.Context, module, work string, capable bool) error {
	bin := filepath.Join(work, "bin")
	runsc := program{"runsc", "gvisor.dev/gvisor/runsc"}
	shim := program{"containerd-shim-runsc-v1", "gvisor.dev/gvisor/shim"}
	flags := []string{"-ldflags", strip}
	if err := b.compile(ctx, module, flags, runsc, filepath.Join(bin, runsc.name)); err != nil {
		return err
	}
	if !capable {
		b.Say("the shim is patched: CAP_SYS_RESOURCE is missing on this machine")
		patched, err := patchedModule(ctx, module, filepath.Join(work, "module"))
		if err != nil {
			return fmt.Errorf("patching the shim: %w", err)
		}
		module = patched
	}
	return b.compile(ctx, module, flags, shim, filepath.Join(bin, shim.name))
}

// What the shim asks of containerd's library, and what it asks where nobody has
// the capability.
const (
	oomFile   = "pkg/sys/oom_linux.go"
	oomStrict = "if os.IsPermission(err) && (!runningPrivileged() || userns.RunningInUserNS()) {"
	oomLax    = "if os.IsPermission(err) && (!runningPrivileged() || userns.RunningInUserNS() || true) {"
)

// patchedModule is a copy of gVisor's nested module with a containerd library of
// one changed line. (go build -overlay is refused for files of the module cache.)
func patchedModule(ctx context.Context, module, to string) (string, error) {
	const containerd = "github.com/containerd/containerd/v2"
	original, err := moduleFolder(ctx, module, containerd)
	if err != nil {
		return "", err
	}
	library := filepath.Join(to, "containerd")
	if err := os.MkdirAll(to, 0o755); err != nil {
		return "", err
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		if err := copyFile(filepath.Join(module, name), filepath.Join(to, name), 0o644); err != nil {
			return "", err
		}
	}
	if err := os.CopyFS(library, os.DirFS(original)); err != nil {
		return "", err
	}
	if err := patch(filepath.Join(library, oomFile)); err != nil {
		return "", err
	}
	out, err := goCommand(ctx, to, "mod", "edit", "-replace="+containerd+"="+library).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return to, nil
}

func patch(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if strings.Count(string(text), oomStrict) != 1 {
		return fmt.Errorf("%s is not as this patch expects it", file)
	}
	changed := strings.Replace(string(text), oomStrict, oomLax, 1)
	return errors.Join(os.Chmod(file, 0o644), os.WriteFile(file, []byte(changed), 0o644))
}
