package node

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheSpecificationGetsKindsHookAndLosesItsLimits(t *testing.T) {
	t.Parallel()
	for standard, want := range map[string]string{
		`{"ociVersion":"1.2.0","process":{"rlimits":[{"type":"RLIMIT_NOFILE"}],"cwd":"/"}}`: `{"ociVersion":"1.2.0","process":{"cwd":"/"},"hooks":{"createContainer":[{"path":"/kind/bin/mount-product-files.sh"}]}}`,
		`{"process":{},"hooks":{"createContainer":[{"path":"/first"}]}}`:                    `{"process":{},"hooks":{"createContainer":[{"path":"/first"},{"path":"/kind/bin/mount-product-files.sh"}]}}`,
	} {
		got, err := baseSpec([]byte(standard))
		require.NoError(t, err)
		require.JSONEq(t, want, string(got))
	}
	_, err := baseSpec([]byte(`{}`))
	require.ErrorContains(t, err, "has no process")
}

func TestPackagesAreASuiteAndNames(t *testing.T) {
	t.Parallel()
	suite, names, err := packages("# a comment\nsuite bookworm\nsystemd dbus # both\n\nrunc\n")
	require.NoError(t, err)
	require.Equal(t, "bookworm", suite)
	require.Equal(t, []string{"systemd", "dbus", "runc"}, names)
	for _, text := range []string{"", "suite bookworm\n", "systemd\n"} {
		_, _, err := packages(text)
		require.Error(t, err)
	}
}
