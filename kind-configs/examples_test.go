package kindconfigs_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/require"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
)

// containerd reads its own examples: see the test beside its go.mod, in tools.
func TestCRIOsExampleHasTheHandlersOfTheClasses(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("examples", "crio.conf"))
	require.NoError(t, err)
	var settings struct {
		CRIO struct {
			Runtime struct {
				Runtimes map[string]map[string]any
			}
		}
	}
	require.NoError(t, toml.Unmarshal(text, &settings))
	runtimes := settings.CRIO.Runtime.Runtimes
	classes, err := kindconfigs.RuntimeClasses()
	require.NoError(t, err)
	require.Len(t, runtimes, len(classes))
	for _, class := range classes {
		require.NotEmpty(t, runtimes[class.Handler]["runtime_path"], class.Handler)
	}
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
		var settings map[string]map[string]string
		require.NoError(t, toml.Unmarshal([]byte(kindconfigs.Adapt(load(t, "gvisor"), machine).Runsc), &settings))
		require.Len(t, settings["runsc_config"], 1)
	}
}
