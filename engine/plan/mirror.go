package plan

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/patches"
	"github.com/syncspec/syncspec/engine/recipe"
)

// mirror is every kind that comes from the host: the host is right, and only
// what matches the selector exists in the virtual cluster (RTC-03 to RTC-05).
func (in Input) mirror() Plan {
	p := in.mirrorOne()
	if len(in.Rivals) > 0 && in.Host != nil {
		p.Warning = in.rivalry()
	}
	return p
}

func (in Input) mirrorOne() Plan {
	if in.Host == nil {
		if !in.cameFromHost() || in.arrive(in.Virtual).Kept {
			return in.rest("the tenant's own") // FCM-12
		}
		return in.unmirror("host object is missing")
	}
	if !in.Setting(in.Recipe).Selector.Selects(in.Host) {
		p := in.unmirror("it does not match the selector")
		p.Warning = fmt.Sprintf("did not sync %s %q because it does not match the selector under '%s.selector'",
			words(in.Recipe.Kind), in.Key.Name, in.Recipe.Enabled) // RTC-28
		return p
	}
	if why := in.arrive(in.asMirrored()).Waiting; why != "" {
		return in.unmirror(why)
	}
	switch {
	case in.Virtual == nil:
		return in.newMirror()
	case terminating(in.Virtual):
		return in.hold("it is being deleted")
	}
	if in.Recipe.Remake != nil {
		host, failed := in.asMade()
		if failed != nil {
			return in.unpatched(failed, updating)
		}
		if anew := in.Recipe.Remake(in.Env, in.Virtual, host); anew != nil && (!in.mapped() || !in.likeVCluster()) {
			in.markOrigin(anew.Object)
			return in.remake(anew)
		}
	}
	return in.updateMirror()
}

// newMirror is the first copy of a host object.
func (in Input) newMirror() Plan {
	wanted, t := in.mirrored(), &trace{in: in}
	t.reasons = []Reason{{Rule: "comes from the host", Behaviour: "GEN-08", Config: in.where(in.Recipe.Enabled + ".enabled")}}
	notes, failed := in.patch(patching{into: object.Virtual, wanted: wanted}, t)
	if failed != nil {
		return in.unpatched(failed, creating)
	}
	p := in.appear(wanted, t.reasons)
	p.Problems = notes
	return p
}

// asMade is the host object as its copy would be made now, for those who ask
// whether it has to be made anew.
func (in Input) asMade() (*unstructured.Unstructured, *patches.Failure) {
	if !in.Patches.Uses(in.Recipe) {
		return in.Host, nil
	}
	made := bare(in.Host, in.Key)
	if _, failed := in.patch(patching{into: object.Virtual, wanted: made}, &trace{}); failed != nil {
		return nil, failed
	}
	return made, nil
}

// updateMirror brings a copy into step: the host is right (MERGE-12).
func (in Input) updateMirror() Plan {
	wanted, t := in.mirrored(), &trace{in: in}
	t.note(in.Virtual, wanted, Reason{Rule: "the host is right", Behaviour: "MERGE-12", Config: in.where(in.Recipe.Enabled + ".enabled")})
	notes, failed := in.patch(patching{into: object.Virtual, wanted: wanted, now: in.Virtual, from: in.Host}, t)
	if failed != nil {
		return in.unpatched(failed, updating)
	}
	p := in.rest("in step")
	if actions := in.patches(object.Virtual, in.Virtual, wanted, t.reasons, false); len(actions) > 0 {
		p = Plan{Verdict: "brought into step", Actions: actions, Base: Base{Virtual: wanted, Host: in.Host}}
	}
	p.Problems = notes
	return p
}

// arrive runs the kind's rules on what comes from the host.
func (in Input) arrive(virtual *unstructured.Unstructured) *recipe.Change {
	change := &recipe.Change{Env: in.Env, View: in.View, Virtual: virtual, Now: recipe.Pair{Virtual: in.Virtual, Host: in.Host}}
	for _, rule := range in.Recipe.Rules {
		if rule.When == recipe.Arriving {
			rule.Apply(change)
		}
	}
	return change
}

// unmirror removes what has no matching host object; pods that use it stay (RTC-51).
func (in Input) unmirror(cause string) Plan {
	p := Plan{Verdict: cause}
	if in.Virtual != nil && !terminating(in.Virtual) {
		p.Actions = []Action{in.delete(object.Virtual, in.Virtual, cause, nil)}
	}
	return p
}

// mirrored is the virtual copy of a host object: its fields, labels and
// annotations, but for the keys that keep their virtual value (RTC-22, RTC-29, MERGE-12).
func (in Input) mirrored() *unstructured.Unstructured { return in.arrive(in.asMirrored()).Virtual }

func (in Input) asMirrored() *unstructured.Unstructured {
	copied := bare(in.Host, in.Key)
	if in.Virtual == nil { // marks of ours on the host are of another virtual cluster (PC-08)
		copied.SetLabels(replaced(copied.GetLabels(), nil, keepsVirtualLabel))
		copied.SetAnnotations(replaced(copied.GetAnnotations(), nil, naming.IsIdentity))
		in.markOrigin(copied)
		if in.Setting(in.Recipe).LocalEdits && !in.likeVCluster() {
			object.SetAnnotation(copied, naming.HostContent, hashOf(in.Host))
		}
		return copied
	}
	wanted := in.Virtual.DeepCopy()
	for field, value := range copied.Object {
		if field != "metadata" {
			wanted.Object[field] = value
		}
	}
	for field := range wanted.Object {
		if _, there := copied.Object[field]; !there {
			delete(wanted.Object, field)
		}
	}
	wanted.SetLabels(replaced(copied.GetLabels(), in.Virtual.GetLabels(), keepsVirtualLabel))
	wanted.SetAnnotations(replaced(copied.GetAnnotations(), in.Virtual.GetAnnotations(), naming.IsIdentity))
	in.markOrigin(wanted)
	if in.Setting(in.Recipe).LocalEdits {
		return in.local(wanted)
	}
	return wanted
}

func keepsVirtualLabel(key string) bool {
	switch key {
	case naming.ManagedBy, naming.Namespace, naming.ControlledBy:
		return true
	}
	return naming.IsNamespaceLabel(key)
}

// replaced is the host's map, but for the keys that keep what the virtual object has.
func replaced(host, virtual map[string]string, keeps func(string) bool) map[string]string {
	result := map[string]string{}
	for key, value := range host {
		if !keeps(key) {
			result[key] = value
		}
	}
	for key, value := range virtual {
		if keeps(key) {
			result[key] = value
		}
	}
	if len(result) == 0 {
		return nil
	}
	return result
}

// words is a kind's name in a log line: "runtime class".
func words(kind string) string {
	var spaced []rune
	for i, c := range kind {
		if c >= 'A' && c <= 'Z' {
			if i > 0 {
				spaced = append(spaced, ' ')
			}
			c += 'a' - 'A'
		}
		spaced = append(spaced, c)
	}
	return string(spaced)
}
