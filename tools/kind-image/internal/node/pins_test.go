package node

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// requirements are the versions of a go.mod, replaced ones included.
func requirements(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	versions := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), " //")
		if words := strings.Fields(line); len(words) == 2 && strings.HasPrefix(words[1], "v") {
			versions[words[0]] = words[1]
		} else if strings.HasPrefix(line, "replace ") {
			versions[words[1]] = strings.Join(words[3:], " ")
		}
	}
	return versions
}

// What Go has compiled for one serves the other only while they agree.
func TestTheNodeIsBuiltFromTheModulesOfTheScenariosAPIServer(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "..", "..")
	node := requirements(t, filepath.Join(root, "tools", "kind-image", "modules", "kubernetes", "go.mod"))
	server := requirements(t, filepath.Join(root, "scenarios", "controlplane", "build", "go.mod.txt"))
	require.NotEmpty(t, server)
	for path, version := range server {
		require.Equal(t, version, node[path], path)
	}
}
