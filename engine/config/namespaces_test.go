package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
)

// mapped is a configuration with one mapping of namespaces.
func mapped(pair string) string {
	return "sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {" + pair + "}}}}}"
}

const inMappings = ": sync.toHost.namespaces.mappings.byName: "

func TestMappingsOfNamespaces(t *testing.T) {
	t.Parallel()
	const why = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name' or '123-abc')"
	for _, r := range []struct{ name, pair, want string }{
		{"a name for a name is fine", "a: h-a", ""},
		{"a pattern for a pattern is fine", "'team-*': 'h-team-*'", ""},
		{"everything may go below a prefix", "'*': 'h-${name}-*'", ""},
		{"the name of the virtual cluster has its place", "a: '${name}-a'", ""},
		{"one host namespace for two", "a: h, b: h", ":74" + inMappings + "duplicate host namespace 'h' found in mappings: a has it already"},
		{"a pattern for a name", "a: 'h-*'", ":68" + inMappings + "'a':'h-*' has mismatched wildcard '*' usage - pattern must always map to another pattern"},
		{"a name for a pattern", "'a-*': h", ":72" + inMappings + "'a-*':'h' has mismatched wildcard '*' usage - pattern must always map to another pattern"},
		{"two stars", "'a-**': 'h-*'", ":65" + inMappings + "virtual namespace pattern 'a-**' must contain exactly one '*'"},
		{"a star in the middle", "'a-*': 'h-*-x'", ":72" + inMappings + "host namespace pattern 'h-*-x' must have the wildcard '*' at the end"},
		{"a prefix that leaves no room", "'a-*': '" + strings.Repeat("h", 33) + "*'", ":72" + inMappings + "literal parts of host namespace pattern prefix '" + strings.Repeat("h", 33) + "' (from '" + strings.Repeat("h", 33) + "*') cannot be longer than 32 characters (literal length: 33)"},
		{"a name no namespace can have", "a: H", ":68" + inMappings + "invalid host namespace name 'H': " + why},
		{"a prefix no namespace can have", "'Team-*': 'h-*'", ":65" + inMappings + "invalid virtual namespace pattern 'Team-*': " + why},
		{"an empty host namespace", "a: ''", ":68" + inMappings + "host namespace cannot be empty"},
		{"an empty virtual namespace", "'': a", ":65" + inMappings + "virtual namespace cannot be empty"},
		{"another placeholder", "a: '${namespace}-a'", ":68" + inMappings + "host namespace '${namespace}-a' contains an unsupported placeholder; only '${name}' is allowed"},
		{"the placeholder twice", "a: '${name}-${name}'", ":68" + inMappings + "host namespace '${name}-${name}' contains placeholder '${name}' multiple times"},
		{"a star alone on the host", "'*': '*'", ":70" + inMappings + "host pattern mappings must use a prefix before wildcard: *"},
	} {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			got := ruled(t, mapped(r.pair))
			if r.want == "" {
				require.Empty(t, got)
				return
			}
			require.Equal(t, []string{"vcluster.yaml:1" + r.want}, got)
		})
	}
}

func TestMappingsOfNamespacesAreNeeded(t *testing.T) {
	t.Parallel()
	require.Contains(t, findings(t, "sync: {toHost: {namespaces: {enabled: true}}}"),
		"vcluster.yaml:1:30: sync.toHost.namespaces.mappings.byName is empty; name at least one namespace of the virtual cluster and its namespace on the host")
}

func TestAnInstallationNeedsNames(t *testing.T) {
	t.Parallel()
	c := parse(t, "")
	require.NoError(t, c.CheckInstalled(config.Installation{Name: "a", Namespace: "b"}).Err())
	require.EqualError(t, c.CheckInstalled(config.Installation{}).Err(),
		"vcluster.yaml:1:1: the virtual cluster has no name; give it one\nvcluster.yaml:1:1: the virtual cluster has no namespace on the host; give it one")
}
