package kind

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

func TestAClusterIsGivenTheRecordsAndAWayToTheVirtualAPIServer(t *testing.T) {
	t.Parallel()
	wanted := v1alpha4.Cluster{Nodes: []v1alpha4.Node{{Role: v1alpha4.WorkerRole}, {Role: v1alpha4.ControlPlaneRole}}}
	made, err := configured(wanted, "/here")
	require.NoError(t, err)
	require.Empty(t, made.Nodes[0].ExtraMounts, "workers have no API server")
	require.Equal(t, []v1alpha4.Mount{{HostPath: "/here", ContainerPath: records}}, made.Nodes[1].ExtraMounts)
	require.EqualValues(t, planePort, made.Nodes[1].ExtraPortMappings[0].ContainerPort)
	require.Equal(t, "127.0.0.1", made.Nodes[1].ExtraPortMappings[0].ListenAddress, "nobody else is let in")
	require.Len(t, made.KubeadmConfigPatchesJSON6902, 2, "one for each way kubeadm writes arguments")
	require.Empty(t, wanted.Nodes[1].ExtraMounts, "what was wanted stays as it is")
}

func TestAClusterWithoutNodesHasOne(t *testing.T) {
	t.Parallel()
	made, err := configured(v1alpha4.Cluster{}, "/here")
	require.NoError(t, err)
	require.Len(t, made.Nodes, 1)
}

func TestTheRecordIsThatOfOneAPIServer(t *testing.T) {
	t.Parallel()
	two := []v1alpha4.Node{{Role: v1alpha4.ControlPlaneRole}, {Role: v1alpha4.ControlPlaneRole}}
	_, err := configured(v1alpha4.Cluster{Nodes: two}, "/here")
	require.ErrorContains(t, err, "more than one control-plane node")
	_, err = configured(v1alpha4.Cluster{Nodes: []v1alpha4.Node{{Role: v1alpha4.WorkerRole}}}, "/here")
	require.ErrorContains(t, err, "no control-plane node")
}

func TestTheRecordsAreThereBeforeTheServersAre(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "a", "b")
	require.NoError(t, prepare(folder))
	for _, name := range []string{policy, hostLog, virtualLog} {
		info, err := os.Stat(filepath.Join(folder, name))
		require.NoError(t, err)
		require.EqualValues(t, 0o600, info.Mode().Perm())
	}
}

func TestScenariosThatPlayAKubeletAreLeftToOtherTargets(t *testing.T) {
	t.Parallel()
	for text, skipped := range map[string]bool{
		`the host copy of Pod "default/web" reports this status:`: true,
		`the host cluster has Node "one" with:`:                   true,
		`the tenant runs Pod "default/web"`:                       false,
		`the host cluster has nodes with these runtime handlers:`: true,
		`the virtual cluster has Node "one" with:`:                false,
	} {
		example := runner.Example{Steps: []reports.Step{{Text: "a virtual cluster"}, {Text: text}}}
		require.Equal(t, skipped, (&Target{}).Skip(example) != "", text)
	}
}

func TestHandlersOfTheUseCasesAreGivenToNodesThatHaveGVisor(t *testing.T) {
	t.Parallel()
	without, err := configured(v1alpha4.Cluster{}, "/here")
	require.NoError(t, err)
	require.Empty(t, without.ContainerdConfigPatches)
	config, err := kindconfigs.Load("gvisor")
	require.NoError(t, err)
	with, err := configured(config.Cluster, "/here")
	require.NoError(t, err)
	require.Len(t, with.ContainerdConfigPatches, len(config.Cluster.ContainerdConfigPatches)+2)
	require.Equal(t, "true", with.Nodes[0].Labels["sandbox.example.com/gvisor"])
}

func TestTheProbeStandsForEveryImageOfTheUseCases(t *testing.T) {
	t.Parallel()
	all := map[name.Tag]v1.Image{}
	require.NoError(t, stand(nil, all))
	named := map[string]bool{}
	for tag := range all {
		named[tag.String()] = true
	}
	require.True(t, named[Probe])
	require.True(t, named["plugins.example.com/stranger:1"])
	require.True(t, named["bank.example.com/report:1"])
}
