package law

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
)

// noLeak: at the end every host object with our label is the copy of a living
// virtual object. Pods that their runtime class orphaned may stay (RTC-51), and
// so may what is marked to be left alone. If people acted after the engine's
// last stop there is no end to judge.
func noLeak(h history.History, v *Verdict) {
	if !converged(h) {
		return
	}
	w := replay(h, nil)
	var leaks []string
	w.each(hostSide, func(k key, host *unstructured.Unstructured) {
		if node := w.nodeOf(k, host); node != "" && host.GetDeletionTimestamp() == nil {
			v.Checked++
			if w.at(key{side: virtualSide, resource: schema.GroupResource{Resource: "nodes"}, name: node}) == nil {
				leaks = append(leaks, "host services "+k.namespace+"/"+k.name+" is left over: there is no node "+node)
			}
		}
		elsewhere := k.namespace != "" && k.namespace != w.namespace && !w.mapped(k.namespace) // nothing there is ours, whatever it is marked with (OWN-04)
		if elsewhere || !w.claimed(host) || host.GetAnnotations()[objectName] == "" {
			return
		}
		v.Checked++
		if w.partner(k, host) == nil && !w.mayStay(k, host) {
			leaks = append(leaks, "host "+k.resource.String()+" "+strings.TrimPrefix(k.namespace+"/"+k.name, "/")+
				" is left over: no virtual object has uid "+string(markedUID(host)))
		}
	})
	slices.Sort(leaks)
	v.Violations = append(v.Violations, leaks...)
}

// converged reports whether an engine had the last word.
func converged(h history.History) bool {
	started, ran := lastMark(h, startMark)
	stopped, ended := lastMark(h, stopMark)
	if !ran || !ended || started.Seq > stopped.Seq {
		return ran || len(h.Marks) == 0
	}
	return !slices.ContainsFunc(h.Calls, func(c history.Call) bool { return disturbs(c) && c.Seq > stopped.Seq })
}

// mayStay reports whether a host object without partner is not the engine's to remove.
func (w *world) mayStay(k key, host *unstructured.Unstructured) bool {
	switch {
	case host.GetDeletionTimestamp() != nil:
		return true
	case host.GetAnnotations()[skipBacksync] == "true", host.GetLabels()[controlledBy] != "", host.GetAnnotations()[controlledBy] != "":
		return true
	case !w.settings.toHost(k.resource):
		return true // GEN-10: copies of a kind that is switched off stay
	case keepsCopy(k) && w.at(namesake(k, host)) != nil:
		return true
	}
	return w.gated(w.lastVirtual(host))
}

// lastVirtual is the virtual object a copy was made of as it was last, or the copy itself if that is unknown.
func (w *world) lastVirtual(host *unstructured.Unstructured) *unstructured.Unstructured {
	if virtual := w.known(virtualSide, markedUID(host)); virtual != nil {
		return virtual
	}
	return host
}
