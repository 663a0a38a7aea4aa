package watch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func open(t *testing.T, roots ...string) *Files {
	t.Helper()
	files, err := Open(roots, func(name string) bool { return strings.HasSuffix(name, ".feature") })
	require.NoError(t, err)
	t.Cleanup(func() { _ = files.Close() })
	return files
}

func save(t *testing.T, parts ...string) string {
	t.Helper()
	name := filepath.Join(parts...)
	require.NoError(t, os.WriteFile(name, []byte("Feature: x\n"), 0o600))
	return name
}

func next(t *testing.T, files *Files) []string {
	t.Helper()
	select {
	case saved := <-files.Saves:
		require.False(t, saved.First.IsZero())
		return saved.Files
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was told")
	}
	return nil
}

func TestASaveIsToldOnceWithAllItsFiles(t *testing.T) {
	root := t.TempDir()
	files := open(t, root)
	save(t, root, "notes.txt")
	second, first := save(t, root, "b.feature"), save(t, root, "a.feature")
	save(t, root, "a.feature")
	require.Equal(t, []string{first, second}, next(t, files))
}

func TestAFileThatIsPutInThePlaceOfAnotherIsSeen(t *testing.T) {
	root := t.TempDir()
	watched := save(t, root, "a.feature")
	files := open(t, watched)
	other := save(t, root, "other.feature")
	require.NoError(t, os.Rename(other, watched))
	require.Equal(t, []string{watched}, next(t, files), "others in its folder are not told of")
}

func TestAFolderThatIsNewIsWatched(t *testing.T) {
	root := t.TempDir()
	files := open(t, root)
	folder := filepath.Join(root, "new")
	require.NoError(t, os.Mkdir(folder, 0o700))
	require.Eventually(t, func() bool {
		name := save(t, folder, "a.feature")
		select {
		case saved := <-files.Saves:
			return saved.Files[0] == name
		case <-time.After(100 * time.Millisecond):
			return false
		}
	}, 10*time.Second, time.Millisecond)
}

func TestTheEndOfAWatchEndsItsSaves(t *testing.T) {
	files := open(t, t.TempDir())
	require.NoError(t, files.Close())
	_, more := <-files.Saves
	require.False(t, more)
}

func TestWhatIsNotThereCannotBeWatched(t *testing.T) {
	_, err := Open([]string{filepath.Join(t.TempDir(), "nowhere")}, nil)
	require.ErrorContains(t, err, "watching files: stat ")
}
