package naming_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/naming"
)

func TestSpacesSayWhichNamespacesHaveTheirOwn(t *testing.T) {
	t.Parallel()
	spaces := naming.NewSpaces(map[string]string{
		"settings": "shared", "team-*": "h-team-*", "team-a-*": "a-*", "team-b": "special", "${name}-x": "own-${name}",
	}, "vcluster")
	for name, c := range map[string]struct{ virtual, host string }{
		"NS-04: an exact pair":                    {"settings", "shared"},
		"NS-05: what the star stands for is kept": {"team-c", "h-team-c"},
		"NS-06: the virtual cluster's name":       {"vcluster-x", "own-vcluster"},
		"NS-07: an exact pair goes first":         {"team-b", "special"},
		"a longer pattern goes before a shorter":  {"team-a-1", "a-1"},
		"NS-08: one that no pair fits has none":   {"default", ""},
		"a star stands for something":             {"team-", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host, own := spaces.Host(c.virtual)
			require.Equal(t, c.host, host)
			require.Equal(t, c.host != "", own)
			if own {
				virtual, known := spaces.Virtual(host)
				require.True(t, known)
				require.Equal(t, c.virtual, virtual)
			}
		})
	}
	require.Equal(t, []string{"settings", "team-*", "team-a-*", "team-b", "vcluster-x"}, spaces.Names())
	_, known := spaces.Virtual("h-team-b")
	require.False(t, known, "team-b is elsewhere")
}

func TestTheOlderModeHashesEveryNamespace(t *testing.T) {
	t.Parallel()
	scheme := naming.Scheme{Name: "vcluster", Namespace: "vcluster"}
	scheme.Spaces = naming.HashedSpaces(scheme)
	host, own := scheme.Spaces.Host("default")
	require.True(t, own)
	require.Regexp(t, "^vcluster-37a8eec1-[0-9a-f]{8}$", host, "NS-03")
	require.Equal(t, "nginx", scheme.Host("default", "nginx"))
}

func TestCopiesOfAMappedNamespaceKeepTheirNames(t *testing.T) {
	t.Parallel()
	scheme := naming.Scheme{Name: "vcluster", Namespace: "vcluster"}
	scheme.Spaces = naming.NewSpaces(map[string]string{"team-*": "h-team-*"}, "vcluster")
	require.Equal(t, "nginx", scheme.Host("team-a", "nginx"))
	require.Equal(t, "h-team-a", scheme.HostNamespace("team-a"))
	require.Equal(t, "nginx-x-default-x-vcluster", scheme.Host("default", "nginx"), "NS-08")
	require.Equal(t, "vcluster", scheme.HostNamespace("default"), "NS-08")
	require.Equal(t, "vcluster-kube-root-ca.crt-x-vcluster", scheme.Host("team-a", "kube-root-ca.crt"), "CM-17")
}
