package controlplane

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"

	"github.com/syncspec/syncspec/steps"
)

// catalogue knows the kinds an API server has and where it stores them: by the
// first part of the etcd key after the side's prefix.
type catalogue map[string]schema.GroupVersionResource

// unusualPrefixes are the kinds that are not stored under their own name.
func unusualPrefixes() map[string]string {
	return map[string]string{
		"services":                  "services/specs",
		"endpoints":                 "services/endpoints",
		"nodes":                     "minions",
		"replicationcontrollers":    "controllers",
		"ingresses":                 "ingress",
		"customresourcedefinitions": "apiextensions.k8s.io/customresourcedefinitions",
		"apiservices":               "apiregistration.k8s.io/apiservices",
	}
}

// discoverKinds asks an API server for all it can list.
func discoverKinds(client discovery.DiscoveryInterface) (catalogue, error) {
	groups, err := client.ServerPreferredResources()
	if err != nil {
		return nil, fmt.Errorf("listing the kinds of an API server: %w", err)
	}
	unusual, kinds := unusualPrefixes(), catalogue{}
	for _, group := range groups {
		version, err := schema.ParseGroupVersion(group.GroupVersion)
		if err != nil {
			return nil, err
		}
		for _, r := range group.APIResources {
			prefix, ok := unusual[r.Name]
			if !ok {
				prefix = r.Name
			}
			if known, twice := kinds[prefix]; slices.Contains(r.Verbs, "list") && (!twice || known.Group != "") {
				kinds[prefix] = version.WithResource(r.Name)
			}
		}
	}
	return kinds, nil
}

// place is one kind on one side.
type place struct {
	side     steps.Side
	resource schema.GroupVersionResource
}

// of tells which kind a key belongs to; keys of no kind (allocation ranges) and
// of kinds the server did not have at its start are nothing to it.
func (c catalogue) of(key string) (place, bool) {
	parts := strings.SplitN(key, "/", 5) // "", side, prefix, ...
	if len(parts) < 4 {
		return place{}, false
	}
	resource, ok := c[parts[2]]
	if !ok {
		resource, ok = c[parts[2]+"/"+parts[3]]
	}
	return place{steps.Side(parts[1]), resource}, ok
}

// path is where the kind is listed over all namespaces.
func (p place) path() string {
	r := p.resource
	if r.Group == "" {
		return "/api/" + r.Version + "/" + r.Resource
	}
	return "/apis/" + r.Group + "/" + r.Version + "/" + r.Resource
}

// Kinds are all the kinds that can be listed on either side.
func (p *Planes) Kinds() []schema.GroupVersionResource {
	var kinds []schema.GroupVersionResource
	for _, resource := range p.wiper.kinds {
		kinds = append(kinds, resource)
	}
	slices.SortFunc(kinds, func(a, b schema.GroupVersionResource) int { return strings.Compare(a.String(), b.String()) })
	return kinds
}
