package recipe

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
)

// Recipe says how one kind is synced.
//
// A kind that flows to the host is copied whole when it is first synced; from
// then on only the fields named here move. Labels and annotations always flow
// both ways.
type Recipe struct {
	// Resource is the kind's plural, version and group: "ingresses.v1.networking.k8s.io".
	Resource string
	Kind     string
	// Enabled is the configuration key below which the kind is switched on and selected.
	Enabled string
	// FromHost makes the kind a mirror: same name on both sides, the host is
	// right, the tenant's own objects go away. A kind whose configuration has
	// mappings is mirrored under mapped names, beside objects of the tenant's own.
	FromHost bool
	// OnDemand copies an object only while something synced refers to it, unless
	// the configuration says `all` or the object force-sync.
	OnDemand bool

	ToHost    []path.Path // the host always gets the virtual value
	Both      []path.Path // whichever side changed; the virtual one when both did
	Merged    []path.Path // maps of which each key flows like Both
	ToVirtual []path.Path // the virtual object always gets the host value

	References []Reference
	// Gates keep an object from syncing while its classes are not available.
	Gates []Gate
	// Annotations says how an annotation travels; nil lets all travel both ways.
	Annotations func(key string) Travel
	// Rules say what paths cannot; those of one moment run in order.
	Rules []Rule
	// Remake says how the virtual object is made anew in place of the present one,
	// when the host decided a field that the API does not let change; nil otherwise.
	Remake func(e Env, virtual, host *unstructured.Unstructured) *Anew
	// Lives says where the host copies are, and who ends them.
	Lives Place
}

// Place is where the host copies of a kind are.
type Place int

// The places. A copy that is Held is kept by the host as long as it is used: its
// deletion, like that of a pod, crosses over as soon as it begins.
const (
	InNamespace     Place = iota // of the virtual cluster, as most kinds
	OnNode                       // there too, run by a kubelet that ends it gracefully: pods
	Held                         // there too, with finalizers of the host
	ClusterWide                  // in no namespace, under a name with a prefix
	HeldClusterWide              // both
	Gathered                     // in all namespaces of the host, from which they come; the virtual objects are in kube-system
)

// Reference is a field that names another object. It has three jobs: the name
// is rewritten on the host, the object named counts as needed, and it is looked
// at again when the reference comes or goes.
type Reference struct {
	At path.Path
	To *Recipe
	// Qualified values may be "namespace/name".
	Qualified bool
	// Named reads a value that says more than a name, of an object in a namespace:
	// which kind and which object it names; no kind for none. A user's reference has it.
	Named func(value any, own string) (*Recipe, object.Key)
}

// Gate is a field that names a class, and the class's recipe.
type Gate struct {
	At    path.Path
	Class *Recipe
	// Noun is the class's kind as events spell it: "runtime class".
	Noun string
	// Forced is the class the configuration gives every copy: a copy that has it
	// says nothing about the class of its original.
	Forced func(*config.Config) string
	// Of is what the documents call the object that is kept from syncing, if not by its kind.
	Of string
}

// Anew is an object that takes the place of another of the same name. Before the
// old one goes, the server is asked whether it would take Probe: the new object
// without a name and without what the old one still holds.
type Anew struct {
	Object, Probe *unstructured.Unstructured
	// Free takes the finalizers off the old one first; the copy on the host carries
	// what is to be made until it is there.
	Free bool
	// Reason and Told are the event of it, if the tenant hears of it.
	Reason, Told string
	// Along is a resource of which a server deletes the object of the same name along
	// with the old one. It is made again, too.
	Along *schema.GroupVersionResource
}

// Travel says how an annotation moves between the two sides.
type Travel int

// How an annotation travels.
const (
	BothWays Travel = iota // like a label
	Never                  // not even when the copy is made
	Once                   // copied when the copy is made, then left alone on both sides
	HostOnly               // the rules make it on the host; it never comes back
)

// Rule is one named change of an object in the making.
type Rule struct {
	// Name says what the rule does; reports print it.
	Name string
	// ID is the behaviour it exists for, Key the configuration key that asks for
	// it, if one does.
	ID, Key string

	When  Moment
	Apply func(c *Change)
	// Asks are the requests the rule makes beyond patches of the pair: the engine
	// has no right to others.
	Asks []Ask
}

// Ask is a kind of request: on which side, and what of.
type Ask struct {
	Side object.Side
	Verb string
	// Resource is the plural of an object beside the pair; empty is the pair's own.
	Resource string
	// Subresource is that of the object; empty is the object itself.
	Subresource string
}

