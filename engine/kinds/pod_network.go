package kinds

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// podNetwork makes the pod find the virtual API server and the virtual DNS (POD-31 to POD-37).
func podNetwork(c *recipe.Change) {
	if !c.Creating {
		return // none of it can change
	}
	spec := c.Spec()
	hostAliases(c, spec)
	if _, named := spec["hostname"].(string); !named {
		spec["hostname"] = hostname(c.Virtual.GetName())
	}
	delete(spec, "subdomain") // POD-47
	if needsDNS(spec) {
		clusterDNS(c, spec)
	}
}

// hostAliases is POD-31: the names of the API server lead to the virtual one.
func hostAliases(c *recipe.Change, spec map[string]any) {
	if c.Own.ClusterIP == "" {
		return
	}
	names := []any{
		"kubernetes.default.svc." + c.Config.Networking.Advanced.ClusterDomain, "kubernetes", "kubernetes.default", "kubernetes.default.svc",
	}
	aliases, _ := spec["hostAliases"].([]any)
	spec["hostAliases"] = slices.Concat(aliases, []any{map[string]any{"ip": c.Own.ClusterIP, "hostnames": names}})
}

// hostname is POD-36: the virtual name in the form of a host name.
func hostname(name string) string {
	if len(name) > 63 {
		name = name[:63]
	}
	return strings.TrimRight(strings.ReplaceAll(name, ".", "-"), "-")
}

// needsDNS is POD-32 and POD-34: pods that would be given the host cluster's DNS.
func needsDNS(spec map[string]any) bool {
	onHost, _ := spec["hostNetwork"].(bool)
	switch spec["dnsPolicy"] {
	case "ClusterFirst", nil:
		return !onHost
	case "ClusterFirstWithHostNet":
		return true
	}
	return false
}

// clusterDNS is POD-32 and POD-33; unlike real vCluster it keeps the pod's own
// resolver options (BUG-17). Without the DNS service the pod waits (POD-35).
func clusterDNS(c *recipe.Change, spec map[string]any) {
	key := object.Key{Namespace: c.Scheme.HostNamespace("kube-system"), Name: c.Scheme.Host("kube-system", "kube-dns")}
	var address string
	if service := c.View.Get(object.Host, &Service, key); service != nil {
		address, _, _ = unstructured.NestedString(service.Object, "spec", "clusterIP")
	}
	if address == "" {
		virtual := object.Key{Namespace: "kube-system", Name: "kube-dns"}
		c.Waiting = "waiting for DNS service IP"
		c.Told = c.View.Get(object.Virtual, &Service, virtual) == nil
		return
	}
	domain := c.Config.Networking.Advanced.ClusterDomain
	own, _ := spec["dnsConfig"].(map[string]any)
	options := dnsOptions(own["options"])
	if c.Compat == config.VCluster {
		options = dnsOptions(nil)
	}
	spec["dnsPolicy"], spec["dnsConfig"] = "None", map[string]any{
		"nameservers": union([]any{address}, own["nameservers"]),
		"searches":    union([]any{c.Virtual.GetNamespace() + ".svc." + domain, "svc." + domain, domain}, own["searches"]),
		"options":     options,
	}
}

func union(first []any, more any) []any {
	all := slices.Clone(first)
	list, _ := more.([]any)
	for _, value := range list {
		if !slices.Contains(all, value) {
			all = append(all, value)
		}
	}
	return all
}

// dnsOptions is ndots:5, unless the pod says otherwise, and the pod's others.
func dnsOptions(own any) []any {
	list, _ := own.([]any)
	for _, option := range list {
		if o, ok := option.(map[string]any); ok && o["name"] == "ndots" {
			return list
		}
	}
	return slices.Concat([]any{map[string]any{"name": "ndots", "value": "5"}}, list)
}
