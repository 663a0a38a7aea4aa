package plan

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// labels carries labels key by key (MERGE-05), and puts on the host those the rules made.
func (m *merger) labels() {
	s := m.in.Scheme
	virtual, host := object.MergeMaps(
		s.VirtualLabels(s.HostLabels(labelsOf(m.in.Virtual))), s.VirtualLabels(labelsOf(m.in.Host)),
		s.VirtualLabels(s.HostLabels(labelsOf(m.in.Base.Virtual))), s.VirtualLabels(labelsOf(m.in.Base.Host)))
	onHost := s.HostLabels(host)
	for key, value := range m.in.Host.GetLabels() {
		if _, travels := s.VirtualLabel(key); !travels && !naming.IsNamespaceLabel(key) {
			onHost[key] = value
		}
	}
	for key, value := range m.translated.GetLabels() {
		if naming.IsNamespaceLabel(key) {
			onHost[key] = value
		}
	}
	onVirtual := virtual
	for key, value := range m.in.Virtual.GetLabels() {
		if _, carried := s.HostLabels(map[string]any{key: value})[s.Label(key)]; !carried {
			onVirtual[key] = value
		}
	}
	m.changed(labelsOf(m.in.Virtual), onVirtual)
	m.changed(labelsOf(m.in.Host), onHost)
	m.virtual.SetLabels(textMap(onVirtual))
	m.host.SetLabels(textMap(onHost))
}

// annotations carries those that travel both ways; those made for the host are
// put there as the rules made them.
func (m *merger) annotations() {
	travelling := func(o *unstructured.Unstructured) map[string]any {
		return m.pick(o, func(key string) bool {
			return !naming.IsIdentity(key) && m.in.Recipe.Travels(key) == recipe.BothWays
		})
	}
	onVirtual, onHost := object.MergeMaps(
		travelling(m.in.Virtual), travelling(m.in.Host), travelling(m.base.Virtual), travelling(m.base.Host))
	m.changed(travelling(m.in.Virtual), onVirtual)
	m.changed(travelling(m.in.Host), onHost)
	stays := func(key string) bool {
		return naming.IsIdentity(key) || m.in.Recipe.Travels(key) != recipe.BothWays
	}
	put(onVirtual, m.pick(m.in.Virtual, stays))
	put(onHost, m.pick(m.in.Host, func(key string) bool {
		return stays(key) && m.in.Recipe.Travels(key) != recipe.HostOnly
	}))
	put(onHost, m.pick(m.translated, func(key string) bool { return m.in.Recipe.Travels(key) == recipe.HostOnly }))
	m.virtual.SetAnnotations(textMap(onVirtual))
	m.host.SetAnnotations(textMap(onHost))
}

func (m *merger) pick(o *unstructured.Unstructured, want func(string) bool) map[string]any {
	picked := map[string]any{}
	if o == nil {
		return picked
	}
	for key, value := range o.GetAnnotations() {
		if want(key) {
			picked[key] = value
		}
	}
	return picked
}

func labelsOf(o *unstructured.Unstructured) map[string]any {
	if o == nil {
		return nil
	}
	return anyMap(o.GetLabels())
}

func put(into, from map[string]any) {
	for key, value := range from {
		into[key] = value
	}
}
