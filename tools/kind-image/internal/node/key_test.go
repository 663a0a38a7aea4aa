package node

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheKeyIsOtherForOtherSources(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		key, err := Builder{Source: dir}.key(dir)
		require.NoError(t, err)
		return key
	}
	first := write("go.sum", "one")
	require.Len(t, first, 12)
	require.Equal(t, first, write("go.sum", "one"), "the same sources, the same key")
	require.Equal(t, first, write("builder_test.go", "a test decides nothing"))
	second := write("go.sum", "two")
	require.NotEqual(t, first, second)
	require.NotEqual(t, second, write("packages.txt", "systemd"))
}

func TestSourcesThatAreNotThereAreAnErrorThatSaysWhereToRun(t *testing.T) {
	t.Parallel()
	_, _, err := Builder{Source: filepath.Join(t.TempDir(), "nowhere")}.Find()
	require.ErrorContains(t, err, "run this from the root of the repository")
}

func TestAVersionIsWhatTheModuleRequires(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "modules", "m"), 0o750))
	text := "module m\n\nrequire example.com/one v1.2.3\n\nrequire (\n\texample.com/two v2.0.0 // indirect\n)\n\nreplace example.com/two => example.com/three v3.0.0\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "modules", "m", "go.mod"), []byte(text), 0o600))
	for path, want := range map[string]string{"example.com/one": "v1.2.3", "example.com/two": "v2.0.0"} {
		got, err := Builder{Source: dir}.version("m", path)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	_, err := Builder{Source: dir}.version("m", "example.com/four")
	require.ErrorContains(t, err, "go.mod does not require example.com/four")
}
