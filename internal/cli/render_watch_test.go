package cli

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASavedConfigurationIsRenderedAgain(t *testing.T) {
	folder := t.TempDir()
	config, manifest := filepath.Join(folder, "vcluster.yaml"), filepath.Join(folder, "m.yaml")
	saved(t, config, "sync: {}\n")
	saved(t, manifest, "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: default}\nspec: {ports: [{port: 80}]}\n")
	out, ctx := &paper{}, t.Context()
	ctx, stop := context.WithCancel(ctx)
	code := make(chan int, 1)
	program := &Program{Name: "syncspec", Stdout: out, Stderr: out, Env: func(string) string { return "" }}
	go func() { code <- program.run(ctx, []string{"render", "--watch", "-f", config, manifest}) }()
	out.says(t, "rendered, ", 1)
	require.Contains(t, out.String(), "web-x-default-x-vcluster")

	saved(t, config, "sync: {toHost: {services: {enabled: perhaps}}}\n")
	out.says(t, "after it was saved", 1)
	require.Contains(t, out.String(), "syncspec: ")

	saved(t, config, "sync: {toHost: {services: {enabled: false}}}\n")
	out.says(t, "after it was saved", 2)
	stop()
	require.Equal(t, ExitOK, <-code)
}

func TestStandardInputCannotBeWatched(t *testing.T) {
	out := &paper{}
	program := &Program{Name: "syncspec", Stdout: out, Stderr: out, Env: func(string) string { return "" }}
	require.Equal(t, ExitUsage, program.run(t.Context(), []string{"render", "--watch", "-"}))
	require.Contains(t, out.String(), "standard input is not saved again")
}
