package rbac

import (
	"cmp"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/controllers"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Right is one kind of request an engine may make.
type Right struct {
	Side object.Side
	// Namespace is where; empty is everywhere, and for what is in no namespace.
	Namespace       string
	Group, Resource string // with its subresource: "pods/status"
	// Name is that of the only object; empty is any.
	Name string
	Verb string
	// For is the configuration key that asks for it, empty for what is always needed.
	For string
}

// Rights are all an engine needs: sorted, each once. The Env needs its Scheme and
// its Config.
func Rights(env recipe.Env) []Right {
	env.Scheme = recipe.SchemeOf(env.Config, env.Scheme.Name, env.Scheme.Namespace)
	synced := slices.Concat(kinds.Synced(), customs(env.Config))
	env = env.With(synced)
	c := collector{env: env}
	c.beside()
	c.definitions()
	for _, r := range synced {
		if env.Setting(r).Enabled {
			c.recipe(r)
		}
	}
	c.imports(synced)
	for _, controller := range controllers.All(env) {
		c.controller(controller)
	}
	for _, r := range kinds.Read(env.Config) {
		c.add(right(object.Virtual, r, "", ""), "list", "watch")
	}
	slices.SortFunc(c.rights, compare)
	once := slices.CompactFunc(c.rights, func(a, b Right) bool { return compare(a, b) == 0 })
	return slices.DeleteFunc(slices.Clone(once), func(r Right) bool { return r.needless(once) })
}

// needless: the right to one object is nothing beside the right to all.
func (r Right) needless(among []Right) bool {
	all := r
	all.Name = ""
	_, found := slices.BinarySearchFunc(among, all, compare)
	return found && r.Name != ""
}

func compare(a, b Right) int {
	return cmp.Or(strings.Compare(string(a.Side), string(b.Side)), strings.Compare(a.Namespace, b.Namespace),
		strings.Compare(a.Group, b.Group), strings.Compare(a.Resource, b.Resource), strings.Compare(a.Name, b.Name), strings.Compare(a.Verb, b.Verb))
}

type collector struct {
	env    recipe.Env
	rights []Right
}

func (c *collector) add(r Right, verbs ...string) {
	for _, r.Verb = range verbs {
		c.rights = append(c.rights, r)
	}
}

// right is one about a recipe's own kind, or a subresource of it.
func right(side object.Side, r *recipe.Recipe, namespace, subresource string) Right {
	gvr := r.GVR()
	return Right{Side: side, Namespace: namespace, Group: gvr.Group, Resource: below(gvr.Resource, subresource), For: r.Enabled}
}

func below(resource, subresource string) string {
	if subresource == "" {
		return resource
	}
	return resource + "/" + subresource
}

// recipe adds what syncing one kind needs.
func (c *collector) recipe(r *recipe.Recipe) {
	if r.FromHost {
		c.fromHost(r)
	} else {
		c.toHost(r)
	}
	virtual := right(object.Virtual, r, "", "")
	if r.Remake != nil {
		c.add(virtual, "create", "delete", "get")
	}
	for _, rule := range r.Rules {
		for _, ask := range rule.Asks {
			c.ask(r, ask)
		}
	}
}

// toHost: the copies live and die by the engine, which looks who has their name; the
// original follows them.
func (c *collector) toHost(r *recipe.Recipe) {
	c.add(right(object.Host, r, c.hostNamespace(r), ""), "create", "delete", "get", "list", "patch", "watch")
	back := "patch"
	if r.Contains() {
		back = "create" // a namespace of the host is shown, and no label comes back (NS-13)
	}
	c.add(right(object.Virtual, r, "", ""), "delete", "list", back, "watch")
	if ofStatus(r.ToVirtual, r.Both, r.Merged) {
		c.add(right(object.Virtual, r, "", "status"), "patch")
	}
	if ofStatus(r.ToHost, r.Both, r.Merged) {
		c.add(right(object.Host, r, c.hostNamespace(r), "status"), "patch")
	}
}

func (c *collector) hostNamespace(r *recipe.Recipe) string {
	if r.ClusterWide() || c.env.Scheme.Spaces != nil {
		return ""
	}
	return c.env.Scheme.Namespace
}

// ofStatus: a status is written through its own subresource.
func ofStatus(paths ...[]path.Path) bool {
	return slices.ContainsFunc(slices.Concat(paths...), func(p path.Path) bool {
		return p.String() == "status" || strings.HasPrefix(p.String(), "status.") || strings.HasPrefix(p.String(), "status[")
	})
}

// fromHost: the host is only read (SYNC-39), everywhere or where the mappings say.
func (c *collector) fromHost(r *recipe.Recipe) {
	c.add(right(object.Virtual, r, "", ""), "create", "delete", "list", "patch", "watch")
	if ofStatus(r.ToVirtual) {
		c.add(right(object.Virtual, r, "", "status"), "patch")
	}
	mapping := c.env.Setting(r).Mapping
	if mapping == nil {
		c.add(right(object.Host, r, "", ""), "list", "watch")
		if r.GVR().Resource == "priorityclasses" && c.env.Compat == config.VCluster { // RBAC-42
			c.add(right(object.Host, r, "", ""), "create", "delete", "get", "patch", "update")
		}
		return
	}
	for _, source := range mapping.Sources() {
		from := right(object.Host, r, source.Namespace, "")
		from.Name = source.Name
		c.add(from, "list", "watch")
		c.add(Right{Side: object.Host, Resource: "namespaces", Name: source.Namespace, For: r.Enabled}, "get")
	}
	c.add(Right{Side: object.Virtual, Resource: "namespaces", For: r.Enabled}, "create")
}

// ask adds what a rule asks for.
func (c *collector) ask(r *recipe.Recipe, ask recipe.Ask) {
	asked := right(ask.Side, r, "", ask.Subresource)
	if ask.Side == object.Host && (ask.Resource != "" || !r.FromHost) {
		asked.Namespace = c.hostNamespace(r)
	}
	if ask.Resource != "" {
		asked.Group, asked.Resource = "", below(ask.Resource, ask.Subresource)
	}
	c.add(asked, ask.Verb)
}

// controller adds what keeping objects without a recipe needs.
func (c *collector) controller(of plan.Controller) {
	c.add(right(object.Virtual, of.Recipe, "", ""), "list", "watch")
	if of.Mirrors {
		c.add(right(object.Host, of.Recipe, "", ""), "list", "watch")
	}
	for _, source := range of.Sources {
		if !c.env.Setting(source.Recipe).Enabled { // else it is watched already, where its copies are
			c.add(right(source.Side, source.Recipe, c.within(source), ""), "list", "watch")
		}
	}
	for _, ask := range of.Asks {
		c.ask(of.Recipe, ask)
	}
}

// within is where a source is watched: in the virtual cluster's own namespace there,
// or everywhere, because others may come and go, and their roles with them (RBAC-47).
func (c *collector) within(source plan.Source) string {
	if source.Namespace == c.env.Scheme.Namespace {
		return source.Namespace
	}
	return ""
}
