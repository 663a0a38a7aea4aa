package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/patches"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/script"
)

// patching is one object in the making on its way through the user's patches.
type patching struct {
	into object.Side
	// wanted is the object in the making, now the same as that cluster holds it, nil
	// for one that is to be made, and from what the other side gives.
	wanted, now, from *unstructured.Unstructured
	// forward is the host form of the virtual object, where one of a pair is written.
	forward *unstructured.Unstructured
	// base is the object as both sides last agreed on it.
	base *unstructured.Unstructured
}

// patch runs the user's patches on an object in the making: after the engine's own
// rules, just before it is compared with what is there (PATCH-65).
func (in Input) patch(p patching, t *trace) (notes []string, failed *patches.Failure) {
	if !in.Patches.Uses(in.Recipe) {
		return nil, nil
	}
	return in.Patches.Apply(patches.Change{
		Recipe: in.Recipe, Into: p.into, Namespace: in.Key.Namespace, Names: names{in},
		Wanted: p.wanted.Object, Now: content(p.now), From: content(p.from), Forward: content(p.forward), Base: content(p.base),
		Virtual: content(in.Virtual), Host: content(in.Host),
		Each: func(one *patches.Patch, run func()) { t.step(p.wanted, in.reasonOfPatch(one), run) },
	})
}

// patch patches both objects of a pair.
func (m *merger) patch() *patches.Failure {
	notes, failed := m.in.patch(patching{into: object.Host, wanted: m.host, now: m.in.Host, from: m.arriving(), base: m.base.Host}, &m.onHost)
	if failed == nil {
		failed = m.patchVirtual()
	}
	m.notes = append(m.notes, notes...)
	return failed
}

// arriving is what the host gets of the virtual object: its host form, with the
// labels and annotations that come to it from the host right now. Whether a patch
// has to add one is asked of the object as it will be.
func (m *merger) arriving() *unstructured.Unstructured {
	virtual := m.virtual
	labels, annotations := added(object.Labels(m.in.Virtual), object.Labels(virtual)), added(object.Annotations(m.in.Virtual), object.Annotations(virtual))
	if !m.in.Patches.Uses(m.in.Recipe) || len(labels)+len(annotations) == 0 {
		return m.translated
	}
	form := m.translated.DeepCopy()
	for key, value := range m.in.Scheme.HostLabels(labels) {
		object.SetLabel(form, key, fmt.Sprint(value))
	}
	for key, value := range annotations {
		object.SetAnnotation(form, key, fmt.Sprint(value))
	}
	return form
}

// added are the entries one map has and another has not.
func added(before, after map[string]any) map[string]any {
	fresh := map[string]any{}
	for key, value := range after {
		if _, had := before[key]; !had {
			fresh[key] = value
		}
	}
	return fresh
}

func (m *merger) patchVirtual() *patches.Failure {
	notes, failed := m.in.patch(patching{into: object.Virtual, wanted: m.virtual, now: m.in.Virtual, from: m.in.Host, forward: m.translated}, &m.onVirtual)
	m.notes = append(m.notes, notes...)
	return failed
}

// patchedMemory stands for the memory of a pair after a start, of the fields that
// patches make: what they make of the virtual object now, they made before, so on the
// host it is no change of the host's. Elements of lists are not among the fields that
// are decided by memory.
func (in Input) patchedMemory(translated *unstructured.Unstructured) Base {
	made := translated.DeepCopy()
	if _, failed := in.patch(patching{into: object.Host, wanted: made}, &trace{in: in}); failed != nil {
		return Base{}
	}
	virtual, host := &unstructured.Unstructured{Object: map[string]any{}}, &unstructured.Unstructured{Object: map[string]any{}}
	for _, field := range object.Changed(translated.Object, made.Object) {
		if p, err := path.Parse(field); err == nil && !slices.ContainsFunc(p.Segments(), inList) {
			set(host, made, p, at(made, p))
			set(virtual, in.Virtual, p, at(in.Virtual, p))
		}
	}
	return Base{Virtual: virtual, Host: host}
}

func inList(s path.Segment) bool { return s.Index >= 0 }

// unpatched is the plan for an object of which a patch failed: nothing is written,
// the tenant is told, and it is tried again ever more rarely (PATCH-53).
func (in Input) unpatched(failed *patches.Failure, doing string) Plan {
	p := in.hold("a patch failed")
	p.Failed = failed
	told := errors.Is(failed, script.ErrQuarantined)                         // when it failed the first time
	if in.Virtual == nil || told || doing == creating && in.likeVCluster() { // BUG-14
		return p
	}
	message := strings.ToUpper(doing[:1]) + doing[1:] + ": " + failed.Error()
	p.Actions = []Action{in.tell("SyncError", Sanitise(in.Scheme, in.Recipe, in.Key, message))}
	return p
}

// What was being done when a patch failed.
const (
	creating = "error applying patches" // RTC-60
	updating = "error syncing: apply patches"
)

func (in Input) reasonOfPatch(p *patches.Patch) Reason {
	if !in.Explain {
		return Reason{}
	}
	return Reason{Rule: "patch of " + p.Path.String(), Behaviour: "PATCH-01", Config: p.Where.String()}
}

func content(o *unstructured.Unstructured) map[string]any {
	if o == nil {
		return nil
	}
	return o.Object
}

// names are the names of the kinds' own references: a reference of a patch must
// equal them, or it points nowhere (PATCH-76).
type names struct{ in Input }

func (n names) Host(to *recipe.Recipe, virtual object.Key) object.Key {
	return to.HostKey(n.in.Scheme, virtual)
}

// Virtual is the name of the original of a copy. What is no copy keeps its name
// (PATCH-84).
func (n names) Virtual(to *recipe.Recipe, host object.Key) object.Key {
	if to.FromHost {
		return host
	}
	host.Namespace = n.in.Scheme.HostNamespace(n.in.Key.Namespace)
	if copied := n.in.View.Get(object.Host, to, host); copied != nil {
		if id, ours := n.in.Scheme.Identify(copied); ours {
			return object.Key{Namespace: id.Namespace, Name: id.Name}
		}
	}
	return object.Key{Name: host.Name}
}

// Halt is the plan for an object that is not written any more, because its patches
// would never come to rest (PATCH-71). The tenant is told.
func Halt(in Input, why string) Plan {
	p := in.hold("its patches go round in circles")
	if in.Virtual != nil {
		p.Actions = []Action{in.tell("SyncError", "Error syncing: "+why)}
	}
	p.Problems = []string{why}
	return p
}
