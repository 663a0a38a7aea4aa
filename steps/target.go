package steps

import (
	"context"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Side says which of the two clusters is meant.
type Side string

// The two sides, as the features spell them.
const (
	Host    Side = "host"
	Virtual Side = "virtual"
)

// Ref names one object of one side. Namespace is empty for cluster-scoped kinds.
type Ref struct {
	Resource  schema.GroupVersionResource
	Kind      string
	Namespace string
	Name      string
}

// Settings is what an engine is started with.
type Settings struct {
	// Name is the virtual cluster's name (VCLUSTER_NAME).
	Name string
	// Namespace is the virtual cluster's namespace on the host (VCLUSTER_NAMESPACE).
	Namespace string
	// Config is the text of vcluster.yaml; empty means all defaults.
	Config string
	// Compat is "documented" (the default when empty) or "vcluster".
	Compat string
}

// Refused is the error of an engine that does not accept its configuration.
// Text holds every finding, one a line, as a user of the command line sees them.
type Refused struct{ Text string }

func (r *Refused) Error() string { return r.Text }

// Clusters is what a person can do to the two clusters. Errors of the API
// servers come back unwrapped, so that k8s.io/apimachinery/pkg/api/errors
// recognises them.
type Clusters interface {
	Get(ctx context.Context, side Side, ref Ref) (*unstructured.Unstructured, error)
	// List returns the objects of one namespace, or of all when namespace is empty.
	List(ctx context.Context, side Side, resource schema.GroupVersionResource, namespace string) ([]unstructured.Unstructured, error)
	Create(ctx context.Context, side Side, ref Ref, object *unstructured.Unstructured) error
	// Patch sends a JSON merge patch; subresource is empty, or one that takes
	// patches. To "binding" a Binding to the patch's spec.nodeName is posted instead.
	Patch(ctx context.Context, side Side, ref Ref, patch map[string]any, subresource string) error
	// Delete deletes with the kind's default grace period; grace overrides it when not nil.
	Delete(ctx context.Context, side Side, ref Ref, grace *int64) error
}

// Engine is the engine under test as a person starts and stops it.
type Engine interface {
	// Start returns once the engine is ready. A refused configuration is a *Refused.
	Start(ctx context.Context, settings Settings) error
	// Stop ends the engine; it is no error to stop one that does not run.
	Stop(ctx context.Context) error
	// Log returns what the engine logged since the scenario began, a line each.
	Log() []string
}

// Target is a pair of clusters with an engine between them.
type Target interface {
	Clusters
	Engine
	// Settle returns when everything that was done has had all its effects.
	// With no engine running it returns at once.
	Settle(ctx context.Context) error
}

// Configured is an engine that tells what its configuration means: every key, with
// the defaults filled in. An engine under test need not be one.
type Configured interface {
	Configuration() (map[string]any, error)
}

// Node is one a feature asks for: what its container runtime can do, and what tells
// it from others.
type Node struct {
	Name string
	// Handlers are the runtime handlers it declares besides the default.
	Handlers []string
	// Missing are those of them whose program is not installed.
	Missing []string
	Labels  map[string]string
	// Allocatable are resources by name; what is not named there is plenty of.
	Allocatable map[string]string
	// Version is its kubelet's; empty means that of the API servers.
	Version string
}

// Housing is a target whose host has nodes on which pods run, or can be given some.
// Names of nodes are a feature's own: a target of real nodes finds one for each.
type Housing interface {
	House(ctx context.Context, nodes []Node) error
}
