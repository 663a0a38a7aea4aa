package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
	"github.com/syncspec/syncspec/tools/kind-image/internal/docker"
	"github.com/syncspec/syncspec/tools/kind-image/internal/node"
)

// tool is what all commands share.
type tool struct{ node.Builder }

// build has the node image and gVisor's binaries built. Without a daemon the image
// stays in the cache until there is one.
func (t tool) build(ctx context.Context) error {
	image, err := t.Build(ctx)
	if err != nil {
		return err
	}
	if _, err := t.GVisor(ctx, kindconfigs.HasCapSysResource()); err != nil {
		return err
	}
	if docker.Answers(ctx, "") != nil {
		t.Say(image.Name + " is in the cache; no Docker daemon answers, so it is not loaded: with-docker does that")
		return nil
	}
	return t.load(ctx, "", image)
}

// load gives the image to the daemon at host unless it has it.
func (t tool) load(ctx context.Context, host string, image node.Image) error {
	if docker.HasImage(ctx, host, image.Name) {
		t.Say(image.Name + " is there")
		return nil
	}
	t.Say("loading " + image.Name + " into Docker")
	if err := docker.Load(ctx, host, image.Archive); err != nil {
		return err
	}
	return docker.RemoveOthers(ctx, host, image.Name)
}

// name prints what docker calls the offline image.
func (t tool) name() error {
	image, found, err := t.Find()
	if err == nil && !found {
		err = errors.New("the offline node image has not been built; make kind-image does it")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(os.Stdout, image.Name)
	return err
}

// runsc puts gVisor's binaries into a folder.
func (t tool) runsc(ctx context.Context, dir string) error {
	from, err := t.GVisor(ctx, kindconfigs.HasCapSysResource())
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range kindconfigs.Binaries() {
		text, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		to := filepath.Join(dir, name)
		_ = os.Remove(to) // one that runs cannot be written to
		if err := os.WriteFile(to, text, 0o755); err != nil {
			return err
		}
		t.Say(to)
	}
	return nil
}

// config writes a configuration for this machine, and says what was changed.
func (t tool) config(ctx context.Context, name, dir string) error {
	config, err := kindconfigs.Load(name)
	if err != nil {
		return err
	}
	machine, err := kindconfigs.Detect(ctx)
	if err != nil {
		return err
	}
	config = kindconfigs.Adapt(config, machine)
	if image, found, err := t.Find(); err == nil && found && docker.HasImage(ctx, "", image.Name) {
		config = kindconfigs.WithImage(config, image.Name)
		config.Notes = append(config.Notes, "the nodes are of the offline image "+image.Name)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	file, err := kindconfigs.Write(config, dir, "bin")
	if err != nil {
		return err
	}
	for _, note := range config.Notes {
		t.Say(note)
	}
	t.Say(fmt.Sprintf("kind create cluster --config %s", file))
	return nil
}
