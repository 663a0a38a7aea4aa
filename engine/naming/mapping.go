package naming

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/object"
)

// Mapping says under which virtual names host objects appear, as
// sync.fromHost.*.mappings.byName has it (FCM-02 to FCM-06):
//
//	"foo/settings": "bar/app"   one object          "/settings": "bar/app"   one of the own namespace
//	"foo/*": "bar/*"            a whole namespace   "": "bar"                the whole own namespace
type Mapping struct {
	rules []mapped
	// gathered is the virtual namespace that everything of the host appears in, under another scheme.
	gathered string
}

// mapped is one pair; the name "*" stands for any.
type mapped struct{ host, virtual object.Key }

const anyName = "*"

// NewMapping reads the pairs; own is the virtual cluster's own host namespace.
func NewMapping(byName map[string]string, own string) *Mapping {
	m := &Mapping{}
	for _, key := range slices.SortedFunc(maps.Keys(byName), exactFirst) {
		host, virtual := split(key), split(byName[key])
		host.Namespace = cmp.Or(host.Namespace, own)
		m.rules = append(m.rules, mapped{host, virtual})
	}
	return m
}

// exactFirst is the order in which rules are asked: ns/name, ns/*, /name, "" (FCM-06).
func exactFirst(a, b string) int {
	rank := func(key string) int {
		switch {
		case key == "":
			return 3
		case strings.HasPrefix(key, "/"):
			return 2
		case strings.HasSuffix(key, "/*"):
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}

func split(text string) object.Key {
	namespace, name, _ := strings.Cut(text, "/")
	return object.Key{Namespace: namespace, Name: cmp.Or(name, anyName)}
}

// Virtual is the name a host object appears under, if it does.
func (m *Mapping) Virtual(host object.Key) (object.Key, bool) {
	if m.gathered != "" {
		return m.gather(host), true
	}
	for _, r := range m.rules {
		if r.host.Namespace != host.Namespace || r.host.Name != anyName && r.host.Name != host.Name {
			continue
		}
		virtual := r.virtual
		if virtual.Name == anyName {
			virtual.Name = host.Name
		}
		return virtual, true
	}
	return object.Key{}, false
}

// Hosts are the host objects that appear under a virtual name, the one that
// comes first in it first. Usually there is one at most.
func (m *Mapping) Hosts(virtual object.Key) []object.Key {
	if m.gathered != "" {
		return m.origins(virtual)
	}
	var found []object.Key
	for _, r := range m.rules {
		host := r.host
		if host.Name == anyName {
			host.Name = virtual.Name
		}
		if back, ok := m.Virtual(host); ok && back == virtual && !slices.Contains(found, host) {
			found = append(found, host)
		}
	}
	return found
}

// Covers reports whether a virtual object may come from the host by its name.
func (m *Mapping) Covers(virtual object.Key) bool {
	return m.Hashed(virtual) || len(m.Hosts(virtual)) > 0
}

// Sources are what has to be watched on the host: whole namespaces, with the
// name empty, and single objects of others.
func (m *Mapping) Sources() []object.Key {
	if m.gathered != "" {
		return []object.Key{{}}
	}
	whole, single := map[object.Key]bool{}, map[object.Key]bool{}
	for _, r := range m.rules {
		if r.host.Name == anyName {
			whole[object.Key{Namespace: r.host.Namespace}] = true
		}
	}
	for _, r := range m.rules {
		if !whole[object.Key{Namespace: r.host.Namespace}] {
			single[r.host] = true
		}
	}
	return slices.Concat(sortedKeys(whole), sortedKeys(single))
}

// Targets are the virtual namespaces host objects appear in.
func (m *Mapping) Targets() []object.Key {
	if m.gathered != "" {
		return []object.Key{{Namespace: m.gathered}}
	}
	targets := map[object.Key]bool{}
	for _, r := range m.rules {
		targets[object.Key{Namespace: r.virtual.Namespace}] = true
	}
	return sortedKeys(targets)
}

func sortedKeys(set map[object.Key]bool) []object.Key {
	return slices.SortedFunc(maps.Keys(set), func(a, b object.Key) int { return strings.Compare(a.String(), b.String()) })
}
