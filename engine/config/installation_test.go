package config

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What an installation says of mappings cannot be seen through Parse until they are delivered.
func TestMappingsStayClearOfTheControlPlane(t *testing.T) {
	t.Parallel()
	const before = ": sync.toHost.namespaces.mappings.byName: "
	for host, want := range map[string]string{
		"h":         "",
		"${name}-a": "",
		"h-*":       "",
		"own":       "host namespace mapping 'own' conflicts with control plane namespace 'own'; choose another one",
		"o*":        "host namespace pattern 'o*' conflicts with control plane namespace 'own'; choose another one",
		"${name}":   "",
		"${name}-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-*": "literal parts of host namespace pattern prefix '${name}-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-' (from '${name}-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-*') cannot be longer than 32 characters (literal length: 34)",
	} {
		virtual := "a"
		if isPattern(host) {
			virtual = "a-*"
		}
		c := Default()
		c.file = "f"
		c.Sync.ToHost.Namespaces.Enabled = true
		c.Sync.ToHost.Namespaces.Mappings.ByName = map[string]string{virtual: host}
		found := c.CheckInstalled(Installation{Name: "vc", Namespace: "own"})
		if want == "" {
			require.Empty(t, found, host)
			continue
		}
		require.EqualError(t, found.Err(), "f:1:1"+before+want)
	}
}
