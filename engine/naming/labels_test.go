package naming_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/naming"
)

func TestTranslatedLabelKeys(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ key, cluster, want string }{
		"META-10: release":                            {"release", "my-vcluster", "vcluster.loft.sh/label-my-vcluster-x-a4d451ec23"},
		"META-10: namespace":                          {"vcluster.loft.sh/namespace", "vc", "vcluster.loft.sh/label-vc-x-101dcd4e86"},
		"META-10: managed-by":                         {"vcluster.loft.sh/managed-by", "vc", "vcluster.loft.sh/label-vc-x-e5f1b28ab2"},
		"META-10: controlled-by":                      {"vcluster.loft.sh/controlled-by", "vc", "vcluster.loft.sh/label-vc-x-2080cec00f"},
		"META-11: a long key is shortened":            {"release", "a-rather-long-virtual-cluster-name-9", "vcluster.loft.sh/label-a-rather-long-virtual-cluster-f802a68d57"},
		"META-09: every other key stays":              {"app.kubernetes.io/name", "vc", "app.kubernetes.io/name"},
		"META-09: our other keys stay":                {"vcluster.loft.sh/force-sync", "vc", "vcluster.loft.sh/force-sync"},
		"META-09: only the very key is reserved":      {"release.name", "vc", "release.name"},
		"META-09: keys are compared letter by letter": {"Release", "vc", "Release"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := naming.Scheme{Name: c.cluster, Namespace: "host-namespace"}
			require.Equal(t, c.want, s.Label(c.key))
			back, ok := s.VirtualLabel(c.want)
			require.True(t, ok, "META-14: what was translated comes back")
			require.Equal(t, c.key, back)
		})
	}
}

func TestNamespaceLabelKeys(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ key, cluster, want string }{
		"META-17: the namespace's name":    {"kubernetes.io/metadata.name", "my-vcluster", "vcluster.loft.sh/ns-label-my-vcluster-x-cf1227b7b2"},
		"META-17: pod security":            {"pod-security.kubernetes.io/enforce", "vc", "vcluster.loft.sh/ns-label-vc-x-da457b57dc"},
		"META-17: team":                    {"team", "vc", "vcluster.loft.sh/ns-label-vc-x-ca8b22d0db"},
		"META-17: a reserved key, as all":  {"release", "vc", "vcluster.loft.sh/ns-label-vc-x-a4d451ec23"},
		"META-11: a long key is shortened": {"kubernetes.io/metadata.name", "a-rather-long-virtual-cluster-name", "vcluster.loft.sh/ns-label-a-rather-long-virtual-clus-5ee364fb30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := naming.Scheme{Name: c.cluster}
			require.Equal(t, c.want, s.NamespaceLabel(c.key))
			require.True(t, naming.IsNamespaceLabel(c.want))
			_, ok := s.VirtualLabel(c.want)
			require.False(t, ok, "META-14: it never comes back")
		})
	}
}

func TestLabelsGoDown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ virtual, want map[string]any }{
		"META-09: ordinary keys are unchanged":                 {m("app", "web", "team", ""), m("app", "web", "team", "")},
		"META-10: reserved keys are translated":                {m("release", "r"), m("vcluster.loft.sh/label-vc-x-a4d451ec23", "r")},
		"META-13: a forged mark goes under its translated key": {m("vcluster.loft.sh/managed-by", "evil"), m("vcluster.loft.sh/label-vc-x-e5f1b28ab2", "evil")},
		"META-12: a key of the translated form is dropped":     {m("vcluster.loft.sh/label-vc-x-a4d451ec23", "x"), m()},
		"META-12: even one that stands for nothing":            {m("vcluster.loft.sh/label-vc-x-0123456789", "x"), m()},
		"META-12: that of another virtual cluster is ordinary": {m("vcluster.loft.sh/label-other-x-a4d451ec23", "x"), m("vcluster.loft.sh/label-other-x-a4d451ec23", "x")},
		"META-17: a tenant does not label namespaces this way": {m("vcluster.loft.sh/ns-label-vc-x-cf1227b7b2", "x"), m()},
		"no labels are no labels":                              {nil, m()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, naming.Scheme{Name: "vc"}.HostLabels(c.virtual))
		})
	}
}

func TestLabelsComeBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ host, want map[string]any }{
		"ordinary keys are unchanged":                  {m("app", "web"), m("app", "web")},
		"META-14: translated keys come back as theirs": {m("vcluster.loft.sh/label-vc-x-a4d451ec23", "r"), m("release", "r")},
		"META-15: the marks never come back": {
			m("release", "r", "vcluster.loft.sh/managed-by", "vc", "vcluster.loft.sh/namespace", "default", "vcluster.loft.sh/controlled-by", "x"), m(),
		},
		"META-14: namespace labels never come back": {m("vcluster.loft.sh/ns-label-vc-x-cf1227b7b2", "x", "vcluster.loft.sh/ns-label-other-x-1", "y"), m()},
		"no labels are no labels":                   {nil, m()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, naming.Scheme{Name: "vc"}.VirtualLabels(c.host))
		})
	}
}

func TestWhatATenantMayLabelComesBackAsItWas(t *testing.T) {
	t.Parallel()
	s := naming.Scheme{Name: "a-rather-long-virtual-cluster-name-9"}
	labels := m("app", "web", "release", "r", "vcluster.loft.sh/namespace", "n", "vcluster.loft.sh/managed-by", "m",
		"vcluster.loft.sh/controlled-by", "c", "vcluster.loft.sh/other", "o")
	require.Equal(t, labels, s.VirtualLabels(s.HostLabels(labels)))
}

func TestAShortenedKeyIsOfTheTranslatedFormToo(t *testing.T) {
	t.Parallel()
	s := naming.Scheme{Name: "a-rather-long-virtual-cluster-name-9"}
	key := s.Label("release")
	require.Empty(t, s.HostLabels(m(key, "x")), "META-12")
	require.Equal(t, m(key, "r"), s.HostLabels(m("release", "r", key, "x")), "META-12")
}

func TestSelectorsArePinned(t *testing.T) {
	t.Parallel()
	s := naming.Scheme{Name: "vc"}
	pins := m("vcluster.loft.sh/managed-by", "vc", "vcluster.loft.sh/namespace", "default")
	require.Nil(t, s.HostSelector(nil, "default"), "SVC-04: without a selector there is none")
	require.Equal(t, pins, s.HostSelector(m(), "default"))
	require.Equal(t, m("app", "web", "vcluster.loft.sh/managed-by", "vc", "vcluster.loft.sh/namespace", "default"),
		s.HostSelector(m("app", "web"), "default"), "SVC-03")
	require.Equal(t, m("vcluster.loft.sh/label-vc-x-e5f1b28ab2", "other", "vcluster.loft.sh/managed-by", "vc", "vcluster.loft.sh/namespace", "default"),
		s.HostSelector(m("vcluster.loft.sh/managed-by", "other"), "default"), "a tenant selects nobody else's pods")
}

// m is a map of its arguments: key, value, key, value.
func m(pairs ...any) map[string]any {
	made := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		made[pairs[i].(string)] = pairs[i+1]
	}
	return made
}
