package node

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKindsProgramsAreExecutableAndItsSettingsAreNot(t *testing.T) {
	t.Parallel()
	from, to := t.TempDir(), t.TempDir()
	modes := map[string]os.FileMode{
		"usr/local/bin/entrypoint": 0o755, "kind/bin/undo-mount-hacks.sh": 0o755,
		"etc/containerd/config.toml": 0o644, "kind/README.txt": 0o644,
	}
	for name := range modes {
		require.NoError(t, os.MkdirAll(filepath.Join(from, filepath.Dir(name)), 0o750))
		require.NoError(t, os.WriteFile(filepath.Join(from, name), []byte(name), 0o444))
	}
	require.NoError(t, copyKind(from, to))
	for name, mode := range modes {
		info, err := os.Stat(filepath.Join(to, name))
		require.NoError(t, err)
		require.Equal(t, mode, info.Mode().Perm(), name)
	}
}

func TestOnlyTheExpectedLineIsPatched(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "oom_linux.go")
	require.NoError(t, os.WriteFile(file, []byte("a\n"+oomStrict+"\nb\n"), 0o444))
	require.NoError(t, patch(file))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, "a\n"+oomLax+"\nb\n", string(text))
	require.ErrorContains(t, patch(file), "is not as this patch expects it")
}
