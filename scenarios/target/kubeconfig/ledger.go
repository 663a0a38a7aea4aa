package kubeconfig

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// place is where an object lives. Versions of an API group share their objects.
type place struct {
	side            steps.Side
	resource        schema.GroupResource
	namespace, name string
}

func placeOf(call history.Call) place {
	return place{steps.Side(call.Side), call.Resource.GroupResource(), call.Namespace, call.Name}
}

func (p place) String() string {
	name := strings.TrimPrefix(p.namespace+"/"+p.name, "/")
	return fmt.Sprintf("%s %s of the %s cluster", p.resource, name, p.side)
}

// made is an object that was created through the pair.
type made struct {
	place
	version string
	uid     types.UID
}

// ledger is what a scenario did to the clusters.
type ledger struct {
	calls   []history.Call
	known   map[place]*unstructured.Unstructured // the last answer about each
	made    []made                               // in the order of creation
	changed []made                               // were there before
}

func newLedger() *ledger { return &ledger{known: map[place]*unstructured.Unstructured{}} }

// add takes a call in. first are the objects that were there before the run.
func (l *ledger) add(call history.Call, first map[place]*unstructured.Unstructured) {
	if call.Mutating() && call.OK() {
		l.follow(&call, first)
	}
	if call.Actor == history.Installer {
		return // its calls are no part of a history
	}
	call.Seq = len(l.calls) + 1
	l.calls = append(l.calls, call)
}

func (l *ledger) follow(call *history.Call, first map[place]*unstructured.Unstructured) {
	at := placeOf(*call)
	if call.After == nil {
		if call.Verb == "delete" && call.Subresource == "" {
			call.After = l.known[at]
		}
		return
	}
	l.known[at] = call.After
	one := made{at, call.Resource.Version, call.After.GetUID()}
	created := call.Verb == "create" && call.Subresource == "" || call.Code == http.StatusCreated && call.Subresource == ""
	switch {
	case created:
		l.made = append(l.made, one)
	case first[at] != nil && !slices.Contains(l.changed, one):
		l.changed = append(l.changed, one)
	}
}

// owns reports whether a namespace was made by the run, with all that is in it.
func (l *ledger) owns(side steps.Side, namespace string) bool {
	return slices.ContainsFunc(l.made, func(m made) bool {
		return m.side == side && m.resource == namespaces.GroupResource() && m.name == namespace
	})
}

// guard says why a request is not sent on; empty means that it is. What was there
// before the run is not deleted by anybody, and on the host an engine changes
// none of it that lives in a namespace.
func (p *Pair) guard(call history.Call) string {
	if !call.Mutating() {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	at := placeOf(call)
	before := p.first[at] != nil
	switch {
	case call.Actor == history.Installer && call.Verb == "create" && at.resource == namespaces.GroupResource() && p.there(at, call):
		return fmt.Sprintf("namespace %q of the host cluster was there before the run: a virtual cluster of a scenario needs one of its own", name(call))
	case call.Verb == "deletecollection" && !p.ledger.owns(at.side, at.namespace):
		return fmt.Sprintf("syncspec deletes no collections in namespace %q: it was there before the run", at.namespace)
	case before && (call.Verb == "delete" || call.Subresource == "eviction"):
		return fmt.Sprintf("syncspec deletes nothing that was there before the run: %s", at)
	case before && call.Verb != "create" && at.side == steps.Host && at.namespace != "" && call.Actor.IsEngine():
		return fmt.Sprintf("syncspec lets no engine change what was there before the run: %s", at)
	}
	return ""
}

// there reports whether the object that a call creates was there before the run.
func (p *Pair) there(at place, call history.Call) bool {
	at.name = name(call)
	return p.first[at] != nil
}

// name is the one an object is to have.
func name(call history.Call) string {
	return (&unstructured.Unstructured{Object: call.Body}).GetName()
}
