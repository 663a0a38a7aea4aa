package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
)

// ownName looks at the virtual cluster's name, when it is known.
func ownName(p *pass) {
	name := p.options.Name
	shortest := naming.Scheme{Name: name}.Host("default", "a")
	switch reasons := validation.IsDNS1123Label(name); {
	case name == "":
		return
	case len(reasons) > 0:
		p.at("", fmt.Sprintf("%q cannot be a virtual cluster's name: %s", name, reasons[0]))
	case !strings.HasSuffix(shortest, name):
		p.at("", fmt.Sprintf("the virtual cluster's name %q has %d characters: even the copy of default/a gets a hashed name, %s", name, len(name), shortest))
	case strings.Contains(name, "-x-"):
		p.at("", fmt.Sprintf("the virtual cluster's name %q contains -x-, which separates the parts of host names: copies of two virtual clusters in one host namespace can get one name", name))
	}
}

// collisions finds mappings that end at the same virtual name.
func collisions(p *pass) {
	from := p.config.Sync.FromHost
	p.collide("sync.fromHost.configMaps.mappings.byName", from.ConfigMaps.Mappings)
	p.collide("sync.fromHost.secrets.mappings.byName", from.Secrets.Mappings)
	p.collide("sync.fromHost.gateways.mappings.byName", from.Gateways.Mappings)
	for _, key := range slices.Sorted(maps.Keys(from.CustomResources)) {
		p.collide(entry("sync.fromHost.customResources", key)+".mappings.byName", from.CustomResources[key].Mappings)
	}
}

func (p *pass) collide(key string, m config.Mappings) {
	taken := map[string]string{}
	for _, host := range slices.Sorted(maps.Keys(m.ByName)) {
		virtual := m.ByName[host]
		if !strings.Contains(virtual, "/") {
			virtual += "/*" // the form of a whole namespace
		}
		first, twice := taken[virtual]
		switch {
		case !twice:
			taken[virtual] = host
		case strings.HasSuffix(virtual, "/*"):
			p.at(entry(key, host), fmt.Sprintf("objects of the same name in %q and %q meet in %s", first, host, virtual))
		default:
			p.at(entry(key, host), fmt.Sprintf("%q and %q are both to become %s", first, host, virtual))
		}
	}
}

// circles follows every image until it comes back or is not mapped.
func circles(p *pass) {
	const key = "sync.toHost.pods.translateImage"
	images := p.config.Sync.ToHost.Pods.TranslateImage
	done := map[string]bool{}
	for _, start := range slices.Sorted(maps.Keys(images)) {
		var way []string
		for at, mapped := start, true; mapped && !done[at]; _, mapped = images[at] {
			done[at] = true
			way = append(way, at)
			at = images[at]
			if i := slices.Index(way, at); i >= 0 {
				p.at(entry(key, way[i]), "these images map in a circle: "+strings.Join(append(way[i:], at), " → "))
			}
		}
	}
}
