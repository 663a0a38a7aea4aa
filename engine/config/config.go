package config

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Config is a vcluster.yaml with its defaults filled in. It is read-only.
type Config struct {
	Sync         Sync         `key:"sync" doc:"Sync describes how to sync resources from the virtual cluster to host cluster and back."`
	ControlPlane ControlPlane `key:"controlPlane" doc:"Configure vCluster control plane components and deployment."`
	Networking   Networking   `key:"networking" doc:"Networking options related to the virtual cluster."`
	Policies     Policies     `key:"policies" doc:"Policies to enforce for the virtual cluster deployment as well as within the virtual cluster."`
	RBAC         RBAC         `key:"rbac" doc:"RBAC options for the virtual cluster."`
	Experimental Experimental `key:"experimental" doc:"Experimental features for vCluster."`
	PrivateNodes Toggle       `key:"privateNodes" doc:"PrivateNodes holds configuration for vCluster private nodes mode."`
	// Rest are the sections that have no say in syncing.
	Rest map[string]any `key:"*" names:"autoUpdate deletion deploy exportKubeConfig external global integrations license logging observability platform plugin plugins pro serviceCIDR sleep sleepMode snapshots standalone telemetry"`

	file    string
	places  places
	ignored Findings
	// lines is the file, for findings inside of texts.
	lines [][]rune
}

// Default is the configuration of an empty file.
func Default() *Config {
	c := &Config{}
	fill(reflect.ValueOf(c).Elem())
	return c
}

// Parse reads a vcluster.yaml; file names it in findings. It never panics and says
// everything there is to say at once. The Config is nil if and only if a finding is an
// Error; warnings come with a usable one.
func Parse(file string, data []byte) (*Config, Findings) {
	c, found := Read(file, data)
	if found.Err() != nil {
		return nil, found
	}
	return c, found
}

// Read is Parse for those who look for more mistakes: the Config is what could be
// read of a file that has some, defaults where it could not. It is nil when nothing
// could be read, and no engine must run on it.
func Read(file string, data []byte) (*Config, Findings) {
	root, found := read(file, data)
	if root == nil {
		return nil, found.sorted()
	}
	c := Default()
	d := decoder{places: places{}, found: found}
	d.value("", root, reflect.ValueOf(c).Elem())
	c.file, c.places, c.ignored, c.lines = file, d.places, d.notes.sorted(), linesOf(data)
	c.resolve()
	found = append(d.found, check(c)...)
	return c, found.sorted()
}

// Enabled says whether a kind is synced: Enabled("sync.toHost.ingresses"). The switches
// that are `auto` are resolved by Parse; one that stayed `auto` is off. A key that is
// not in the tree is a programmer's error and panics: ask at start-up.
func (c *Config) Enabled(key string) bool {
	switch v := c.must(key + ".enabled").(type) {
	case bool:
		return v
	case Switch:
		return v.On()
	}
	panic(fmt.Sprintf("config: %s has no switch", key))
}

// All says whether all objects of a kind are synced, not only those that others need:
// All("sync.toHost.secrets"). It panics as Enabled does.
func (c *Config) All(key string) bool {
	all, ok := c.must(key + ".all").(bool)
	if !ok {
		panic(fmt.Sprintf("config: %s.all is not a switch", key))
	}
	return all
}

// Selector is the label selector of a class: Selector("sync.fromHost.runtimeClasses").
// It is nil when everything matches: no selector, or one without requirements (RTC-17).
// It says nothing about Enabled. It panics as Enabled does. What selects nodes is
// more than labels and not told here.
func (c *Config) Selector(key string) *metav1.LabelSelector {
	if v, found := lookup(reflect.ValueOf(c).Elem(), key+".selector"); found && v.Type() == reflect.TypeFor[NodeSelector]() {
		return nil
	}
	if _, mapped := lookup(reflect.ValueOf(c).Elem(), key+".mappings"); mapped {
		return nil // names select, not labels
	}
	if _, selects := lookup(reflect.ValueOf(c).Elem(), key+".selector"); !selects {
		c.Enabled(key) // panics for a key that is not there
		return nil     // all of them come
	}
	selector, ok := c.must(key + ".selector").(LabelSelector)
	if !ok {
		panic(fmt.Sprintf("config: %s.selector does not select by labels", key))
	}
	return selector.Meta()
}

// Ignored names the keys of the file that are accepted and have no say in syncing, a
// Note each.
func (c *Config) Ignored() Findings { return c.ignored }

// Mappings are the pairs by which a kind's objects get other names:
// Mappings("sync.fromHost.configMaps"). It is nil for a kind that has none.
func (c *Config) Mappings(key string) map[string]string {
	if m, ok := lookup(reflect.ValueOf(c).Elem(), key+".mappings"); ok {
		return m.Interface().(Mappings).ByName
	}
	return nil
}

// Where is the position at which the user wrote a key, for reasons and messages. It is
// the zero value for a default.
func (c *Config) Where(key string) Position { return c.places[key].key }

func (c *Config) must(path string) any {
	v, ok := lookup(reflect.ValueOf(c).Elem(), path)
	if !ok {
		panic(fmt.Sprintf("config: there is no key %s", path))
	}
	return v.Interface()
}

// VirtualScheduling says whether some pods are scheduled inside the virtual cluster,
// by a scheduler of its own or by hybrid scheduling, CFG-10, CFG-11.
func (c *Config) VirtualScheduling() bool {
	return c.virtualScheduler() || c.Sync.ToHost.Pods.HybridScheduling.Enabled
}

// HostSchedules says whether a pod that names this scheduler is the host's to
// schedule: all are, unless one runs in the virtual cluster. With hybrid scheduling
// the named ones are, and the default one if the virtual cluster has none (POD-122,
// POD-127 to POD-129).
func (c *Config) HostSchedules(scheduler string) bool {
	hybrid := c.Sync.ToHost.Pods.HybridScheduling
	switch {
	case hybrid.Enabled && slices.Contains(hybrid.HostSchedulers, scheduler):
		return true
	case c.virtualScheduler():
		return false
	}
	return !hybrid.Enabled || scheduler == "" || scheduler == "default-scheduler"
}

func (c *Config) virtualScheduler() bool {
	return c.ControlPlane.Distro.K8s.Scheduler.Enabled || c.ControlPlane.Advanced.VirtualScheduler.Enabled
}

// resolve settles what depends on other keys. CFG-39: which nodes, and the `auto` kinds.
func (c *Config) resolve() {
	if to := &c.Sync.ToHost; to.Namespaces.Enabled || c.Experimental.MultiNamespaceMode.Enabled {
		to.Secrets.All, to.ConfigMaps.All = true, true // NS-15
	}
	advanced := &c.Networking.Advanced
	advanced.ClusterDomain = cmp.Or(advanced.ClusterDomain, "cluster.local")
	if c.Sync.ToHost.Namespaces.Enabled { // NS-15
		c.Sync.ToHost.Secrets.All, c.Sync.ToHost.ConfigMaps.All = true, true
	}
	if !c.VirtualScheduling() {
		return
	}
	from := &c.Sync.FromHost
	if len(from.Nodes.Selector.Labels) == 0 {
		from.Nodes.Selector.All = true
	}
	if !c.Sync.ToHost.PersistentVolumeClaims.Enabled {
		return
	}
	from.CSINodes.Enabled.raise()
	from.CSIDrivers.Enabled.raise()
	from.CSIStorageCapacities.Enabled.raise()
	if !c.Sync.ToHost.StorageClasses.Enabled {
		from.StorageClasses.Enabled.raise()
	}
}
