package plan

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// onlyVirtual: there is no copy. Either it is to be made, or the original goes
// because its copy went.
func (in Input) onlyVirtual() Plan {
	if terminating(in.Virtual) {
		return in.finish()
	}
	if shut := in.outside(); shut != "" {
		return in.hold("its namespace is not mapped", in.tell("SyncWarning", shut))
	}
	if in.Recipe.Contains() && in.Recipe.HostKey(in.Scheme, in.Key).Name == "" {
		return in.rest("it has no host namespace of its own") // NS-08
	}
	if closed := in.gate(in.Virtual); closed != "" {
		return in.hold("its class is not available", in.tell("SyncWarning", closed))
	}
	if !in.needed() {
		return Plan{Verdict: "nothing refers to it"}
	}
	if cause := in.lostHost(); cause != "" {
		now := int64(0)
		grace := &now
		if !in.Recipe.Crosses() {
			grace = nil
		}
		return Plan{Verdict: cause, Actions: []Action{in.delete(object.Virtual, in.Virtual, cause, grace)}}
	}
	if in.Taken != nil && in.Recipe.Contains() {
		return in.rest("its host namespace was there before it, and stays as it is")
	}
	if why := in.refused(); why != "" {
		return in.forbidden(why)
	}
	if in.Taken != nil && !in.likeness() {
		return in.taken()
	}
	return in.create()
}

// finish is the end of a virtual object that has no copy. A running kind waits
// for its kubelet, which is the host's; nobody else would ever end it (POD-154).
func (in Input) finish() Plan {
	if in.losing().Releases {
		return in.release()
	}
	if !in.Recipe.Runs() {
		return in.hold("it is being deleted") // SYNC-15, GEN-26
	}
	return in.endNow("pod is being deleted and there is no host pod")
}

// release lets go of what protected something on the host: nobody in the virtual
// cluster knows that it is gone (PV-24, VS-13).
func (in Input) release() Plan {
	free := in.Virtual.DeepCopy()
	free.SetFinalizers(nil)
	return in.hold("it is being deleted and there is nothing on the host", in.patches(object.Virtual, in.Virtual, free, nil, false)...)
}

// endNow deletes the virtual object without grace. One that was deleted so
// already is kept by a finalizer only: asking again would be heard by nobody.
func (in Input) endNow(cause string) Plan {
	if grace := in.Virtual.GetDeletionGracePeriodSeconds(); grace != nil && *grace == 0 {
		return in.hold("it is being deleted, a finalizer keeps it")
	}
	now := int64(0)
	return Plan{Verdict: cause, Actions: []Action{in.delete(object.Virtual, in.Virtual, cause, &now)}}
}

// lostHost is SYNC-12 and POD-154: the copy was there and was deleted on the
// host. A pod that ran is never run a second time, even after a restart.
func (in Input) lostHost() string {
	_, started, _ := unstructured.NestedString(in.Virtual.Object, "status", "startTime")
	switch {
	case in.HostDeleted && !in.losing().Again:
		return "host object was deleted"
	case in.Recipe.Runs() && started:
		return "the pod ran and there is no host pod"
	}
	return ""
}

// losing asks the kind's rules what becomes of an original whose copy is gone.
func (in Input) losing() *recipe.Change {
	change := &recipe.Change{Env: in.Env, View: in.View, Virtual: in.Virtual}
	for _, rule := range in.Recipe.Rules {
		if rule.When == recipe.Losing {
			rule.Apply(change)
		}
	}
	return change
}

// taken is a name that somebody else has on the host: nothing of theirs is
// touched, and the tenant is told who it is (BUG-01, BUG-02).
func (in Input) taken() Plan {
	noun, host := in.Recipe.Noun(), keyOf(in.Taken)
	id, ours := in.Scheme.Identify(in.Taken)
	message := fmt.Sprintf("did not sync %s %q to host because the host already has a %s %q that does not belong to this virtual cluster",
		noun, in.Key, noun, host)
	if ours {
		other := object.Key{Namespace: id.Namespace, Name: id.Name}
		message = fmt.Sprintf("did not sync %s %q to host because the host name %q already belongs to %s %q",
			noun, in.Key, host.Name, noun, other)
	}
	p := in.hold("its host name is taken", in.tell("SyncError", message))
	p.Retry = !ours
	if !ours && in.likeVCluster() {
		p.Actions = nil // OWN-08: nothing at all is said
	}
	return p
}

