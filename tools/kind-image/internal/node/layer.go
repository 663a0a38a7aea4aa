package node

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

func (i Image) layer() string  { return filepath.Join(i.dir, "layer.tar") }
func (i Image) config() string { return filepath.Join(i.dir, "config.json") }

// Archive writes the image as docker load reads it.
func (i Image) Archive(to io.Writer) error {
	config, err := os.ReadFile(i.config())
	if err != nil {
		return err
	}
	layer, err := os.Open(i.layer())
	if err != nil {
		return err
	}
	defer layer.Close() //nolint:errcheck // was only read
	info, err := layer.Stat()
	if err != nil {
		return err
	}
	return writeArchive(to, i.Name, config, layer, info.Size())
}

// pack makes the node's folder the one layer of an image, and the image complete:
// its folder appears when all is in it.
func (w build) pack(ctx context.Context) error {
	finished := w.path("image")
	if err := os.MkdirAll(finished, 0o755); err != nil {
		return err
	}
	made := Image{dir: finished}
	sum, err := packFolder(ctx, w.path("node"), made.layer())
	if err != nil {
		return err
	}
	// systemd asks for both: the variable says that it is in a container, the signal ends it.
	config, err := config(settings{
		Entrypoint: []string{"/usr/local/bin/entrypoint", "/sbin/init"},
		Env:        []string{"container=docker", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
		StopSignal: "SIGRTMIN+3",
	}, sum)
	if err != nil {
		return err
	}
	if err := os.WriteFile(made.config(), config, 0o644); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(w.image.dir), os.Rename(finished, w.image.dir))
}

// packFolder writes a folder as a layer and returns the layer's SHA-256.
func packFolder(ctx context.Context, folder, to string) (string, error) {
	file, err := os.Create(to)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	command := exec.CommandContext(ctx, "tar", "--sort=name", "--numeric-owner", "--xattrs", "--xattrs-include=*", "-C", folder, "-cf", "-", ".")
	command.Stdout, command.Stderr = io.MultiWriter(file, sum), os.Stderr
	if err := errors.Join(command.Run(), file.Close()); err != nil {
		return "", fmt.Errorf("packing %s: %w", folder, err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
