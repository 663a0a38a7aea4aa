package naming

import (
	"slices"
	"strings"
)

// Prefix of every label and annotation of ours.
const Prefix = "vcluster.loft.sh/"

// Labels with a meaning of their own.
const (
	ManagedBy    = Prefix + "managed-by"
	Namespace    = Prefix + "namespace"
	ControlledBy = Prefix + "controlled-by"
	release      = "release"
)

// reserved are the label keys a tenant may use in the virtual cluster and that
// get another key on the host, where they mean something else (META-10).
var reserved = [...]string{release, Namespace, ManagedBy, ControlledBy}

// Label is the host key of a virtual label key: itself, or the translated key
// of a reserved one (META-09, META-10, META-11).
func (s Scheme) Label(key string) string {
	for _, r := range reserved {
		if key == r && !s.keeps(key) {
			return shorten(s.labelPrefix() + hash(key))
		}
	}
	return key
}

// keeps reports whether a reserved key means the same on the host.
func (s Scheme) keeps(key string) bool { return s.apart && key == release }

// VirtualLabel is the virtual key of a host label key. It is not ok for the
// labels of the engine and of the host that never go back (META-14, META-15).
func (s Scheme) VirtualLabel(key string) (string, bool) {
	if slices.Contains(reserved[:], key) && !s.keeps(key) || IsNamespaceLabel(key) {
		return "", false
	}
	if strings.HasPrefix(key, Prefix+"label-") {
		for _, r := range reserved {
			if key == s.Label(r) {
				return r, true
			}
		}
	}
	return key, true
}

// translated reports whether a key has the form of a translated label: a tenant
// who uses it is not listened to (META-12).
func (s Scheme) translated(key string) bool {
	return strings.HasPrefix(key, s.labelPrefix()) || // or shortened: META-11
		strings.HasPrefix(key, Prefix+"label-") && slices.ContainsFunc(reserved[:], func(r string) bool { return key == s.Label(r) })
}

func (s Scheme) labelPrefix() string { return Prefix + "label-" + s.Name + "-x-" }

// NamespaceLabel is the host pod's label key for a label of the pod's virtual
// namespace, whatever the key (META-17, POD-12).
func (s Scheme) NamespaceLabel(key string) string {
	return shorten(Prefix + "ns-label-" + s.Name + "-x-" + hash(key))
}

// IsNamespaceLabel reports whether a host label was made by NamespaceLabel, of any virtual cluster.
func IsNamespaceLabel(key string) bool { return strings.HasPrefix(key, Prefix+"ns-label-") }

// Travels reports whether a virtual label goes to the host at all (META-12).
func (s Scheme) Travels(key string) bool {
	return !strings.HasPrefix(key, Prefix) || !s.translated(key) && !IsNamespaceLabel(key)
}

// HostLabels translates the keys of virtual labels.
func (s Scheme) HostLabels(virtual map[string]any) map[string]any {
	host := make(map[string]any, len(virtual))
	for key, value := range virtual {
		if s.Travels(key) {
			host[s.Label(key)] = value
		}
	}
	return host
}

// VirtualLabels translates host labels back; those that never go back are left out.
func (s Scheme) VirtualLabels(host map[string]any) map[string]any {
	virtual := make(map[string]any, len(host))
	for key, value := range host {
		if back, ok := s.VirtualLabel(key); ok {
			virtual[back] = value
		}
	}
	return virtual
}

// HostSelector translates the keys of a plain label selector such as a
// service's and pins it to the pods of one virtual namespace of this virtual
// cluster (SVC-03). An absent selector stays absent (SVC-04).
func (s Scheme) HostSelector(virtual map[string]any, namespace string) map[string]any {
	if virtual == nil {
		return nil
	}
	host := s.HostLabels(virtual)
	host[ManagedBy], host[Namespace] = s.Name, namespace
	return host
}
