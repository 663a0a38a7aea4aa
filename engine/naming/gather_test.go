package naming_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
)

func TestGatheredObjectsKeepTheirNamespaceInTheirName(t *testing.T) {
	t.Parallel()
	m := naming.Gather("kube-system")
	long := strings.Repeat("capacity", 8)
	for name, c := range map[string]struct {
		host, virtual object.Key
		hashed        bool
	}{
		"a plain name":      {object.Key{Namespace: "disks", Name: "c"}, object.Key{Namespace: "kube-system", Name: "c-x-disks"}, false},
		"a name with joins": {object.Key{Namespace: "b-x-c", Name: "a"}, object.Key{Namespace: "kube-system", Name: "a-x-b-x-c"}, false},
		"a name that is too long": {object.Key{Namespace: "disks", Name: long},
			object.Key{Namespace: "kube-system", Name: long[:52] + "-741f6401b7"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			virtual, ok := m.Virtual(c.host)
			require.True(t, ok)
			require.Equal(t, c.virtual, virtual)
			require.Equal(t, c.hashed, m.Hashed(virtual))
			if !c.hashed {
				require.Contains(t, m.Hosts(virtual), c.host)
			}
		})
	}
	require.Equal(t, []object.Key{{Namespace: "b-x-c", Name: "a"}, {Namespace: "c", Name: "a-x-b"}},
		m.Hosts(object.Key{Namespace: "kube-system", Name: "a-x-b-x-c"}))
	require.Empty(t, m.Hosts(object.Key{Namespace: "kube-system", Name: "mine"}))
	require.Empty(t, m.Hosts(object.Key{Namespace: "default", Name: "c-x-disks"}))
	require.False(t, m.Covers(object.Key{Namespace: "default", Name: "c-x-disks"}))
}