// Moment is when a rule runs.
type Moment int

// The moments of a rule.
const (
	// Translating: the virtual object is being turned into its host form; the
	// rule changes Change.Host. References are rewritten already.
	Translating Moment = iota
	// Carrying: a pair is being brought into step, its paths are carried already;
	// the rule changes Change.Host and Change.Virtual.
	Carrying
	// Losing: the copy was deleted on the host, for which the original is deleted
	// too (GEN-25), unless a rule sets Change.Again.
	Losing
	// Arriving: the virtual form of a host object has been made, or its host object is
	// gone; the rule changes Change.Virtual, or says by Change.Waiting why it does not
	// appear, or by Change.Kept that it is the tenant's own. Change.Now is the pair.
	Arriving
	// Leaving: the virtual object is being deleted, for which the copy is deleted too
	// where deletions cross over, unless a rule says by Change.Waiting why not.
	Leaving
	// Returning: the host's fields were carried to the virtual object; the rule changes Change.Virtual.
	Returning
	// Admitting: a living object is about to be synced; the rule sets Change.Refused
	// to leave both sides as they are.
	Admitting
	// Alone: an object that has no copy is looked after in the virtual cluster; the
	// rule changes Change.Virtual.
	Alone
	// Gone: neither object is there any more; the rule tidies up beside them.
	Gone
	// Mirroring: a host object would appear in the virtual cluster; the rule looks
	// at Change.Host, and sets Change.Waiting to why it does not.
	Mirroring
)

// GVR returns the kind's resource for API requests.
func (r *Recipe) GVR() schema.GroupVersionResource {
	parts := strings.SplitN(r.Resource, ".", 3)
	gvr := schema.GroupVersionResource{Resource: parts[0], Version: parts[1]}
	if len(parts) == 3 {
		gvr.Group = parts[2]
	}
	return gvr
}

// GVK returns the kind as objects spell it.
func (r *Recipe) GVK() schema.GroupVersionKind {
	gvr := r.GVR()
	return schema.GroupVersionKind{Group: gvr.Group, Version: gvr.Version, Kind: r.Kind}
}

// Runs reports whether a kubelet runs the copies.
func (r *Recipe) Runs() bool { return r.Lives == OnNode }

// Crosses reports whether a deletion goes over to the other side as soon as it begins.
func (r *Recipe) Crosses() bool { return r.Lives == OnNode || r.Holds() }

// Holds reports whether finalizers of the host keep copies as long as they are used.
func (r *Recipe) Holds() bool { return r.Lives == Held || r.Lives == HeldClusterWide }

// ClusterWide reports whether the copies are in no namespace.
func (r *Recipe) ClusterWide() bool { return r.Lives == ClusterWide || r.Lives == HeldClusterWide }

// HostKey is where the host copy of a virtual object is.
func (r *Recipe) HostKey(s naming.Scheme, key object.Key) object.Key {
	switch {
	case r.FromHost:
		return key
	case r.Contains():
		name, _ := s.Spaces.Host(key.Name)
		return object.Key{Name: name}
	case r.ClusterWide():
		return object.Key{Name: s.HostCluster(key.Name)}
	}
	return object.Key{Namespace: s.HostNamespace(key.Namespace), Name: s.Host(key.Namespace, key.Name)}
}

// Contains reports whether other objects are in those of this kind: namespaces.
func (r *Recipe) Contains() bool { return r.Kind == "Namespace" }

// Noun is the kind as messages to a tenant spell it: "configmap".
func (r *Recipe) Noun() string {
	switch r.Kind {
	case "PersistentVolumeClaim":
		return "persistent volume claim"
	case "PersistentVolume":
		return "persistent volume"
	}
	return strings.ToLower(r.Kind)
}

// Syncer is the name of what syncs the kind, as its events and marks have it (GEN-39).
func (r *Recipe) Syncer() string {
	if r.Kind == "PersistentVolumeClaim" {
		return "persistent-volume-claim"
	}
	return strings.ToLower(r.Kind)
}

// Travels says how an annotation of this kind travels.
func (r *Recipe) Travels(key string) Travel {
	if r.Annotations == nil {
		return BothWays
	}
	return r.Annotations(key)
}

// Exclusive reports whether a tenant may have no objects of their own of a kind
// that comes from the host. Config maps and secrets are everybody's.
func (r *Recipe) Exclusive() bool { return r.GVR().Group != "" }
