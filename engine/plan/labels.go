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
	onVirtual, host := object.MergeMaps(
		m.travelling(m.in.Virtual), s.VirtualLabels(object.Labels(m.in.Host)),
		m.travelling(m.in.Base.Virtual), // real vCluster too forgets virtual labels over a restart (SYNC-34)
		s.VirtualLabels(object.Labels(m.base.Host)))
	onHost := s.HostLabels(host)
	for key, value := range object.Labels(m.in.Host) {
		if _, travels := s.VirtualLabel(key); !travels && !naming.IsNamespaceLabel(key) {
			onHost[key] = value
		}
	}
	for key, value := range object.Labels(m.translated) {
		if naming.IsNamespaceLabel(key) {
			onHost[key] = value
		}
	}
	for key, value := range object.Labels(m.in.Virtual) {
		if !s.Travels(key) {
			onVirtual[key] = value
		}
	}
	m.changed(object.Labels(m.in.Virtual), onVirtual)
	m.changed(object.Labels(m.in.Host), onHost)
	object.SetLabels(m.virtual, onVirtual)
	object.SetLabels(m.host, onHost)
}

// travelling are the labels of a virtual object that go to the host.
func (m *merger) travelling(virtual *unstructured.Unstructured) map[string]any {
	travelling := map[string]any{}
	for key, value := range object.Labels(virtual) {
		if m.in.Scheme.Travels(key) {
			travelling[key] = value
		}
	}
	return travelling
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
	object.SetAnnotations(m.virtual, onVirtual)
	object.SetAnnotations(m.host, onHost)
}

func (m *merger) pick(o *unstructured.Unstructured, want func(string) bool) map[string]any {
	picked := map[string]any{}
	for key, value := range object.Annotations(o) {
		if want(key) {
			picked[key] = value
		}
	}
	return picked
}

func put(into, from map[string]any) {
	for key, value := range from {
		into[key] = value
	}
}
