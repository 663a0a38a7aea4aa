package plan

import (
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// carry brings the two objects of a pair into step: what each side should hold
// is made first, the patches are the difference. The virtual side is written
// first (SYNC-21).
func (in Input) carry() Plan {
	m := in.merger()
	if m.unwanted != "" {
		return in.withdraw(m.unwanted)
	}
	m.step(Reason{Rule: "the virtual value goes to the host", Behaviour: "SYNC-03"}, m.toHost)
	m.step(Reason{Rule: "the host's value comes back", Behaviour: "SYNC-02"}, m.toVirtual)
	m.step(Reason{Rule: "whichever side changed decides", Behaviour: "MERGE-03"}, m.bothWays)
	m.step(Reason{Rule: "keys that changed are carried", Behaviour: "MERGE-04"}, m.merged)
	m.step(Reason{Rule: "labels and annotations that changed are carried", Behaviour: "MERGE-05"}, func() { m.labels(); m.annotations() })
	m.rules(recipe.Carrying)
	m.rules(recipe.Returning)
	m.step(Reason{Rule: "the identity is stamped again", Behaviour: "META-08"}, func() {
		in.Scheme.Stamp(m.host, in.Virtual)
		object.RemoveAnnotation(m.host, naming.Remaking)
	})
	if failed := m.patch(); failed != nil {
		return in.unpatched(failed, updating)
	}
	if m.ends != nil {
		return in.hold(m.ends.Cause, in.delete(object.Virtual, in.Virtual, m.ends.Cause, m.ends.Grace))
	}
	if m.waits != "" {
		return in.hold(m.waits, in.warnings(m.warnings)...)
	}
	if first := m.subresources(true); len(first) > 0 {
		return in.hold("a subresource first", first...)
	}
	if why := in.refused(); why != "" {
		return in.forbidden(why)
	}
	p := Plan{
		Verdict:  "in step",
		Problems: m.notes,
		Base:     Base{Virtual: m.virtual, Host: m.host},
		Actions: append(
			in.patches(object.Virtual, in.Virtual, m.virtual, m.onVirtual.reasons, m.decided),
			in.patches(object.Host, in.Host, m.host, m.onHost.reasons, m.decided)...),
	}
	p.Actions = slices.Concat(beside(m.beside), p.Actions, m.subresources(false), in.imports(), in.warnings(m.warnings))
	if len(p.Actions) == 0 {
		p := in.rest("in step") // keep the cached objects, not the copies
		p.Problems = m.notes
		return p
	}
	p.Verdict = "brought into step"
	return p
}

// merger holds both objects of a pair in the making.
type merger struct {
	in         Input
	base       Base
	translated *unstructured.Unstructured
	virtual    *unstructured.Unstructured
	host       *unstructured.Unstructured
	onVirtual  trace
	onHost     trace
	// decided is set once a field that flows both ways was carried: then the
	// write must not land on an object newer than the decision.
	decided bool
	// writes and ends are what the rules asked for beside the objects.
	writes   []asked
	beside   []recipe.Beside
	warnings []recipe.Warning
	ends     *recipe.Ending
	// unwanted is why there is to be no copy.
	unwanted string
	// waits is what a rule cannot go on without.
	waits string
	// notes are what the patches have for the log.
	notes []string
}

// memory is what both sides held when they last agreed. Real vCluster takes the
// pair as it finds it after a start for that, so what differs then stays so (SYNC-33, SYNC-35).
func (in Input) memory(translated *unstructured.Unstructured) Base {
	switch {
	case in.Base.Virtual != nil:
		return in.Base
	case in.likeVCluster():
		return Base{Virtual: in.Virtual, Host: in.Host}
	case in.Patches.Uses(in.Recipe):
		return in.patchedMemory(translated)
	}
	return Base{}
}

func (in Input) merger() *merger {
	change, _ := in.translate(false)
	return &merger{
		in: in, base: in.memory(change.Host), translated: change.Host, unwanted: change.Unwanted,
		virtual: in.draft(in.Virtual), host: in.draft(in.Host),
		onVirtual: trace{in: in}, onHost: trace{in: in},
	}
}

// draft is a copy to be changed. A pod's shares the spec until something of it
// changes: nearly all changes of pods are of their status, and copying a spec costs
// more than all decisions about it.
func (in Input) draft(o *unstructured.Unstructured) *unstructured.Unstructured {
	if !in.Recipe.Runs() || in.Patches.Uses(in.Recipe) {
		return o.DeepCopy()
	}
	copied := make(map[string]any, len(o.Object))
	for field, value := range o.Object {
		if field != "spec" {
			value = runtime.DeepCopyJSONValue(value)
		}
		copied[field] = value
	}
	return &unstructured.Unstructured{Object: copied}
}

// step runs one part of the merge and notes what it changed on either side.
func (m *merger) step(why Reason, part func()) {
	m.onVirtual.step(m.virtual, why, func() { m.onHost.step(m.host, why, part) })
}

// toHost gives the host every field that is the virtual cluster's (SYNC-03, SYNC-04, GEN-45).
func (m *merger) toHost() {
	for _, p := range m.in.Recipe.ToHost {
		value, found := p.Get(m.translated.Object)
		set(m.host, m.in.Host, p, object.Value{Data: value, Exists: found})
	}
}

// toVirtual gives the virtual object every field that is the host's (SYNC-02).
func (m *merger) toVirtual() {
	for _, p := range m.in.Recipe.ToVirtual {
		value, found := p.Get(m.in.Host.Object)
		set(m.virtual, m.in.Virtual, p, object.Value{Data: value, Exists: found})
	}
}

// rules runs the kind's rules of one moment on the pair in the making.
func (m *merger) rules(moment recipe.Moment) {
	change := &recipe.Change{
		Env: m.in.Env, View: m.in.View, Recipe: m.in.Recipe, Key: m.in.Key, Virtual: m.virtual, Host: m.host, Translated: m.translated,
		Now:  recipe.Pair{Virtual: m.in.Virtual, Host: m.in.Host},
		Base: recipe.Pair{Virtual: m.in.Base.Virtual, Host: m.in.Base.Host},
	}
	for _, rule := range m.in.Recipe.Rules {
		if rule.When == moment {
			m.step(reasonOf(m.in, rule), func() { rule.Apply(change) })
			m.ask(change, rule)
		}
	}
}

// bothWays decides each field that whichever side changed decides (MERGE-03).
// It undoes what a wider one-way path did to the field.
func (m *merger) bothWays() {
	for _, p := range m.in.Recipe.Both {
		sides := m.sides(p)
		virtual, host := sides.Virtual, sides.Host
		switch m.decide(p, sides) {
		case object.ToHost:
			host = at(m.translated, p)
			if !host.Exists { // status is not part of a translation
				host = virtual
			}
			m.decided = true
		case object.ToVirtual:
			virtual, m.decided = host, true
		case object.Rest:
		}
		set(m.virtual, m.in.Virtual, p, virtual)
		set(m.host, m.in.Host, p, host)
	}
}

// merged decides each key of the maps that flow both ways (MERGE-04).
func (m *merger) merged() {
	for _, p := range m.in.Recipe.Merged {
		s := m.sides(p)
		virtual, host := object.MergeMaps(s.Virtual.Map(), s.Host.Map(), s.VirtualBase.Map(), s.HostBase.Map())
		m.changed(s.Virtual.Map(), virtual)
		m.changed(s.Host.Map(), host)
		set(m.virtual, m.in.Virtual, p, object.MapValue(virtual))
		set(m.host, m.in.Host, p, object.MapValue(host))
	}
}

// decide is the rule for two-way fields. Without a memory of what both sides
// held the virtual side wins, but for a status: that is reported by the host, and
// what an API server noted before the host did is nobody's report.
func (m *merger) decide(p path.Path, sides object.Sides) object.Flow {
	flow := sides.Decide()
	switch {
	case flow != object.ToHost || m.in.Base.Virtual != nil || !p.Within("status"):
		return flow
	case sides.Host.Exists:
		return object.ToVirtual
	}
	return object.Rest
}

func (m *merger) sides(p path.Path) object.Sides {
	return object.Sides{
		Virtual: at(m.in.Virtual, p), Host: at(m.in.Host, p),
		VirtualBase: at(m.base.Virtual, p), HostBase: at(m.base.Host, p),
	}
}

func (m *merger) changed(before, after map[string]any) {
	if !object.Equal(before, after) {
		m.decided = true
	}
}

func at(o *unstructured.Unstructured, p path.Path) object.Value {
	if o == nil {
		return object.Value{}
	}
	value, found := p.Get(o.Object)
	return object.Value{Data: value, Exists: found}
}

// set gives a draft of an object a value: a copy, because values come from cached
// objects and rules change what they are given.
func set(o, of *unstructured.Unstructured, p path.Path, value object.Value) {
	if now := at(o, p); now.Exists == value.Exists && object.Equal(now.Data, value.Data) {
		return
	}
	recipe.Unshare(o, of)
	if value.Exists {
		p.Set(o.Object, runtime.DeepCopyJSONValue(value.Data))
	} else {
		p.Delete(o.Object)
	}
}
