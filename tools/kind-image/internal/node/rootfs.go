package node

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// packageList is the file that names Debian's packages.
const packageList = "packages.txt"

// packages reads packages.txt: one suite of Debian and the packages of it.
func packages(text string) (suite string, names []string, err error) {
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 2 && words[0] == "suite" {
			suite = words[1]
			continue
		}
		names = append(names, words...)
	}
	if suite == "" || len(names) == 0 {
		return "", nil, errors.New(`packages.txt must have a line "suite NAME" and packages`)
	}
	return suite, names, nil
}

// rootfsArchive is where the cache has the root file system of packages.txt.
func (b Builder) rootfsArchive() (string, error) {
	key, err := b.key(filepath.Join(b.Source, packageList))
	return filepath.Join(b.Cache, "rootfs-"+key+".tar"), err
}

// rootfs unpacks the root file system of the node, which it makes first if the
// cache has none of these packages.
func (w build) rootfs(ctx context.Context) error {
	archive, err := w.rootfsArchive()
	if err != nil {
		return err
	}
	if !exists(archive) {
		if err := w.debootstrap(ctx, archive); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(w.path("node"), 0o755); err != nil {
		return err
	}
	_, err = run(ctx, "tar", "--numeric-owner", "--xattrs", "--xattrs-include=*", "-C", w.path("node"), "-xf", archive)
	return err
}

// debootstrap makes the archive from the packages that are named, as of today:
// Debian's stable releases change by corrections only.
func (w build) debootstrap(ctx context.Context, archive string) error {
	text, err := os.ReadFile(filepath.Join(w.Source, packageList))
	if err != nil {
		return err
	}
	suite, names, err := packages(string(text))
	if err != nil {
		return err
	}
	unfinished := w.path("rootfs.tar")
	command := exec.CommandContext(ctx, "mmdebstrap", "--mode=root", "--variant=apt",
		"--aptopt=APT::Install-Recommends \"false\"", "--include="+strings.Join(names, ","), suite, unfinished)
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	messages, err := command.StderrPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	var said []string
	for lines := bufio.NewScanner(messages); lines.Scan(); {
		said = append(said, lines.Text())
		if doing, ok := strings.CutPrefix(lines.Text(), "I: "); ok {
			w.Say("mmdebstrap: " + doing)
		}
	}
	if err := command.Wait(); err != nil {
		return fmt.Errorf("mmdebstrap %s: %w\n%s", suite, err, strings.Join(said[max(0, len(said)-20):], "\n"))
	}
	return os.Rename(unfinished, archive)
}
