package kind

import (
	"archive/tar"
	"bytes"
	"debug/elf"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// registry is no registry: a pull of an image that is not on the node must fail.
const registry = "syncspec.invalid/"

// program is one file of an image: where it lies there and here.
type program struct{ at, from string }

// image makes an image of Linux programs of this machine, each with the libraries it
// is linked to, so that it needs nothing of a base image.
func image(entrypoint []string, programs ...program) (v1.Image, error) {
	var files []program
	for _, p := range programs {
		libraries, err := linked(p.from)
		if err != nil {
			return nil, err
		}
		files = append(append(files, p), libraries...)
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return archive(files) }, tarball.WithCompressionLevel(0))
	if err != nil {
		return nil, fmt.Errorf("making a layer of an image: %w", err)
	}
	made, err := mutate.AppendLayers(empty.Image, layer)
	if err != nil {
		return nil, fmt.Errorf("making an image: %w", err)
	}
	file, err := made.ConfigFile()
	if err != nil {
		return nil, err
	}
	file = file.DeepCopy()
	file.OS, file.Architecture = "linux", runtime.GOARCH
	file.Config.Entrypoint = entrypoint
	file.Config.Env = []string{"PATH=/usr/bin"}
	return mutate.ConfigFile(made, file)
}

// tagged names an image by what is in it: a kept cluster never runs an old one.
func tagged(repository string, made v1.Image) (name.Tag, error) {
	digest, err := made.ConfigName()
	if err != nil {
		return name.Tag{}, err
	}
	return name.NewTag(registry + repository + ":" + digest.Hex[:12])
}

// linked are the dynamic linker and the libraries of a program; none if it has all in it.
func linked(file string) ([]program, error) {
	binary, err := elf.Open(file)
	if err != nil {
		return nil, fmt.Errorf("%s is no Linux program, as images need it: %w", file, err)
	}
	defer binary.Close() //nolint:errcheck // only read
	linker := interpreter(binary)
	if linker == "" {
		return nil, nil
	}
	listed, err := exec.Command(linker, "--list", file).Output()
	if err != nil {
		return nil, fmt.Errorf("asking which libraries %s needs: %w", file, err)
	}
	libraries := []program{{linker, linker}}
	for line := range strings.Lines(string(listed)) {
		_, found, ok := strings.Cut(line, " => ")
		if library, _, _ := strings.Cut(found, " ("); ok && path.IsAbs(library) {
			libraries = append(libraries, program{library, library})
		}
	}
	return libraries, nil
}

// interpreter is the program that loads a dynamic one.
func interpreter(binary *elf.File) string {
	for _, part := range binary.Progs {
		if part.Type == elf.PT_INTERP {
			text, err := io.ReadAll(part.Open())
			if err == nil {
				return string(bytes.TrimRight(text, "\x00"))
			}
		}
	}
	return ""
}

// archive is a tar of the files, each once. It says nothing of when or by whom they
// were made: equal programs make equal images.
func archive(files []program) (io.ReadCloser, error) {
	reader, writer := io.Pipe()
	go func() {
		to := tar.NewWriter(writer)
		seen := map[string]bool{"/": true}
		// Programs may want a folder for temporary files, whoever they run as.
		if err := to.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: "tmp/", Mode: 0o1777}); err != nil {
			_ = writer.CloseWithError(err)
			return
		}
		for _, file := range files {
			if err := add(to, seen, file); err != nil {
				_ = writer.CloseWithError(err)
				return
			}
		}
		_ = writer.CloseWithError(to.Close())
	}()
	return reader, nil
}

func add(to *tar.Writer, seen map[string]bool, file program) error {
	if seen[file.at] {
		return nil
	}
	seen[file.at] = true
	if err := folders(to, seen, path.Dir(file.at)); err != nil {
		return err
	}
	from, err := filepath.EvalSymlinks(file.from)
	if err != nil {
		return err
	}
	content, err := os.Open(from)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // only read
	info, err := content.Stat()
	if err != nil {
		return err
	}
	if err := to.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: strings.TrimPrefix(file.at, "/"), Mode: 0o755, Size: info.Size()}); err != nil {
		return err
	}
	_, err = io.Copy(to, content)
	return err
}

// folders adds a folder and those above it.
func folders(to *tar.Writer, seen map[string]bool, dir string) error {
	if seen[dir] {
		return nil
	}
	seen[dir] = true
	if err := folders(to, seen, path.Dir(dir)); err != nil {
		return err
	}
	return to.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: strings.TrimPrefix(dir, "/") + "/", Mode: 0o755})
}
