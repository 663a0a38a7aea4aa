package worlds_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/internal/cli"
	"github.com/syncspec/syncspec/scenarios/render"
	"github.com/syncspec/syncspec/scenarios/worlds"
)

var update = flag.Bool("update", false, "write the wanted files anew")

func TestEveryUseCaseOfThePageHasAWorld(t *testing.T) {
	t.Parallel()
	var names []string
	for _, world := range all(t) {
		names = append(names, world.Name)
	}
	require.Equal(t, []string{"compliance", "development-environments", "multi-tenancy", "resource-optimization", "security-isolation"}, names)
}

func TestEveryWorldIsRenderedAsItsWantedFilesSay(t *testing.T) {
	t.Parallel()
	for _, world := range all(t) {
		t.Run(world.Name, func(t *testing.T) {
			t.Parallel()
			result, err := render.Run(t.Context(), render.Input{
				File: "vcluster.yaml", Config: world.Config,
				Host: manifests(t, "host.yaml", world.Host), Virtual: manifests(t, "virtual.yaml", world.Virtual),
			})
			require.NoError(t, err)
			require.NotEmpty(t, result.Left, "a world shows also what the host does not get")
			var objects, notes bytes.Buffer
			require.NoError(t, result.WriteYAML(&objects, render.Detail{}))
			require.NoError(t, result.WriteNotes(&notes))
			wanted(t, filepath.Join("testdata", world.Name, "want.yaml"), objects.String())
			wanted(t, filepath.Join("testdata", world.Name, "want.notes.txt"), notes.String())
		})
	}
}

// wanted holds what came to a file, or writes the file.
func wanted(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "%s: if this is meant, go test ./scenarios/worlds -update", file)
}

// TestEveryReadmeIsThreeLinesAndItsCommandWorks plays the command where a person
// would: at the root of the repository.
func TestEveryReadmeIsThreeLinesAndItsCommandWorks(t *testing.T) {
	t.Chdir("../..")
	for _, world := range all(t) {
		lines := strings.Split(strings.TrimSpace(world.Readme), "\n\n")
		require.Len(t, lines, 3, "%s: what it is for, what to look at, the command", world.Name)
		command := regexp.MustCompile("^`bin/syncspec (render [^`]*)` ").FindStringSubmatch(lines[2])
		require.NotNil(t, command, "%s: the third line begins with the command", world.Name)
		var objects, notes bytes.Buffer
		program := &cli.Program{Name: "syncspec", Stdout: &objects, Stderr: &notes, Env: func(string) string { return "" }}
		require.Zero(t, program.Main(strings.Fields(command[1])), "%s: %s", world.Name, &notes)
		require.Contains(t, objects.String(), "# from scenarios/worlds/"+world.Name+"/virtual.yaml:")
		require.Contains(t, notes.String(), "Not on the host")
		said(t, world, objects.String()+notes.String())
	}
}

// said checks that what the README tells to look at is to be seen.
func said(t *testing.T, world worlds.World, seen string) {
	t.Helper()
	look := strings.Split(strings.TrimSpace(world.Readme), "\n\n")[1]
	for _, named := range regexp.MustCompile("`([a-z-]+)`").FindAllStringSubmatch(look, -1) {
		require.Regexp(t, `\b`+named[1]+`\b`, seen, "%s tells to look at it", world.Name)
	}
}

func all(t *testing.T) []worlds.World {
	t.Helper()
	all, err := worlds.All()
	require.NoError(t, err)
	return all
}

func manifests(t *testing.T, file, text string) []render.Manifest {
	t.Helper()
	read, err := render.Parse(file, []byte(text))
	require.NoError(t, err)
	return read
}
