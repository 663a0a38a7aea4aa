package render_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/render"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
)

// TestRealServersGiveTheSame renders every fixture and every world twice. Objects
// must be the same in everything but what a server makes up.
func TestRealServersGiveTheSame(t *testing.T) {
	t.Parallel()
	folders := fixtures(t)
	target := servers(t)
	for _, folder := range folders {
		in := input(t, folder)
		inMemory, err := render.Run(t.Context(), in)
		require.NoError(t, err)
		in.Target = target
		onServers, err := render.Run(t.Context(), in)
		require.NoError(t, err)
		require.Equal(t, written(t, inMemory), written(t, onServers), "%s: memory, and real API servers", folder)
	}
}

// fixtures are the folders of testdata and the worlds.
func fixtures(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"testdata/*/vcluster.yaml", "../worlds/*/vcluster.yaml"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, files, pattern)
		for _, file := range files {
			all = append(all, filepath.Dir(file))
		}
	}
	return all
}

func servers(t *testing.T) runner.Target {
	t.Helper()
	assets, err := controlplane.Assets(t.Context(), func(line string) { _, _ = os.Stderr.WriteString(line + "\n") })
	require.NoError(t, err)
	target := &runner.Servers{Width: 1, Boot: func(ctx context.Context, _ int) (runner.ServerPair, error) {
		return envtest.Start(ctx, envtest.Options{Assets: assets})
	}}
	t.Cleanup(func() { require.NoError(t, target.Close()) })
	return target
}

// written is all that is printed, with a name for each uid and address in the order
// in which they come: servers give others, but must give the same to the same.
func written(t *testing.T, result render.Result) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, result.WriteYAML(&out, render.Detail{All: true, Explain: true}))
	require.NoError(t, result.WriteNotes(&out))
	names := map[string]string{}
	made := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b10\.96\.\d+\.\d+\b`)
	return made.ReplaceAllStringFunc(out.String(), func(found string) string {
		if names[found] == "" {
			names[found] = strings.Repeat("*", len(names)+1)
		}
		return names[found]
	})
}
