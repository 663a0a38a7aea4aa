package kindconfigs_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
	"sigs.k8s.io/yaml"

	kindconfigs "github.com/syncspec/syncspec/kind-configs"
)

func TestWhatIsWrittenIsWhatKindReads(t *testing.T) {
	t.Parallel()
	dir, binaries := t.TempDir(), t.TempDir()
	for _, name := range kindconfigs.Binaries() {
		require.NoError(t, os.WriteFile(filepath.Join(binaries, name), nil, 0o755))
	}
	config := kindconfigs.WithImage(load(t, "both"), "example/node:v1")

	file, err := kindconfigs.Write(config, dir, binaries)

	require.NoError(t, err)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var cluster v1alpha4.Cluster
	require.NoError(t, yaml.UnmarshalStrict(text, &cluster))
	require.Equal(t, kindconfigs.Place(config, dir, binaries).Cluster, cluster)
	require.Equal(t, []v1alpha4.Mount{
		{HostPath: filepath.Join(binaries, "runsc"), ContainerPath: "/usr/local/bin/runsc", Readonly: true},
		{HostPath: filepath.Join(binaries, "containerd-shim-runsc-v1"), ContainerPath: "/usr/local/bin/containerd-shim-runsc-v1", Readonly: true},
		{HostPath: filepath.Join(dir, "runsc.toml"), ContainerPath: "/etc/containerd/runsc.toml", Readonly: true},
		{HostPath: "/opt/kata", ContainerPath: "/opt/kata", Readonly: true},
	}, cluster.Nodes[0].ExtraMounts)
	require.Equal(t, "example/node:v1", cluster.Nodes[0].Image)
	settings, err := os.ReadFile(filepath.Join(dir, "runsc.toml"))
	require.NoError(t, err)
	require.Equal(t, config.Runsc, string(settings))
}

func TestAClusterWithoutGVisorNeedsNoBinaries(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := kindconfigs.Write(load(t, "kata"), dir, filepath.Join(dir, "nowhere"))
	require.NoError(t, err)
}

func TestMissingBinariesAreNamedWithTheWayToGetThem(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := kindconfigs.Write(load(t, "gvisor"), dir, dir)
	require.EqualError(t, err, "kind configuration gvisor needs gVisor's runsc in "+dir+"; make runsc builds it into bin")
}
