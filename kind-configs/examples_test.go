package kindconfigs_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pelletier/go-toml"
	"github.com/stretchr/testify/require"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
)

// containerd reads its own examples: see the test beside its go.mod, in tools.
func TestCRIOsExampleHasTheHandlersOfTheClasses(t *testing.T) {
	t.Parallel()
	tree, err := toml.LoadFile(filepath.Join("examples", "crio.conf"))
	require.NoError(t, err)
	runtimes, ok := tree.GetPath([]string{"crio", "runtime", "runtimes"}).(*toml.Tree)
	require.True(t, ok)
	classes, err := kindconfigs.RuntimeClasses()
	require.NoError(t, err)
	var handlers []string
	for _, class := range classes {
		handlers = append(handlers, class.Handler)
		require.NotEmpty(t, runtimes.GetPath([]string{class.Handler, "runtime_path"}), class.Handler)
	}
	require.ElementsMatch(t, handlers, runtimes.Keys())
}

func TestEveryConfigurationIsInTheReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	for _, name := range kindconfigs.Names() {
		require.Contains(t, string(readme), "`"+name+".yaml`")
	}
}

func TestSettingsAreTOML(t *testing.T) {
	t.Parallel()
	for _, machine := range []kindconfigs.Machine{{CgroupVersion: 1}, {CgroupVersion: 2}} {
		settings, err := toml.Load(kindconfigs.Adapt(load(t, "gvisor"), machine).Runsc)
		require.NoError(t, err)
		require.True(t, settings.Has("runsc_config"))
	}
}
