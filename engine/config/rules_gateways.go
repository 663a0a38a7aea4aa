package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
)

const hostGateways = "sync.fromHost.gateways"

// gateways: CFG-48, for imported Gateways.
func gateways(k *checker) {
	g := k.Sync.FromHost.Gateways
	if !g.Enabled {
		return
	}
	if len(g.Mappings.ByName) == 0 {
		k.conflict(hostGateways+".enabled", "%s.mappings.byName is empty; name at least one Gateway or namespace to sync", hostGateways)
	}
	k.mapping(hostGateways, g.Mappings)
	targets := map[string]string{}
	for _, host := range slices.Sorted(maps.Keys(g.Mappings.ByName)) {
		k.gatewayTarget(host, g.Mappings.ByName[host], targets)
	}
	k.allowedRoutes(g)
}

// gatewayTarget checks what one pair of valid form makes: no reserved namespace, and
// one Gateway for each place.
func (k *checker) gatewayTarget(host, virtual string, targets map[string]string) {
	at := entryPath(hostGateways+".mappings.byName", host)
	namespace, _, _ := strings.Cut(virtual, "/")
	if slices.Contains([]string{"kube-system", "kube-public", "kube-node-lease"}, namespace) {
		k.bad(at, "%s.mappings.byName: target namespace %q is reserved; choose another one", hostGateways, namespace)
	}
	if first, twice := targets[virtual]; twice {
		k.bad(at, "%s.mappings.byName: %q and %q have the same target %q", hostGateways, short(first), short(host), short(virtual))
	}
	targets[virtual] = host
}

// allowedRoutes checks who may attach routes to imported Gateways.
func (k *checker) allowedRoutes(g Gateways) {
	routes, _ := g.Rest["allowedRoutes"].(map[string]any)
	overrides, _ := routes["overrides"].([]any)
	for i, item := range overrides {
		override, _ := item.(map[string]any)
		at := fmt.Sprintf("%s.allowedRoutes.overrides[%d]", hostGateways, i)
		k.allowedFrom(at, override)
		hosts, _ := override["allowedHostnames"].([]any)
		for j, host := range hosts {
			if name, text := host.(string); !text || !hostname(name) {
				k.conflict(indexed(at+".allowedHostnames", j), `%s.allowedHostnames[%d] is invalid: "%v"; it must be a name such as shop.example.com or *.example.com`, at, j, host)
			}
		}
		if name, _ := override["gateway"].(string); name != "" && !g.covers(name) {
			k.conflict(at+".gateway", "%s references host Gateway %s not covered by %s.mappings.byName", at, short(name), hostGateways)
		}
	}
}

// allowedFrom checks the namespaces an override lets in.
func (k *checker) allowedFrom(at string, override map[string]any) {
	namespaces, _ := override["namespaces"].(map[string]any)
	from, given := namespaces["from"]
	if given && !slices.Contains([]any{"All", "Same", "Selector"}, from) {
		k.conflict(at+".namespaces.from", "%s.namespaces.from must be one of: All, Same, Selector", at)
	}
	if selector, _ := namespaces["selector"].(map[string]any); from == "Selector" && len(selector) == 0 {
		k.conflict(at+".namespaces.from", "%s.namespaces.selector must not be empty when from is Selector", at)
	}
}

// covers says whether a host Gateway, namespace/name, is mapped.
func (g Gateways) covers(name string) bool {
	namespace, _, _ := strings.Cut(name, "/")
	_, exact := g.Mappings.ByName[name]
	_, all := g.Mappings.ByName[namespace+"/*"]
	return exact || all
}

func hostname(name string) bool {
	return len(validation.IsDNS1123Subdomain(strings.TrimPrefix(name, "*."))) == 0
}
