package kinds

import (
	"cmp"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Custom is the recipe of a custom resource that the configuration names. All its
// fields flow in the direction asked for; its status, where it is a subresource,
// always comes from the host (CR-01, CR-04, CR-20).
func Custom(c config.Custom, definition *unstructured.Unstructured, version map[string]any) (*recipe.Recipe, error) {
	text := func(fields ...string) string {
		value, _, _ := unstructured.NestedString(definition.Object, fields...)
		return value
	}
	if err := fits(c, text("spec", "scope")); err != nil {
		return nil, err
	}
	r := &recipe.Recipe{
		Resource: fmt.Sprintf("%s.%s.%s", text("spec", "names", "plural"), version["name"], text("spec", "group")),
		Kind:     text("spec", "names", "kind"),
		Enabled:  c.Key,
		FromHost: !c.ToHost,
	}
	if _, has, _ := unstructured.NestedMap(version, "subresources", "status"); has {
		r.ToVirtual = path.List("status")
	}
	if c.ToHost {
		for _, field := range fieldsOf(version) {
			at, err := fieldPath(field)
			if err != nil {
				return nil, fmt.Errorf("its field %q cannot be synced: %w", field, err)
			}
			r.ToHost = append(r.ToHost, at)
		}
	}
	return r, nil
}

// fits says what is wrong with the scope a configuration gives a custom resource (CR-12 to CR-14).
func fits(c config.Custom, scope string) error {
	switch {
	case c.ToHost && scope != "Namespaced":
		return fmt.Errorf("it belongs to no namespace on the host, and only namespaced resources can be synced to the host")
	case !c.ToHost && scope == "Namespaced" && c.Scope != "Namespaced":
		return fmt.Errorf("it is namespaced on the host; say scope: Namespaced, and in mappings.byName which objects appear where")
	case !c.ToHost && scope == "Cluster" && c.Scope == "Namespaced":
		return fmt.Errorf("it belongs to no namespace on the host; say scope: Cluster, without mappings")
	}
	return nil
}

// fieldPath is the path of a field of any name.
func fieldPath(field string) (path.Path, error) {
	if at, err := path.Parse(field); err == nil && at.String() == field && !strings.ContainsAny(field, ".[") {
		return at, nil
	}
	return path.Parse(fmt.Sprintf("[%q]", field))
}

// Expected is a custom resource as far as it is known without the host: for those
// who ask what rights it will need.
func Expected(c config.Custom) *recipe.Recipe {
	plural, group, _ := strings.Cut(c.Resource, ".")
	return &recipe.Recipe{
		Resource: plural + "." + cmp.Or(c.Version, "v1") + "." + group, Enabled: c.Key, FromHost: !c.ToHost, ToVirtual: path.List("status"),
	}
}
