package naming_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
)

func TestAMappingSaysWhereHostObjectsAppear(t *testing.T) {
	t.Parallel()
	everything := map[string]string{"": "own", "/settings": "single/app", "foo/*": "bar/*", "foo/settings": "bar/app", "vcluster/exact": "first/*"}
	for name, c := range map[string]struct {
		byName  map[string]string
		host    object.Key
		virtual object.Key
	}{
		"FCM-02: a namespace keeps the names":              {everything, object.Key{Namespace: "foo", Name: "a"}, object.Key{Namespace: "bar", Name: "a"}},
		"FCM-03: one object has a new name":                {everything, object.Key{Namespace: "foo", Name: "settings"}, object.Key{Namespace: "bar", Name: "app"}},
		"FCM-03: one object keeps its name":                {everything, object.Key{Namespace: "vcluster", Name: "exact"}, object.Key{Namespace: "first", Name: "exact"}},
		"FCM-04: the own namespace":                        {everything, object.Key{Namespace: "vcluster", Name: "a"}, object.Key{Namespace: "own", Name: "a"}},
		"FCM-04: the own namespace, written with a star":   {map[string]string{"": "own/*"}, object.Key{Namespace: "vcluster", Name: "a"}, object.Key{Namespace: "own", Name: "a"}},
		"FCM-05: one of the own namespace":                 {everything, object.Key{Namespace: "vcluster", Name: "settings"}, object.Key{Namespace: "single", Name: "app"}},
		"FCM-06: a whole namespace goes before a /name":    {map[string]string{"vcluster/*": "a/*", "/settings": "b/settings"}, object.Key{Namespace: "vcluster", Name: "settings"}, object.Key{Namespace: "a", Name: "settings"}},
		"FCM-06: a name goes before its whole namespace":   {map[string]string{"vcluster/*": "a/*", "vcluster/x": "b/y"}, object.Key{Namespace: "vcluster", Name: "x"}, object.Key{Namespace: "b", Name: "y"}},
		"another namespace appears nowhere":                {everything, object.Key{Namespace: "other", Name: "a"}, object.Key{}},
		"another object of a namespace appears nowhere":    {map[string]string{"foo/a": "bar/a"}, object.Key{Namespace: "foo", Name: "b"}, object.Key{}},
		"FCM-20: the way back of a starred value is known": {map[string]string{"": "bar/*"}, object.Key{Namespace: "vcluster", Name: "a"}, object.Key{Namespace: "bar", Name: "a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := naming.NewMapping(c.byName, "vcluster")
			got, ok := m.Virtual(c.host)
			require.Equal(t, c.virtual, got)
			require.Equal(t, c.virtual != object.Key{}, ok)
			if ok {
				require.Equal(t, c.host, m.Hosts(got)[0], "and back")
			}
		})
	}
}

func TestHostObjectsThatMeetUnderOneNameAreAskedInOrder(t *testing.T) {
	t.Parallel()
	m := naming.NewMapping(map[string]string{"foo/*": "bar/*", "baz/x": "bar/a", "": "bar"}, "vcluster")
	require.Equal(t, []object.Key{{Namespace: "baz", Name: "x"}, {Namespace: "foo", Name: "a"}, {Namespace: "vcluster", Name: "a"}},
		m.Hosts(object.Key{Namespace: "bar", Name: "a"}))
	require.Empty(t, m.Hosts(object.Key{Namespace: "other", Name: "a"}))
}

func TestOnlyWhatAMappingNamesHasToBeWatched(t *testing.T) {
	t.Parallel()
	m := naming.NewMapping(map[string]string{"foo/*": "bar/*", "foo/a": "bar/b", "baz/x": "bar/x", "/y": "other/y"}, "vcluster")
	require.Equal(t, []object.Key{{Namespace: "foo"}, {Namespace: "baz", Name: "x"}, {Namespace: "vcluster", Name: "y"}}, m.Sources())
	require.Equal(t, []object.Key{{Namespace: "bar"}, {Namespace: "other"}}, m.Targets())
}
