package controlplane

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/steps"
)

func TestTheWayBack(t *testing.T) {
	before := keyspace{
		"/host/namespaces/default":                   {Value: []byte("d"), Revision: 1},
		"/host/configmaps/a":                         {Value: []byte("a"), Revision: 2},
		"/host/leases/kube-system/apiserver-x":       {Value: []byte("l"), Revision: 3},
		"compact_rev_key":                            {Value: []byte("1"), Revision: 4},
		"/virtual/apiextensions.k8s.io/whatever/one": {Value: []byte("w"), Revision: 5},
	}
	same := func(change func(keyspace)) keyspace {
		now := keyspace{}
		for key, r := range before {
			now[key] = record{Revision: r.Revision}
		}
		change(now)
		return now
	}
	for name, c := range map[string]struct {
		now  keyspace
		want []change
	}{
		"nothing has changed":          {same(func(keyspace) {}), nil},
		"what is new goes":             {same(func(k keyspace) { k["/host/pods/a/b"] = record{Revision: 9} }), []change{{key: "/host/pods/a/b", delete: true}}},
		"what is gone comes back":      {same(func(k keyspace) { delete(k, "/host/configmaps/a") }), []change{{key: "/host/configmaps/a", value: []byte("a")}}},
		"what was changed is put back": {same(func(k keyspace) { k["/host/configmaps/a"] = record{Revision: 9} }), []change{{key: "/host/configmaps/a", value: []byte("a")}}},
		"what the servers renew is left": {same(func(k keyspace) {
			k["compact_rev_key"] = record{Revision: 9}
			delete(k, "/host/leases/kube-system/apiserver-x")
		}), nil},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, wayBack(c.now, before)) })
	}
}

func TestWhatServersMakeOfOtherObjectsGoesLast(t *testing.T) {
	service := change{key: "/host/services/specs/a/b", delete: true}
	address := change{key: "/host/ipaddresses/10.96.0.9", delete: true}
	require.Equal(t, []change{service}, consequencesLast([]change{address, service}))
	require.Equal(t, []change{address}, consequencesLast([]change{address}))
}

func TestAKeyTellsItsKindAndSide(t *testing.T) {
	kinds := catalogue{
		"pods":           {Version: "v1", Resource: "pods"},
		"services/specs": {Version: "v1", Resource: "services"},
		"ingress":        {Group: "networking.k8s.io", Version: "v1", Resource: "ingresses"},
		"apiextensions.k8s.io/customresourcedefinitions": {Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"},
	}
	for key, want := range map[string]struct {
		side steps.Side
		path string
	}{
		"/host/pods/default/web":                                   {steps.Host, "/api/v1/pods"},
		"/virtual/services/specs/default/web":                      {steps.Virtual, "/api/v1/services"},
		"/virtual/ingress/default/web":                             {steps.Virtual, "/apis/networking.k8s.io/v1/ingresses"},
		"/host/apiextensions.k8s.io/customresourcedefinitions/a.b": {steps.Host, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"},
	} {
		p, ok := kinds.of(key)
		require.True(t, ok, key)
		require.Equal(t, want.side, p.side, key)
		require.Equal(t, want.path, p.path(), key)
	}
	for _, key := range []string{"compact_rev_key", "/host/ranges/servicenodeports", "/host/example.com/widgets/a/b", ""} {
		_, ok := kinds.of(key)
		require.False(t, ok, key)
	}
}

func TestAGroupIsCustomUnlessTheServerHasIt(t *testing.T) {
	kinds := catalogue{"ingress": schema.GroupVersionResource{Group: "networking.k8s.io", Version: "v1", Resource: "ingresses"}}
	side, group, ok := kinds.customGroup("/virtual/apiextensions.k8s.io/customresourcedefinitions/widgets.example.com")
	require.True(t, ok)
	require.Equal(t, steps.Virtual, side)
	require.Equal(t, "example.com", group)
	_, _, ok = kinds.customGroup("/virtual/apiextensions.k8s.io/customresourcedefinitions/more.networking.k8s.io")
	require.False(t, ok)
	_, _, ok = kinds.customGroup("/virtual/pods/default/web")
	require.False(t, ok)
}

func TestAnExitCodeIsReadable(t *testing.T) {
	require.Equal(t, "exit status 1", exitText(1))
	require.Equal(t, "exit status 137 (signal 9: killed)", exitText(137))
}
