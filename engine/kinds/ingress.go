package kinds

import (
	"strings"

	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Ingress flows down, its status flows back. ING-*
var Ingress = recipe.Recipe{
	Resource:  "ingresses.v1.networking.k8s.io",
	Kind:      "Ingress",
	Enabled:   "sync.toHost.ingresses",
	ToHost:    path.List("spec"),                  // labels and annotations always flow both ways
	Both:      path.List("spec.ingressClassName"), // ING-08
	ToVirtual: path.List("status"),                // ING-10
	References: []recipe.Reference{
		{At: path.Must("spec.defaultBackend.service.name"), To: &Service},                 // ING-05
		{At: path.Must("spec.rules[*].http.paths[*].backend.service.name"), To: &Service}, // ING-03
		{At: path.Must("spec.defaultBackend.resource.name")},                              // ING-06
		{At: path.Must("spec.rules[*].http.paths[*].backend.resource.name")},
		{At: path.Must("spec.tls[*].secretName"), To: &Secret},          // ING-04
		{At: annotation(nginxAuthSecret), To: &Secret, Qualified: true}, // ING-11, ING-12
		{At: annotation(nginxAuthTLSSecret), To: &Secret, Qualified: true},
		{At: annotation(nginxProxySSLSecret), To: &Secret, Qualified: true},
	},
	Gates: []recipe.Gate{ // ING-18 to ING-23
		{At: path.Must("spec.ingressClassName"), Class: &IngressClass, Noun: "ingress class"},
	},
	Annotations: ingressAnnotation,
	Rules: []recipe.Rule{
		{Name: "load balancer actions name host services", ID: "ING-13", Apply: albAnnotations},
	},
}

const (
	nginxAuthSecret     = "nginx.ingress.kubernetes.io/auth-secret"
	nginxAuthTLSSecret  = "nginx.ingress.kubernetes.io/auth-tls-secret"
	nginxProxySSLSecret = "nginx.ingress.kubernetes.io/proxy-ssl-secret"
	albActions          = "alb.ingress.kubernetes.io/actions."
	albConditions       = "alb.ingress.kubernetes.io/conditions."
)

func annotation(key string) path.Path { return path.Must(`metadata.annotations["` + key + `"]`) }

// ingressAnnotation: annotations that hold names are made for the host and do
// not come back (ING-15); Rancher's own never travels (ING-16).
func ingressAnnotation(key string) recipe.Travel {
	switch key {
	case publicEndpoints:
		return recipe.Never
	case nginxAuthSecret, nginxAuthTLSSecret, nginxProxySSLSecret:
		return recipe.HostOnly
	}
	if strings.HasPrefix(key, albActions) || strings.HasPrefix(key, albConditions) {
		return recipe.HostOnly
	}
	return recipe.BothWays
}
