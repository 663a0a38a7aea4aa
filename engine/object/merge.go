package object

// Value is one field of an object that may be absent.
type Value struct {
	Data   any
	Exists bool
}

// Sides are one field as both clusters hold it now, and as both held it when
// they last agreed. Without a memory of that (after a start) the bases are
// absent, so a difference counts as a change of the side that has the field.
type Sides struct {
	Virtual, Host         Value
	VirtualBase, HostBase Value
}

// Flow says where a field of two sides has to be carried.
type Flow int

// The flows. Virtual wins when both sides changed (MERGE-06).
const (
	Rest      Flow = iota // nothing to do
	ToHost                // the virtual value goes to the host
	ToVirtual             // the host value goes to the virtual cluster
)

// Decide is the rule of every field that flows both ways (MERGE-03, GEN-29).
func (s Sides) Decide() Flow {
	switch {
	case same(s.Virtual, s.Host):
		return Rest
	case !same(s.Virtual, s.VirtualBase):
		return ToHost
	case !same(s.Host, s.HostBase):
		return ToVirtual
	}
	return Rest
}

func same(a, b Value) bool {
	if a.Exists != b.Exists {
		return empty(a.Data) && empty(b.Data)
	}
	return Equal(a.Data, b.Data)
}

// At returns the value of a key of a map.
func At(m map[string]any, key string) Value {
	value, ok := m[key]
	return Value{Data: value, Exists: ok}
}

// MergeMaps carries a map that flows both ways key by key (MERGE-04, MERGE-05):
// keys that only one side changed go to the other, untouched keys stay. It
// returns what each side should hold; the arguments are not changed.
func MergeMaps(virtual, host, virtualBase, hostBase map[string]any) (newVirtual, newHost map[string]any) {
	newVirtual, newHost = clone(virtual), clone(host)
	for _, key := range union(virtual, host) {
		sides := Sides{
			Virtual: At(virtual, key), Host: At(host, key),
			VirtualBase: At(virtualBase, key), HostBase: At(hostBase, key),
		}
		switch sides.Decide() {
		case ToHost:
			put(newHost, key, sides.Virtual)
		case ToVirtual:
			put(newVirtual, key, sides.Host)
		case Rest:
		}
	}
	return newVirtual, newHost
}

func put(m map[string]any, key string, value Value) {
	if value.Exists {
		m[key] = value.Data
	} else {
		delete(m, key)
	}
}

func clone(m map[string]any) map[string]any {
	c := make(map[string]any, len(m))
	for key, value := range m {
		c[key] = value
	}
	return c
}

func union(a, b map[string]any) []string {
	keys := make([]string, 0, len(a)+len(b))
	for key := range a {
		keys = append(keys, key)
	}
	for key := range b {
		if _, twice := a[key]; !twice {
			keys = append(keys, key)
		}
	}
	return keys
}

// Map returns a value as a map; anything else is nil.
func (v Value) Map() map[string]any {
	m, _ := v.Data.(map[string]any)
	return m
}

// MapValue is a map as a value; an empty one is absent.
func MapValue(m map[string]any) Value { return Value{Data: m, Exists: len(m) > 0} }
