package naming

import (
	"regexp"
	"strings"

	"github.com/syncspec/syncspec/engine/object"
)

// Gather maps the objects of all host namespaces into one virtual namespace, under
// the name NAME-x-NAMESPACE, shortened as every joined name (CSI-30).
func Gather(namespace string) *Mapping { return &Mapping{gathered: namespace} }

const join = "-x-"

func (m *Mapping) gather(host object.Key) object.Key {
	return object.Key{Namespace: m.gathered, Name: shorten(host.Name + join + host.Namespace)}
}

// origins are the host objects whose joined name is the virtual one. A name may
// be read in several ways, and a shortened one in none.
func (m *Mapping) origins(virtual object.Key) []object.Key {
	var found []object.Key
	for at := range virtual.Name {
		if !strings.HasPrefix(virtual.Name[at:], join) {
			continue
		}
		host := object.Key{Name: virtual.Name[:at], Namespace: virtual.Name[at+len(join):]}
		if host.Name != "" && host.Namespace != "" && m.gather(host) == virtual {
			found = append(found, host)
		}
	}
	return found
}

var shortened = regexp.MustCompile(`-[0-9a-f]{10}$`)

// Hashed reports whether Hosts may not know all host objects that appear under a
// name, because a part of it is a hash of them: they have to be looked for.
func (m *Mapping) Hashed(virtual object.Key) bool {
	return m.gathered != "" && virtual.Namespace == m.gathered && shortened.MatchString(virtual.Name)
}
