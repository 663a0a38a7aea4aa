package kinds

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Service flows down, most of its spec flows both ways, and the host decides
// the cluster IP. SVC-*
var Service = recipe.Recipe{
	Resource: "services.v1",
	Kind:     "Service",
	Enabled:  "sync.toHost.services",
	Both: path.List(
		"spec.type", "spec.ports", "spec.externalIPs", "spec.externalName", "spec.loadBalancerIP", // SVC-09 to SVC-11
		"spec.publishNotReadyAddresses", "spec.externalTrafficPolicy", "spec.sessionAffinity",
		"spec.sessionAffinityConfig", "spec.loadBalancerSourceRanges", "spec.healthCheckNodePort",
	),
	ToVirtual:   path.List("status"), // SVC-14
	Annotations: serviceAnnotation,
	Rules: []recipe.Rule{
		{Name: "the API server's own service has no copy", ID: "NAME-14", Apply: noCopyOfAPIServer},
		{Name: "the host allocates addresses and node ports", ID: "SVC-05", Apply: hostAllocates, Asks: asksEndpoints()},
		{Name: "the selector is pinned to the virtual namespace", ID: "SVC-03", Apply: pinSelector},
		{Name: "only a load balancer has a load balancer's address", ID: "SVC-16", When: recipe.Returning, Apply: noAddress},
		{Name: "the selector follows", ID: "SVC-12", When: recipe.Carrying, Apply: carrySelector},
	},
	Remake: adoptClusterIP,
}

// asksEndpoints is what a service made anew needs: a server deletes the endpoints of
// the old one along with it, and those a tenant made have to come back.
func asksEndpoints() []recipe.Ask {
	return []recipe.Ask{
		{Side: object.Virtual, Verb: "get", Resource: "endpoints"},
		{Side: object.Virtual, Verb: "create", Resource: "endpoints"},
	}
}

// ownService is the virtual cluster's own service, as the virtual cluster calls it.
var ownService = object.Key{Namespace: "default", Name: "kubernetes"}

// publicEndpoints is Rancher's; carrying it would make both sides change it for ever.
const publicEndpoints = "field.cattle.io/publicEndpoints"

func serviceAnnotation(key string) recipe.Travel {
	if key == publicEndpoints {
		return recipe.Never // SVC-17
	}
	return recipe.BothWays
}

// noCopyOfAPIServer: the host counterpart of default/kubernetes is the virtual
// cluster's own service, which is there already (SVC-27).
func noCopyOfAPIServer(c *recipe.Change) {
	if (object.Key{Namespace: c.Virtual.GetNamespace(), Name: c.Virtual.GetName()}) == ownService {
		c.Waiting = "the virtual cluster's own service stands for it"
	}
}

// hostAllocates clears what only the virtual API server allocated. A headless
// service stays headless (SVC-06).
func hostAllocates(c *recipe.Change) {
	if !c.Creating {
		return
	}
	spec := c.Spec()
	if spec["clusterIP"] != "None" {
		delete(spec, "clusterIP")
	}
	for _, field := range []string{"clusterIPs", "ipFamilies", "ipFamilyPolicy"} {
		delete(spec, field)
	}
	dropNodePorts(c.Host)
}

// hasSelector reports whether pods are found for a service, by a controller.
func hasSelector(service *unstructured.Unstructured) bool {
	selector, _, _ := unstructured.NestedMap(service.Object, "spec", "selector")
	return len(selector) > 0
}

func pinSelector(c *recipe.Change) {
	selector, _ := c.Spec()["selector"].(map[string]any)
	if pinned := c.Scheme.HostSelector(selector, c.Virtual.GetNamespace()); pinned != nil {
		c.Spec()["selector"] = pinned
	}
}

// noAddress takes away what is left of a load balancer that is none any more: the
// address wished for on the host, the one given in the virtual cluster. The
// host's API server clears its own status.
func noAddress(c *recipe.Change) {
	if c.Spec()["type"] == "LoadBalancer" {
		return
	}
	delete(c.Spec(), "loadBalancerIP")
	unstructured.RemoveNestedField(c.Virtual.Object, "status", "loadBalancer", "ingress")
}

// carrySelector recomputes the host's selector from the virtual one, unless only
// the host's was changed: then that comes back without our marks (SVC-12, SVC-13).
func carrySelector(c *recipe.Change) {
	own := func(o *unstructured.Unstructured) map[string]any {
		if o == nil {
			return nil
		}
		selector, _, _ := unstructured.NestedMap(o.Object, "spec", "selector")
		return selector
	}
	onlyHost := c.Base.Host != nil && c.Base.Virtual != nil &&
		object.Equal(own(c.Now.Virtual), own(c.Base.Virtual)) && !object.Equal(own(c.Now.Host), own(c.Base.Host))
	if onlyHost {
		setSelector(c.Virtual, c.Scheme.VirtualLabels(own(c.Now.Host)))
		return
	}
	setSelector(c.Host, own(c.Translated))
}

func setSelector(o *unstructured.Unstructured, selector map[string]any) {
	if len(selector) == 0 {
		unstructured.RemoveNestedField(o.Object, "spec", "selector")
		return
	}
	_ = unstructured.SetNestedMap(o.Object, selector, "spec", "selector")
}

// adoptClusterIP makes the virtual service anew with the address the host gave
// its copy, because a service's address cannot change (SVC-07, SVC-08).
func adoptClusterIP(_ recipe.Env, virtual, host *unstructured.Unstructured) *recipe.Anew {
	address, _, _ := unstructured.NestedString(host.Object, "spec", "clusterIP")
	own, _, _ := unstructured.NestedString(virtual.Object, "spec", "clusterIP")
	if address == "" || address == own || own == "" {
		return nil
	}
	anew := virtual.DeepCopy()
	unstructured.RemoveNestedField(anew.Object, "spec", "clusterIPs")
	unstructured.RemoveNestedField(anew.Object, "status")
	for _, field := range []string{"uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"} {
		unstructured.RemoveNestedField(anew.Object, "metadata", field)
	}
	_ = unstructured.SetNestedField(anew.Object, address, "spec", "clusterIP")
	if port, given, _ := unstructured.NestedFieldNoCopy(host.Object, "spec", "healthCheckNodePort"); given {
		_ = unstructured.SetNestedField(anew.Object, port, "spec", "healthCheckNodePort") // it cannot change either
	}
	probe := nameless(anew)
	dropNodePorts(probe)
	remade := &recipe.Anew{Object: anew, Probe: probe}
	if !hasSelector(virtual) { // somebody's work, that no controller does again
		gvr := endpointsResource()
		remade.Along = &gvr
	}
	return remade
}

// dropNodePorts takes away every port of the node: a port has one holder.
func dropNodePorts(service *unstructured.Unstructured) {
	spec, _ := service.Object["spec"].(map[string]any)
	delete(spec, "healthCheckNodePort")
	for _, port := range maplist(spec, "ports") {
		delete(port, "nodePort")
	}
}
