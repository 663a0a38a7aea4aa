package kindconfigs_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
)

func load(t *testing.T, name string) kindconfigs.Config {
	t.Helper()
	config, err := kindconfigs.Load(name)
	require.NoError(t, err)
	return config
}

func TestEveryNameIsAClusterOfItsOwn(t *testing.T) {
	t.Parallel()
	nodes := map[string]int{"gvisor": 1, "kata": 1, "both": 1, "gvisor-3-nodes": 3, "kata-3-nodes": 3, "both-3-nodes": 3}
	handlers := map[string][]string{"gvisor": {"runsc"}, "kata": {"kata"}, "both": {"runsc", "kata"}}
	for _, name := range kindconfigs.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := load(t, name)
			kind, _, _ := strings.Cut(name, "-")
			require.Equal(t, "syncspec-"+name, config.Cluster.Name)
			require.Len(t, config.Cluster.Nodes, nodes[name])
			require.Equal(t, v1alpha4.ControlPlaneRole, config.Cluster.Nodes[0].Role)
			require.Equal(t, handlers[kind], config.Handlers)
			require.Equal(t, config.Has(kindconfigs.GVisorHandler), config.Runsc != "")
			for _, handler := range config.Handlers {
				require.Contains(t, strings.Join(config.Cluster.ContainerdConfigPatches, "\n"), ".containerd.runtimes."+handler+"]")
			}
		})
	}
}

func TestTheNodesOfAClusterAreAlike(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"gvisor", "kata", "both"} {
		one, three := load(t, kind), load(t, kind+"-3-nodes")
		require.Equal(t, one.Cluster.ContainerdConfigPatches, three.Cluster.ContainerdConfigPatches)
		for _, node := range three.Cluster.Nodes {
			require.Equal(t, one.Cluster.Nodes[0].ExtraMounts, node.ExtraMounts)
		}
	}
}

func TestBothIsOneAndTheOther(t *testing.T) {
	t.Parallel()
	gvisor, kata, both := load(t, "gvisor").Cluster, load(t, "kata").Cluster, load(t, "both").Cluster
	require.Equal(t, append(gvisor.ContainerdConfigPatches, kata.ContainerdConfigPatches...), both.ContainerdConfigPatches)
	require.Equal(t, append(gvisor.Nodes[0].ExtraMounts, kata.Nodes[0].ExtraMounts...), both.Nodes[0].ExtraMounts)
}

func TestAnUnknownNameIsToldWhichThereAre(t *testing.T) {
	t.Parallel()
	_, err := kindconfigs.Load("youki")
	require.EqualError(t, err, `no kind configuration is named "youki"; there are gvisor, gvisor-3-nodes, kata, kata-3-nodes, both, both-3-nodes`)
}

func TestAClusterGetsTheClassesOfItsHandlers(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string][]string{"gvisor": {"gvisor"}, "kata": {"kata"}, "both": {"gvisor", "kata"}} {
		classes, err := load(t, kind).RuntimeClasses()
		require.NoError(t, err)
		var names []string
		for _, class := range classes {
			require.Equal(t, "node.k8s.io/v1", class.APIVersion)
			names = append(names, class.Name)
		}
		require.Equal(t, want, names)
	}
}
