package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// node makes the root file system a node as kind's own image is one: the steps
// of images/base/Dockerfile in kind's module, in its order.
func (w build) node(ctx context.Context) error {
	kind, err := moduleFolder(ctx, filepath.Join(w.Source, "modules", "kind"), "sigs.k8s.io/kind")
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{
		func(context.Context) error {
			return copyKind(filepath.Join(kind, "images", "base", "files"), w.path("node"))
		},
		w.services, w.install, w.specification, w.network, w.bare,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// copyKind copies kind's scripts, units and settings. A module's files have no
// modes; kind's Dockerfile says which are programs.
func copyKind(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		mode := fs.FileMode(0o644)
		if folder := filepath.Dir(name); folder == "usr/local/bin" || folder == "kind/bin" {
			mode = 0o755
		}
		return copyFile(path, filepath.Join(to, name), mode)
	})
}

// services leaves systemd with what a node needs.
func (w build) services(ctx context.Context) error {
	for _, unwanted := range []string{
		"lib/systemd/system/sysinit.target.wants/systemd-tmpfiles-setup.service",
		"lib/systemd/system/multi-user.target.wants/*", "etc/systemd/system/*.wants/*",
		"lib/systemd/system/local-fs.target.wants/*", "lib/systemd/system/sockets.target.wants/*udev*",
		"lib/systemd/system/sockets.target.wants/*initctl*", "lib/systemd/system/basic.target.wants/*",
	} {
		files, err := filepath.Glob(w.path("node", unwanted))
		if err != nil {
			return err
		}
		for _, file := range files {
			if err := os.Remove(file); err != nil {
				return err
			}
		}
	}
	if err := w.appendTo("etc/systemd/journald.conf", "ReadKMsg=no\n"); err != nil {
		return err
	}
	if err := os.Symlink("/usr/lib/systemd/systemd", w.path("node", "sbin/init")); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	_, err := run(ctx, "chroot", w.path("node"), "systemctl", "enable", "kubelet.service", "containerd.service", "undo-mount-hacks.service")
	if err != nil {
		return err
	}
	_, err = run(ctx, "chroot", w.path("node"), "systemctl", "mask", "systemd-binfmt.service")
	return err
}

// install puts the binaries where kind's image has them.
func (w build) install(context.Context) error {
	for folder, names := range map[string][]string{
		"usr/bin":       {"kubeadm", "kubelet", "kubectl"},
		"usr/local/bin": {"containerd", "ctr", "containerd-shim-runc-v2"},
		"opt/cni/bin":   {"host-local", "loopback", "ptp", "portmap"},
	} {
		if err := os.MkdirAll(w.path("node", folder), 0o755); err != nil {
			return err
		}
		for _, name := range names {
			if err := copyFile(w.path("bin", name), w.path("node", folder, name), 0o755); err != nil {
				return err
			}
		}
	}
	kubernetes, err := w.version("kubernetes", "k8s.io/kubernetes")
	if err != nil {
		return err
	}
	return errors.Join(
		os.MkdirAll(w.path("node", "etc/kubernetes/manifests"), 0o755),
		os.WriteFile(w.path("node", "kind/version"), []byte(kubernetes), 0o644),
	)
}

// network gives the node a network that is not kindnetd's: see files/.
func (w build) network(context.Context) error {
	settings, err := os.ReadFile(filepath.Join(w.Source, "files", "containerd-cni.toml"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.path("node", "kind/manifests"), 0o755); err != nil {
		return err
	}
	return errors.Join(
		w.appendTo("etc/containerd/config.toml", string(settings)),
		copyFile(filepath.Join(w.Source, "files", "cni.conflist"), w.path("node", "kind/cni.conflist"), 0o644),
		copyFile(filepath.Join(w.Source, "files", "default-cni.yaml"), w.path("node", "kind/manifests/default-cni.yaml"), 0o644),
	)
}

// bare removes what is one machine's own, and what apt needs.
func (w build) bare(context.Context) error {
	var failed error
	for _, pattern := range []string{"etc/machine-id", "var/lib/dbus/machine-id", "etc/resolv.conf", "etc/hostname", "dev/*",
		"var/lib/apt/lists/*", "var/cache/apt/*.bin", "usr/share/doc/*", "usr/share/man/*"} {
		files, err := filepath.Glob(w.path("node", pattern))
		failed = errors.Join(failed, err)
		for _, file := range files {
			failed = errors.Join(failed, os.RemoveAll(file))
		}
	}
	return failed
}

func (w build) appendTo(name, text string) error {
	file, err := os.OpenFile(w.path("node", name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

// copyFile copies a file; the copy has the mode whatever the original's is.
func copyFile(from, to string, mode fs.FileMode) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("copying to %s: %w", strings.TrimPrefix(to, "/"), err)
	}
	if err := os.WriteFile(to, text, mode); err != nil {
		return err
	}
	return os.Chmod(to, mode)
}