// likeness reports whether what has the copy's name was made by a controller of
// the host out of another copy: it took our labels along, and has no identity (OWN-05).
func (in Input) likeness() bool {
	return object.Label(in.Taken, naming.ManagedBy) == in.Scheme.Name && object.Annotation(in.Taken, naming.ObjectName) == "" &&
		object.Label(in.Taken, naming.Namespace) == in.Key.Namespace
}

// onlyHost: the original is gone, so the copy goes (SYNC-10, SYNC-14).
func (in Input) onlyHost() Plan {
	switch {
	case object.Annotation(in.Host, naming.SkipBacksync) == "true":
		return in.rest("skip-backsync keeps it")
	case terminating(in.Host):
		return in.hold("the copy is being deleted")
	case object.Annotation(in.Host, naming.Remaking) != "":
		return in.remade()
	case in.gate(in.Host) != "" && !in.likeVCluster():
		return in.hold("the copy is an orphan, to be deleted by hand") // RTC-53
	}
	cause := "virtual object was deleted"
	return Plan{Verdict: cause, Actions: []Action{in.delete(object.Host, in.Host, cause, nil)}}
}

// both: a pair. Deletions first, then the fields.
func (in Input) both() Plan {
	if closed := in.gate(in.Virtual); closed != "" {
		return in.orphan(closed)
	}
	if in.another() && terminating(in.Host) {
		return Plan{Verdict: "the copy of the deleted object is going"} // OWN-14
	}
	if in.another() && in.Recipe.Remake == nil {
		cause := "virtual object uid is different" // OWN-13
		return Plan{Verdict: cause, Actions: []Action{in.delete(object.Host, in.Host, cause, nil)}}
	}
	if p, done := in.ending(); done {
		return p
	}
	if !in.needed() {
		return in.withdraw(in.Recipe.Noun() + " is not used anymore") // MAP-12
	}
	if in.Recipe.Remake != nil && !terminating(in.Virtual) {
		if anew := in.Recipe.Remake(in.Env, in.Virtual, in.Host); anew != nil {
			return in.remake(anew)
		}
	}
	return in.carry()
}

// withdraw deletes the copy of an object that stays.
func (in Input) withdraw(cause string) Plan {
	if terminating(in.Host) {
		return in.hold("the copy is being deleted")
	}
	return Plan{Verdict: cause, Actions: []Action{in.delete(object.Host, in.Host, cause, nil)}}
}

// orphan is a pair whose class went away: it stays and gets no updates (RTC-51,
// RTC-52). Deleted by hand in the virtual cluster it goes from there, and only
// from there (RTC-53); real vCluster leaves it terminating.
func (in Input) orphan(closed string) Plan {
	if terminating(in.Virtual) && in.Recipe.Runs() && !in.likeVCluster() {
		return in.endNow("the orphaned pod was deleted by hand")
	}
	return in.hold("an orphan: its class is not available", in.tell("SyncWarning", closed))
}

// gone: what was kept beside the pair goes too.
func (in Input) gone() Plan {
	change := in.change()
	for _, rule := range in.Recipe.Rules {
		if rule.When == recipe.Gone {
			rule.Apply(change)
		}
	}
	return Plan{Verdict: "gone from both sides", Actions: beside(change.Beside)}
}

// another is OWN-13: the copy is that of an older object of the same name.
// Kinds that are made anew themselves keep their copy (GEN-22).
func (in Input) another() bool {
	uid := object.Annotation(in.Host, naming.ObjectUID)
	return uid != "" && uid != string(in.Virtual.GetUID())
}
