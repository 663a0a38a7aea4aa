package node

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/syncspec/syncspec/tools/kind-image/internal/child"
)

// images puts the images of the components into the node's containerd.
func (w build) images(ctx context.Context) error {
	components, err := w.components(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.path("images"), 0o755); err != nil {
		return err
	}
	var archives []string
	for _, c := range components {
		archive := w.path("images", c.binary+".tar")
		if err := w.writeComponent(archive, c); err != nil {
			return fmt.Errorf("image %s: %w", c.name, err)
		}
		archives = append(archives, archive)
	}
	return w.load(ctx, archives)
}

// writeComponent writes the image of one component.
func (w build) writeComponent(archive string, c component) error {
	layer, err := layerOf(append([]entry{{c.path, w.path("bin", c.binary)}}, c.files...))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(layer)
	config, err := config(settings{
		Entrypoint: []string{c.path},
		Env:        []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
	}, hex.EncodeToString(sum[:]))
	if err != nil {
		return err
	}
	file, err := os.Create(archive)
	if err != nil {
		return err
	}
	return errors.Join(writeArchive(file, c.name, config, bytes.NewReader(layer), int64(len(layer))), file.Close())
}

// storeSettings let containerd keep images and nothing else.
const storeSettings = `version = 2
root = %q
state = %q
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime",
  "io.containerd.internal.v1.opt", "io.containerd.nri.v1.nri"]
[grpc]
  address = %q
`

// load has the node's own containerd, run here for a moment, import the archives
// into the folder it will find them in on the node.
func (w build) load(ctx context.Context, archives []string) error {
	socket := w.path("containerd.sock")
	file := w.path("containerd.toml")
	text := fmt.Sprintf(storeSettings, w.path("node", "var/lib/containerd"), w.path("state"), socket)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return err
	}
	log, err := os.Create(w.path("containerd.log"))
	if err != nil {
		return err
	}
	defer log.Close() //nolint:errcheck // only for the message below
	daemon := exec.Command(w.path("bin", "containerd"), "--config", file)
	daemon.Stdout, daemon.Stderr = log, log
	daemon.SysProcAttr = child.Attributes()
	if err := daemon.Start(); err != nil {
		return err
	}
	imported := w.imports(ctx, socket, archives)
	if imported != nil {
		said, _ := os.ReadFile(log.Name())
		imported = fmt.Errorf("%w\ncontainerd says: %s", imported, said)
	}
	_ = daemon.Process.Signal(syscall.SIGTERM)
	return errors.Join(imported, daemon.Wait())
}

func (w build) imports(ctx context.Context, socket string, archives []string) error {
	ctr := func(arguments ...string) error {
		_, err := run(ctx, w.path("bin", "ctr"), append([]string{"--address", socket, "--namespace", "k8s.io"}, arguments...)...)
		return err
	}
	if err := until(ctx, 30*time.Second, func() error { return ctr("version") }); err != nil {
		return err
	}
	for _, archive := range archives {
		w.Say("importing " + filepath.Base(archive))
		err := ctr("images", "import", "--label=io.cri-containerd.pinned=pinned", "--all-platforms", "--no-unpack", "--digests", archive)
		if err != nil {
			return err
		}
	}
	return nil
}

// until asks again and again until there is no error; at the end of the time it
// returns the last one.
func until(ctx context.Context, within time.Duration, ask func() error) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		err := ask()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-again.C:
		}
	}
}
