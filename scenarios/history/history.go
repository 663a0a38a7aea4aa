// Package history holds what the two API servers of a scenario were asked to
// do, in order: the evidence laws and timelines are made from. It is recorded
// on the servers' side (the memory servers themselves, or the audit log), so it
// is the same for any engine.
package history

import (
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Actor says who sent a request.
type Actor string

// The actors of a scenario. The engine's is followed by its incarnation:
// "engine/1" is the first start, "engine/2" the next.
const (
	Tenant Actor = "tenant" // the person inside the virtual cluster
	Admin  Actor = "admin"  // host controllers and administrators
	Node   Actor = "node"   // kubelets of simulated nodes, and who binds pods to them
	// Controllers are kube-scheduler and kube-controller-manager. Of their calls a
	// history has those that changed something.
	Controllers Actor = "controllers"
	Engine      Actor = "engine" // prefix of every incarnation
	// Installer puts the roles of the engine in place, before each start. Its calls
	// are no part of a history.
	Installer Actor = "installer"
)

// IsEngine reports whether the actor is any incarnation of the engine.
func (a Actor) IsEngine() bool { return len(a) >= len(Engine) && a[:len(Engine)] == Engine }

// Call is one request that reached an API server and was answered.
type Call struct {
	// Seq orders calls of both sides; it starts at 1 with each scenario.
	Seq  int
	At   time.Time
	Took time.Duration
	// Side is "host" or "virtual".
	Side  string
	Actor Actor
	// Verb is get, list, watch, create, update, patch or delete.
	Verb        string
	Resource    schema.GroupVersionResource
	Subresource string
	Namespace   string
	Name        string
	// Code is the HTTP status of the answer, Reason the API's reason when it is not 2xx.
	Code    int
	Reason  string
	Message string
	// Body is the request's body: the object to create, the patch, or the DeleteOptions.
	Body map[string]any
	// After is the object as stored by this call (for delete: as it was deleted, or
	// with its deletionTimestamp); nil for reads and refused calls.
	After *unstructured.Unstructured
}

// Mutating reports whether the call asks for a change.
func (c Call) Mutating() bool {
	switch c.Verb {
	case "create", "update", "patch", "delete", "deletecollection":
		return true
	}
	return false
}

// OK reports whether the call was answered with success.
func (c Call) OK() bool { return c.Code >= 200 && c.Code < 300 }

// History is everything that happened in one scenario.
type History struct {
	// Name and Namespace are the virtual cluster's own.
	Name, Namespace string
	// Config is the text of vcluster.yaml in force at the end.
	Config string
	Calls  []Call
	// Marks are places between calls: "engine-start", "engine-stop", "settled", "restart-check".
	Marks []Mark
	// Seeded are the objects that were there before the first call, by side.
	Seeded map[string][]unstructured.Unstructured
	// Log are the lines the engine logged, where the harness can read them.
	Log []string
}

// Mark is a named place in a history: it stands after the call with number Seq.
type Mark struct {
	Name string
	Seq  int
	// Config is the vcluster.yaml an "engine-start" was made with. When no start
	// says one, History.Config holds throughout.
	Config string
}
