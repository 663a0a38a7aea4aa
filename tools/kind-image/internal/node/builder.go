package node

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Builder builds node images and gVisor's binaries.
type Builder struct {
	// Source is the folder of this tool: modules, packages.txt, files.
	Source string
	// Cache is the folder for all that is built.
	Cache string
	// Say is told what is going on, a line each.
	Say func(string)
}

// Image is a node image in the cache.
type Image struct {
	// Name is what docker calls it once it is loaded.
	Name string
	dir  string
}

// Find returns the image that belongs to the sources as they are, and whether it
// has been built.
func (b Builder) Find() (Image, bool, error) {
	key, err := b.key(b.sources()...)
	if err != nil {
		return Image{}, false, err
	}
	kubernetes, err := b.version("kubernetes", "k8s.io/kubernetes")
	if err != nil {
		return Image{}, false, err
	}
	image := Image{Name: "syncspec.local/node:" + kubernetes + "-" + key, dir: filepath.Join(b.Cache, "node-"+key)}
	return image, exists(image.layer()) && exists(image.config()), nil
}

// Build returns the image, which it builds if it is not there.
func (b Builder) Build(ctx context.Context) (Image, error) {
	image, found, err := b.Find()
	if err != nil || found {
		return image, err
	}
	if err := b.possible(); err != nil {
		return Image{}, err
	}
	unlock, err := b.lock(ctx)
	if err != nil {
		return Image{}, err
	}
	defer unlock()
	if _, found, err = b.Find(); err != nil || found { // another process was quicker
		return image, err
	}
	work, err := os.MkdirTemp(b.Cache, "build-")
	if err != nil {
		return Image{}, err
	}
	defer os.RemoveAll(work) //nolint:errcheck // a stray folder of the cache
	b.Say("building " + image.Name + "; this happens once, and takes ten minutes when nothing is cached")
	if err := b.steps(ctx, build{Builder: b, dir: work, image: image}); err != nil {
		return Image{}, err
	}
	rootfs, err := b.rootfsArchive()
	if err != nil {
		return Image{}, err
	}
	return image, b.sweep([]string{image.dir, rootfs}, "node-*", "rootfs-*")
}

// sources are the files and folders that decide what the image is.
func (b Builder) sources() []string {
	var sources []string
	for _, name := range []string{
		"modules/kubernetes", "modules/containerd", "modules/cni", "modules/coredns", "modules/pause", "modules/kind",
		"packages.txt", "files", "internal/node",
	} {
		sources = append(sources, filepath.Join(b.Source, filepath.FromSlash(name)))
	}
	return sources
}

// steps runs them in order and says what each took.
func (b Builder) steps(ctx context.Context, w build) error {
	began := time.Now()
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"programs from Go modules", w.binaries},
		{"root file system from Debian packages", w.rootfs},
		{"node folder", w.node},
		{"images of Kubernetes' components", w.images},
		{"image layer", w.pack},
	} {
		start := time.Now()
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		b.Say(fmt.Sprintf("%s: %s", step.name, time.Since(start).Round(100*time.Millisecond)))
	}
	b.Say(fmt.Sprintf("built %s in %s", w.image.Name, time.Since(began).Round(time.Second)))
	return nil
}

// possible says what is missing for a build, and what installs it.
func (b Builder) possible() error {
	if runtime.GOOS != "linux" {
		return fmt.Errorf("a node image is built on Linux only; on %s use kind's official image, which needs no building", runtime.GOOS)
	}
	var missing []error
	for _, need := range [][2]string{{"go", "https://go.dev/dl"}, {"mmdebstrap", "apt-get install mmdebstrap"}, {"tar", "apt-get install tar"}} {
		if _, err := exec.LookPath(need[0]); err != nil {
			missing = append(missing, fmt.Errorf("%s is missing (%s)", need[0], need[1]))
		}
	}
	if os.Geteuid() != 0 {
		missing = append(missing, errors.New("root is needed: a root file system with devices and owners is unpacked"))
	}
	if len(missing) > 0 {
		return fmt.Errorf("a node image cannot be built here: %w", errors.Join(missing...))
	}
	return os.MkdirAll(b.Cache, 0o755)
}

// sweep removes what older sources led to, and what killed builds left behind.
func (b Builder) sweep(keep []string, patterns ...string) error {
	var failed error
	for _, pattern := range append(patterns, "build-*") {
		left, _ := filepath.Glob(filepath.Join(b.Cache, pattern))
		for _, path := range left {
			if !slices.Contains(keep, path) {
				failed = errors.Join(failed, os.RemoveAll(path))
			}
		}
	}
	return failed
}

// build is one image in the making.
type build struct {
	Builder
	dir   string
	image Image
}

// path is below the folder of the build.
func (w build) path(elements ...string) string {
	return filepath.Join(append([]string{w.dir}, elements...)...)
}

// run runs a program and returns what it writes; what it complains of is part of
// the error.
func run(ctx context.Context, program string, arguments ...string) (string, error) {
	var out, complaints strings.Builder
	command := exec.CommandContext(ctx, program, arguments...)
	command.Stdout, command.Stderr = &out, &complaints
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", program, strings.Join(arguments, " "), err, strings.TrimSpace(complaints.String()))
	}
	return out.String(), nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
