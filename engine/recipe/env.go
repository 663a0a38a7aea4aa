package recipe

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
)

// Env is what all decisions of one engine share. It never changes while the engine runs.
type Env struct {
	Scheme naming.Scheme
	Config *config.Config
	Compat config.Compat
	// Version is that of the virtual API server, such as v1.36.3; empty where it is not known.
	Version string
	// Own is the virtual cluster's own service on the host.
	Own Service
	// Namespaces is the kind Namespace as it is watched in the virtual cluster;
	// without it no namespace is made for what comes from the host.
	Namespaces *Recipe
	// Spaces is the kind Namespace as it is synced to the host, where it is.
	Spaces *Recipe

	settings map[*Recipe]Setting
	added    map[*Recipe][]Reference
}

// Service is the host service through which a virtual cluster is reached; the
// zero Service means that there is none.
type Service struct {
	Name, UID, ClusterIP string
	// Selector selects the pods of the virtual control plane; where it has none,
	// Subsets are the addresses somebody wrote down for them.
	Selector map[string]any
	Subsets  []any
}

// Setting is what the configuration says of one kind.
type Setting struct {
	Enabled bool
	// All is set when an on-demand kind is copied whether needed or not.
	All bool
	// Selector is the class selector; nil selects everything.
	Selector *Selector
	// Mapping says where objects from the host appear; nil is under their own names.
	Mapping *naming.Mapping
	// LocalEdits lets an edit of a mirrored object stay until the host changes the same field.
	LocalEdits bool
}

// With returns the Env with the settings of these kinds read from the
// configuration once, which every decision asks for.
func (e Env) With(recipes []*Recipe) Env {
	settings := make(map[*Recipe]Setting, len(recipes))
	for _, r := range recipes {
		settings[r] = e.read(r)
	}
	e.settings = settings
	return e
}

// WithReferences returns the Env with references that the user's patches add.
func (e Env) WithReferences(added map[*Recipe][]Reference) Env {
	e.added = added
	return e
}

// References are those of a kind itself, and those that the user's patches add.
func (e Env) References(r *Recipe) []Reference {
	if len(e.added[r]) == 0 {
		return r.References
	}
	return slices.Concat(r.References, e.added[r])
}

// AddedReferences are those that the user's patches add to a kind.
func (e Env) AddedReferences(r *Recipe) []Reference { return e.added[r] }

// Imported reports whether host objects of a kind may be brought into the virtual
// cluster because a user's reference names them (PATCH-75).
func (e Env) Imported(r *Recipe) bool {
	for _, references := range e.added {
		for _, reference := range references {
			if reference.To == r && r.OnDemand {
				return true
			}
		}
	}
	return false
}

// Setting returns what the configuration says of a kind.
func (e Env) Setting(r *Recipe) Setting {
	if setting, read := e.settings[r]; read {
		return setting
	}
	return e.read(r)
}

func (e Env) read(r *Recipe) Setting {
	if r.Enabled == "" {
		return Setting{}
	}
	s := Setting{Enabled: e.Config.Enabled(r.Enabled)}
	if r.Contains() {
		s.Enabled = e.Scheme.Spaces != nil // by the older switch, too
	}
	if r.OnDemand {
		s.All = e.Config.All(r.Enabled)
	}
	if r.FromHost {
		s.Selector = newSelector(e.Config.Selector(r.Enabled), e.Compat)
		s.LocalEdits = config.LocalEdits(r.Enabled)
		if byName := e.Config.Mappings(r.Enabled); len(byName) > 0 {
			s.Mapping = naming.NewMapping(byName, e.Scheme.Namespace)
		}
		if r.Lives == Gathered {
			s.Mapping = naming.Gather("kube-system")
		}
	}
	return s
}

// Selector selects classes by their labels: all labels and all expressions must
// hold (RTC-10 to RTC-16).
type Selector struct {
	compiled labels.Selector
	// needed are keys an object must have, whatever the compiled selector says.
	needed []string
}

// newSelector compiles a selector. As documented, NotIn needs the key; Kubernetes
// and real vCluster also match objects without it (RTC-12).
func newSelector(given *metav1.LabelSelector, compat config.Compat) *Selector {
	if given == nil {
		return nil
	}
	compiled, err := metav1.LabelSelectorAsSelector(given)
	if err != nil {
		compiled = labels.Nothing() // refused when the configuration was loaded
	}
	s := &Selector{compiled: compiled}
	for _, e := range given.MatchExpressions {
		if e.Operator == metav1.LabelSelectorOpNotIn && compat != config.VCluster {
			s.needed = append(s.needed, e.Key)
		}
	}
	return s
}

// Selects reports whether a class is selected. The two priority classes of the
// system, which every cluster has, always are (PC-10).
func (s *Selector) Selects(class *unstructured.Unstructured) bool {
	return class.GetKind() == "PriorityClass" && systemClass(class.GetName()) || s.Matches(class.GetLabels())
}

// SystemClass reports whether a class passes all selectors by its name.
func SystemClass(r *Recipe, name string) bool { return r.Kind == "PriorityClass" && systemClass(name) }

func systemClass(name string) bool {
	return name == "system-node-critical" || name == "system-cluster-critical"
}

// Matches reports whether labels are selected; a nil Selector selects all.
func (s *Selector) Matches(set map[string]string) bool {
	if s == nil {
		return true
	}
	for _, key := range s.needed {
		if _, has := set[key]; !has {
			return false
		}
	}
	return s.compiled.Matches(labels.Set(set))
}

// SchemeOf is how a virtual cluster of this name and host namespace names things on
// the host, as its configuration has it.
func SchemeOf(c *config.Config, name, namespace string) naming.Scheme {
	s := naming.Scheme{Name: name, Namespace: namespace}
	switch {
	case c.Experimental.MultiNamespaceMode.Enabled:
		s.Spaces = naming.HashedSpaces(s)
	case c.Sync.ToHost.Namespaces.Enabled:
		s.Spaces = naming.NewSpaces(c.Sync.ToHost.Namespaces.Mappings.ByName, name)
	}
	return s
}
