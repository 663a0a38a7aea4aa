package naming

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// Spaces says which virtual namespaces have a host namespace of their own. In
// these, copies keep their names; all others share the virtual cluster's one.
type Spaces struct {
	exact    map[string]string
	patterns []pattern
	hashed   string // the end of every host name in the older mode; empty in the newer
}

// pattern is "virtual-*" to "host-*": what the star stands for is kept (NS-05).
type pattern struct{ virtual, host string }

// NewSpaces reads virtual to host pairs; ${name} is the virtual cluster's name (NS-04 to NS-06).
func NewSpaces(byName map[string]string, name string) *Spaces {
	s := &Spaces{exact: map[string]string{}}
	for _, key := range slices.Sorted(maps.Keys(byName)) {
		virtual := strings.ReplaceAll(key, "${name}", name)
		host := strings.ReplaceAll(byName[key], "${name}", name)
		if prefix, open := strings.CutSuffix(virtual, anyName); open {
			s.patterns = append(s.patterns, pattern{prefix, strings.TrimSuffix(host, anyName)})
			continue
		}
		s.exact[virtual] = host
	}
	return s
}

// HashedSpaces gives every virtual namespace a host namespace, as the older
// multi-namespace mode did (NS-03).
func HashedSpaces(scheme Scheme) *Spaces {
	return &Spaces{hashed: short8(scheme.Namespace + "x" + scheme.Name)}
}

func short8(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:8]
}

// Host is the host namespace of a virtual one that has one of its own. An exact
// pair goes before a pattern, a longer pattern before a shorter (NS-07).
func (s *Spaces) Host(virtual string) (string, bool) {
	switch {
	case s == nil || virtual == "":
		return "", false
	case s.hashed != "":
		return "vcluster-" + short8(virtual) + "-" + s.hashed, true
	}
	if host, found := s.exact[virtual]; found {
		return host, true
	}
	best, found := pattern{}, false
	for _, p := range s.patterns {
		if rest, fits := strings.CutPrefix(virtual, p.virtual); fits && rest != "" && (!found || len(p.virtual) > len(best.virtual)) {
			best, found = p, true
		}
	}
	if !found {
		return "", false
	}
	return best.host + strings.TrimPrefix(virtual, best.virtual), true
}

// Virtual is the virtual namespace whose host namespace this is. In the older
// mode nobody can tell.
func (s *Spaces) Virtual(host string) (string, bool) {
	if s == nil {
		return "", false
	}
	for virtual, own := range s.exact {
		if own == host {
			return virtual, true
		}
	}
	for _, p := range s.patterns {
		rest, fits := strings.CutPrefix(host, p.host)
		if back, ok := s.Host(p.virtual + rest); fits && rest != "" && ok && back == host {
			return p.virtual + rest, true
		}
	}
	return "", false
}

// Names are the pairs' virtual sides, as a tenant reads them.
func (s *Spaces) Names() []string {
	names := slices.Collect(maps.Keys(s.exact))
	for _, p := range s.patterns {
		names = append(names, p.virtual+anyName)
	}
	slices.Sort(names)
	return names
}
