package node

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// key is short and other for everything that decides what is built: the files
// below the paths (go.mod, go.sum, packages.txt, this code; no tests), Go's
// version and the processor.
func (b Builder) key(paths ...string) (string, error) {
	sum := sha256.New()
	_, _ = fmt.Fprintln(sum, runtime.Version(), runtime.GOARCH)
	for _, path := range paths {
		err := filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(file, "_test.go") {
				return err
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(b.Source, file)
			_, _ = fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
			return err
		})
		if err != nil {
			return "", fmt.Errorf("reading what decides about the image (run this from the root of the repository): %w", err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))[:12], nil
}

// version is what the go.mod of a nested module requires of another one.
func (b Builder) version(module, path string) (string, error) {
	file := filepath.Join(b.Source, "modules", module, "go.mod")
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(words) >= 2 && words[0] == path {
			return words[1], nil
		}
	}
	return "", fmt.Errorf("%s does not require %s", file, path)
}
