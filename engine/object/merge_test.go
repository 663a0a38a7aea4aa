package object_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/object"
)

func TestDecide(t *testing.T) {
	t.Parallel()
	none := object.Value{}
	is := func(data any) object.Value { return object.Value{Data: data, Exists: true} }
	for name, c := range map[string]struct {
		virtual, host, virtualBase, hostBase object.Value
		want                                 object.Flow
	}{
		"equal values rest":                                           {is("a"), is("a"), is("b"), is("b"), object.Rest},
		"two absent values rest":                                      {none, none, is("b"), is("b"), object.Rest},
		"an absent value equals an empty one":                         {none, is(m()), none, none, object.Rest},
		"MERGE-03: a virtual change goes to the host":                 {is("new"), is("old"), is("old"), is("old"), object.ToHost},
		"MERGE-03: a host change goes to the virtual cluster":         {is("old"), is("new"), is("old"), is("old"), object.ToVirtual},
		"MERGE-06: the virtual change wins when both changed":         {is("virtual"), is("host"), is("old"), is("old"), object.ToHost},
		"MERGE-08: what only the host got comes up":                   {none, is("new"), none, none, object.ToVirtual},
		"MERGE-09: what the host lost goes from the virtual one":      {is("old"), none, is("old"), is("old"), object.ToVirtual},
		"what the virtual one lost goes from the host":                {none, is("old"), is("old"), is("old"), object.ToHost},
		"MERGE-10: an old difference stays":                           {is("a"), is("b"), is("a"), is("b"), object.Rest},
		"an old difference is settled by a virtual change":            {is("c"), is("b"), is("a"), is("b"), object.ToHost},
		"an old difference is settled by a host change":               {is("a"), is("c"), is("a"), is("b"), object.ToVirtual},
		"without a memory the virtual value wins":                     {is("a"), is("b"), none, none, object.ToHost},
		"without a memory what only the virtual one has goes down":    {is("a"), none, none, none, object.ToHost},
		"without a memory what only the host has comes up":            {none, is("b"), none, none, object.ToVirtual},
		"an empty text is a value":                                    {is(""), none, none, none, object.ToHost},
		"another kind of the same number is no change":                {is(int64(1)), is("x"), is(1.0), is("y"), object.ToVirtual},
		"a virtual value that came back to the base leaves the other": {is("old"), is("new"), is("old"), is("new"), object.Rest},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, object.Sides{
				Virtual: c.virtual, Host: c.host, VirtualBase: c.virtualBase, HostBase: c.hostBase,
			}.Decide())
		})
	}
}

func TestMergeMaps(t *testing.T) {
	t.Parallel()
	old := func() map[string]any { return m("a", "1", "b", "2") }
	for name, c := range map[string]struct {
		virtual, host, virtualBase, hostBase map[string]any
		newVirtual, newHost                  map[string]any
	}{
		"nothing changed":                                 {old(), old(), old(), old(), old(), old()},
		"MERGE-04: a changed key goes down":               {m("a", "x", "b", "2"), old(), old(), old(), m("a", "x", "b", "2"), m("a", "x", "b", "2")},
		"MERGE-04: a changed key comes up":                {old(), m("a", "x", "b", "2"), old(), old(), m("a", "x", "b", "2"), m("a", "x", "b", "2")},
		"MERGE-04: keys only the host has survive":        {m("a", "x"), m("a", "1", "h", "9"), m("a", "1"), m("a", "1", "h", "9"), m("a", "x"), m("a", "x", "h", "9")},
		"MERGE-05: a removed key goes below":              {m("a", "1"), old(), old(), old(), m("a", "1"), m("a", "1")},
		"MERGE-05: an added key goes down":                {m("a", "1", "b", "2", "c", "3"), old(), old(), old(), m("a", "1", "b", "2", "c", "3"), m("a", "1", "b", "2", "c", "3")},
		"MERGE-06: the virtual value wins":                {m("a", "v"), m("a", "h"), m("a", "1"), m("a", "1"), m("a", "v"), m("a", "v")},
		"MERGE-06: a virtual removal wins":                {m(), m("a", "h"), m("a", "1"), m("a", "1"), m(), m()},
		"different keys of both cross over":               {m("a", "v", "b", "2"), m("a", "1", "b", "h"), old(), old(), m("a", "v", "b", "h"), m("a", "v", "b", "h")},
		"MERGE-08: what the host added comes up":          {m("a", "1"), m("a", "1", "n", "x"), m("a", "1"), m("a", "1"), m("a", "1", "n", "x"), m("a", "1", "n", "x")},
		"MERGE-09: what the host removed goes":            {old(), m("a", "1"), old(), old(), m("a", "1"), m("a", "1")},
		"MERGE-10: an old difference stays":               {m("a", "v"), m("a", "h"), m("a", "v"), m("a", "h"), m("a", "v"), m("a", "h")},
		"without a memory both get what the other has":    {m("v", "1"), m("h", "2"), nil, nil, m("v", "1", "h", "2"), m("v", "1", "h", "2")},
		"without a memory the virtual value wins":         {m("a", "v"), m("a", "h"), nil, nil, m("a", "v"), m("a", "v")},
		"a missing map takes everything the other has":    {nil, m("a", "1"), nil, nil, m("a", "1"), m("a", "1")},
		"two missing maps are empty ones":                 {nil, nil, nil, nil, m(), m()},
		"a key both removed is gone and not heard of":     {m("a", "1"), m("a", "1"), old(), old(), m("a", "1"), m("a", "1")},
		"the same change on both sides is no change":      {m("a", "x"), m("a", "x"), m("a", "1"), m("a", "1"), m("a", "x"), m("a", "x")},
		"what the host lost while it was changed stays":   {m("a", "v"), m(), m("a", "1"), m("a", "1"), m("a", "v"), m("a", "v")},
		"what was removed while the host changed it goes": {m(), m("a", "h"), m("a", "1"), m("a", "1"), m(), m()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			virtual, host := clone(c.virtual), clone(c.host)
			newVirtual, newHost := object.MergeMaps(c.virtual, c.host, c.virtualBase, c.hostBase)
			require.Equal(t, c.newVirtual, newVirtual, "virtual")
			require.Equal(t, c.newHost, newHost, "host")
			require.Equal(t, virtual, clone(c.virtual), "the arguments are not changed")
			require.Equal(t, host, clone(c.host), "the arguments are not changed")
		})
	}
}

func TestValuesOfMaps(t *testing.T) {
	t.Parallel()
	require.Equal(t, object.Value{Data: nil, Exists: true}, object.At(m("a", nil), "a"))
	require.Equal(t, object.Value{}, object.At(nil, "a"))
	require.False(t, object.MapValue(m()).Exists, "an empty map is absent")
	require.True(t, object.MapValue(m("a", 1)).Exists)
	require.Nil(t, object.Value{Data: "x", Exists: true}.Map())
	require.Equal(t, m("a", 1), object.MapValue(m("a", 1)).Map())
}

func TestSidesAndKeys(t *testing.T) {
	t.Parallel()
	require.Equal(t, object.Host, object.Virtual.Other())
	require.Equal(t, object.Virtual, object.Host.Other())
	require.Equal(t, "default/nginx", object.Key{Namespace: "default", Name: "nginx"}.String())
	require.Equal(t, "gvisor", object.Key{Name: "gvisor"}.String())
}

func clone(from map[string]any) map[string]any {
	copied := map[string]any{}
	for key, value := range from {
		copied[key] = value
	}
	return copied
}
