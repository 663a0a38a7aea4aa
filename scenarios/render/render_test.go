package render_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/render"
	"github.com/syncspec/syncspec/steps"
)

var update = flag.Bool("update", false, "write the wanted files anew")

// Each folder of testdata is what a user gives, and what the three outputs are.
func TestManifestsAreRendered(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("testdata/*")
	require.NoError(t, err)
	require.NotEmpty(t, folders)
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			result, err := render.Run(t.Context(), input(t, folder))
			require.NoError(t, err)
			detail := render.Detail{Explain: true, Document: func(id string) string { return "page of " + id }}
			for name, write := range map[string]func(*bytes.Buffer) error{
				"want.yaml":      func(b *bytes.Buffer) error { return result.WriteYAML(b, detail) },
				"want.json":      func(b *bytes.Buffer) error { return result.WriteJSON(b, detail) },
				"want.diff":      func(b *bytes.Buffer) error { return result.WriteDiff(b, render.Detail{}, render.Paper{Width: 140}) },
				"want.notes.txt": func(b *bytes.Buffer) error { return result.WriteNotes(b) },
			} {
				var got bytes.Buffer
				require.NoError(t, write(&got))
				file := filepath.Join(folder, name)
				if *update {
					require.NoError(t, os.WriteFile(file, got.Bytes(), 0o644))
				}
				want, err := os.ReadFile(file)
				require.NoError(t, err)
				require.Equal(t, string(want), got.String(), "%s: if this is meant, go test ./scenarios/render -update", file)
			}
		})
	}
}

func input(t *testing.T, folder string) render.Input {
	t.Helper()
	in := render.Input{File: "vcluster.yaml"}
	config, err := os.ReadFile(filepath.Join(folder, "vcluster.yaml"))
	require.NoError(t, err)
	in.Config = string(config)
	in.Host, in.Virtual = manifests(t, folder, "host.yaml"), manifests(t, folder, "virtual.yaml")
	return in
}

func manifests(t *testing.T, folder, file string) []render.Manifest {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, file))
	require.NoError(t, err)
	read, err := render.Parse(file, text)
	require.NoError(t, err)
	return read
}

func TestTheSameFilesGiveTheSameOutput(t *testing.T) {
	t.Parallel()
	in := input(t, "testdata/classes-from-the-host")
	text := func() string {
		result, err := render.Run(t.Context(), in)
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, result.WriteJSON(&out, render.Detail{All: true, Explain: true}))
		return out.String()
	}
	first := text()
	for range 5 {
		require.Equal(t, first, text())
	}
}

func TestAConfigurationThatIsRefusedIsSaidToBe(t *testing.T) {
	t.Parallel()
	_, err := render.Run(t.Context(), render.Input{File: "my.yaml", Config: "sync:\n  toHost:\n    pods: 5\n"})
	var refused *steps.Refused
	require.ErrorAs(t, err, &refused)
	require.Contains(t, refused.Text, "my.yaml:3:11: ")
}

func TestManifestsThatCannotBeReadAreNamedWithTheirPlace(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"no kind":             {"apiVersion: v1\nmetadata: {name: a}\n", "a.yaml:1: the object has no kind"},
		"no version":          {"---\nkind: Pod\nmetadata: {name: a}\n", "a.yaml:2: the object has no apiVersion"},
		"no name":             {"apiVersion: v1\nkind: Pod\n", "a.yaml:1: the object has no metadata.name"},
		"no object":           {"apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n- 1\n", "a.yaml:5: the document is no object"},
		"no YAML":             {"a: [", "a.yaml: line 1: did not find expected node content"},
		"a key twice":         {"apiVersion: v1\nkind: Pod\nkind: Pod\nmetadata: {name: a}\n", `a.yaml:1: yaml: unmarshal errors:`},
		"an item of no shape": {"apiVersion: v1\nkind: List\nitems: [5]\n", "a.yaml:1: items[0] is no object"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := render.Parse("a.yaml", []byte(c.text))
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestManifestsAreReadFromFilesFoldersAndStandardInput(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, object string) {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "+object+"}\n"), 0o600))
	}
	write("b.yaml", "b")
	write("a/c.yml", "c")
	write("README.md", "no-manifest")
	read, err := render.Read(strings.NewReader("# nothing yet\n---\n{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret, metadata: {name: s}}]}"),
		folder, "-", filepath.Join(folder, "b.yaml"))
	require.NoError(t, err)
	var names []string
	for _, m := range read {
		names = append(names, m.Object.GetName())
	}
	require.Equal(t, []string{"c", "b", "s", "b"}, names)

	_, err = render.Read(nil, filepath.Join(folder, "missing.yaml"))
	require.ErrorContains(t, err, "missing.yaml")
	_, err = render.Read(nil, t.TempDir())
	require.ErrorContains(t, err, "holds no .yaml, .yml or .json file")
}
