package reports

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// wreck is a bundle of the sample's failure.
func wreck(kept bool) Bundle {
	s := failed()
	s.Failure.Scene = &Scene{
		Virtual: []string{"kind: Ingress", "kind: Secret"}, Host: []string{"kind: Ingress\nmetadata: {name: copy}"},
		Calls: sampleCalls(400 * ms), Servers: "/servers/1",
	}
	return Bundle{Run: sample(), Feature: Feature{URI: "features/to-host/ingresses.feature", Name: "Ingresses", Source: "Feature: Ingresses\n"},
		Rule: Rule{Name: "References are rewritten"}, Scenario: s, Kept: kept}
}

func TestABundleHasAllThatIsKnownOfAFailure(t *testing.T) {
	folder, err := WriteBundle(t.TempDir(), wreck(false))
	require.NoError(t, err)
	require.Equal(t, "to-host-ingresses-feature-26", filepath.Base(folder))
	for name, part := range map[string]string{
		"README.txt":   "syncspec run --target envtest features/to-host/ingresses.feature:26",
		"failure.txt":  "want  testsecret-tls-x-default-x-vcluster",
		"page.feature": "Feature: Ingresses\n",
		"diff.txt":     "- testsecret-tls-x-default-x-vcluster\n+ testsecret-tls\n",
		"virtual.yaml": "kind: Ingress\n---\nkind: Secret\n",
		"host.yaml":    "{name: copy}\n",
		"events.txt":   "Warning SyncWarning",
		"engine.log":   "round=34",
		"calls.txt":    "list    200  pods",
		"report.html":  "<use href=",
		"report.json":  `"brokenOff"`,
	} {
		content, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		if name == "report.json" {
			require.NotContains(t, string(content), part)
			require.Contains(t, string(content), `"a TLS secret is called by its host name"`)
			continue
		}
		require.Contains(t, string(content), part, name)
	}
}

func TestABundleSaysWhetherItsServersLive(t *testing.T) {
	memory := wreck(false)
	memory.Scenario.Failure.Scene.Servers, memory.Run.Target = "", "memory"
	existing := wreck(true)
	existing.Scenario.Failure.Scene.Servers, existing.Run.Target = "", "kubeconfig"
	for want, b := range map[string]Bundle{
		"Its clusters are those the run was given":                          existing,
		"Its clusters were in memory and are gone":                          memory,
		"Its API servers were wiped for the next scenario":                  wreck(false),
		"  kubectl --kubeconfig /servers/1/virtual.kubeconfig get all -A\n": wreck(true),
	} {
		require.Contains(t, b.files()["README.txt"], want)
	}
}

func TestEachFailureHasAFolderOfItsOwn(t *testing.T) {
	parent := t.TempDir()
	_, err := WriteBundle(parent, wreck(false))
	require.NoError(t, err)
	again, err := WriteBundle(parent, wreck(false))
	require.NoError(t, err)
	require.Equal(t, "to-host-ingresses-feature-26-2", filepath.Base(again))
}

func TestOnlyBundlesAreRemoved(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "failures")
	require.NoError(t, RemoveBundles(parent), "there need not be any")
	folder, err := WriteBundle(parent, wreck(false))
	require.NoError(t, err)
	mine := filepath.Join(parent, "mine")
	require.NoError(t, os.Mkdir(mine, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(mine, "README.txt"), []byte("my own\n"), 0o600))
	require.NoError(t, RemoveBundles(parent))
	require.NoDirExists(t, folder)
	require.FileExists(t, filepath.Join(mine, "README.txt"))
}

func TestThePageLinksAFailuresFolder(t *testing.T) {
	require.Equal(t, "failures/a-b-7", beside("out/failures/a-b-7"))
	require.Equal(t, "failures/a-b-7", beside(`out\failures\a-b-7`))
	for _, other := range []string{"", "somewhere/a-b-7", "failures/../../etc", "javascript:failures/x y", strings.Repeat("x", 9)} {
		require.Empty(t, beside(other))
	}
}
