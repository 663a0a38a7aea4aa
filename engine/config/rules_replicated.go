package config

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
)

// replicated: what a mapping of single services may say, REP-09. A service of the
// virtual cluster has a namespace, one of the host may do without.
func replicated(k *checker) {
	for i, m := range k.Networking.ReplicateServices.ToHost {
		at := indexed("networking.replicateServices.toHost", i)
		k.service(at+".from", m.From, "namespace1/service1=service2")
		k.hostService(at+".to", m.To)
		if strings.Contains(m.To, "/") {
			k.bad(at+".to", "%s.to must be a name without a namespace: replicas lie in the virtual cluster's own host namespace", at)
		}
	}
	for i, m := range k.Networking.ReplicateServices.FromHost {
		at := indexed("networking.replicateServices.fromHost", i)
		k.hostService(at+".from", m.From)
		k.service(at+".to", m.To, "service1=namespace2/service2")
	}
}

// service is one of the virtual cluster: namespace/name.
func (k *checker) service(at, value, form string) {
	if strings.Count(value, "/") != 1 {
		k.bad(at, "invalid service mapping, please use %s: %s must be namespace/name, not %q", form, at, short(value))
		return
	}
	k.hostService(at, value)
}

// hostService is one of the host: name, or namespace/name.
func (k *checker) hostService(at, value string) {
	namespace, name, found := strings.Cut(value, "/")
	if !found {
		namespace, name = "any", value
	}
	reasons := append(validation.IsDNS1123Label(namespace), validation.IsDNS1035Label(name)...)
	if len(reasons) > 0 {
		k.bad(at, "invalid service mapping: %s must be the name of a service, not %q: %s", at, short(value), because(reasons))
	}
}
