package kinds

// IngressClass comes from the host and never goes back; a selector also decides
// which ingresses may go to the host. IC-*
var IngressClass = class("ingressclasses.v1.networking.k8s.io", "IngressClass", "sync.fromHost.ingressClasses", nil)
