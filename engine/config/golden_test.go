package config_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file, or writes it: go test ./engine/config -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func TestFilesAndTheirFindings(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/findings/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			got := strings.Join(append(findings(t, string(text)), ""), "\n")
			golden(t, strings.TrimSuffix(file, ".yaml")+".txt", got)
		})
	}
}

func TestEffectiveTree(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/effective/*.in.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			first, err := parse(t, string(text)).YAML()
			require.NoError(t, err)
			golden(t, strings.TrimSuffix(file, ".in.yaml")+".out.yaml", string(first))

			again, err := parse(t, string(first)).YAML()
			require.NoError(t, err)
			require.Equal(t, string(first), string(again), "what is printed means the same")
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/findings/*.yaml", "testdata/effective/*.yaml"} {
		files, err := filepath.Glob(pattern)
		require.NoError(f, err)
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(f, err)
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, found := config.Parse("f.yaml", text)
		require.Equal(t, found.Err() == nil, c != nil)
		lines := strings.Count(string(text), "\n") + 1
		for _, finding := range found {
			require.True(t, finding.Line >= 1 && finding.Column >= 1 && finding.Line <= lines+1, finding.String())
			require.NotEmpty(t, finding.Message)
		}
		if c == nil {
			return
		}
		out, err := c.YAML()
		require.NoError(t, err)
		_, found = config.Parse("again.yaml", out)
		require.NoError(t, found.Err(), "the printed tree is valid")
	})
}
