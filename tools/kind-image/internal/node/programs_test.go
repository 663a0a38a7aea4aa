package node

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestProgramsAreNamedByTheirPackage(t *testing.T) {
	t.Parallel()
	require.Equal(t, []program{{"host-local", "p/ipam/host-local"}, {"ptp", "p/main/ptp"}}, from("p/", "ipam/host-local", "main/ptp"))
}

func TestKubernetesSaysWhichVersionItIs(t *testing.T) {
	t.Parallel()
	const v = " -X k8s.io/component-base/version."
	require.Equal(t, v+"gitVersion=v1.36.3"+v+"gitMajor=1"+v+"gitMinor=36"+v+"gitTreeState=clean", stamp("v1.36.3"))
}

func TestNoTwoProgramsHaveOneName(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, m := range modules("v1.36.3", "v2.3.7") {
		for _, p := range m.programs {
			require.False(t, seen[p.name], p.name)
			seen[p.name] = true
		}
	}
	require.Len(t, seen, 18)
}
