package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A test waits for what it waits for. Only in a synctest bubble does sleep cost
// nothing and mean something; the linters cannot tell, so they leave tests to this.
func TestTestsSleepOnlyWhereTimeIsInvented(t *testing.T) {
	t.Parallel()
	require.NoError(t, filepath.WalkDir(".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, "_test.go") || file == "sleep_test.go" {
			return err
		}
		text, err := os.ReadFile(file)
		if strings.Contains(string(text), "time.Sleep(") {
			require.Contains(t, string(text), `"testing/synctest"`, "%s sleeps", file)
		}
		return err
	}))
}
