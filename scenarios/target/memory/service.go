package memory

import (
	"fmt"
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/intstr"
	utilvalidation "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// serviceKind: single-stack IPv4, addresses by side (addresses.go).
func serviceKind() *kind {
	return &kind{
		resource: core("services"), kind: "Service", namespaced: true, empty: &corev1.Service{}, putCreates: true,
		subresources: []string{"status"}, fields: []string{"spec.clusterIP", "spec.type"},
		validName: validation.NameIsDNSLabel,
		defaults:  defaults(defaultService),
		allocate:  admits(allocate),
		prepare: prepares(
			func(fresh *corev1.Service) { fresh.Status = corev1.ServiceStatus{} },
			changedService),
		along:         endpointsOf,
		prepareStatus: prepareStatus(func(fresh, old *corev1.Service) { fresh.Spec = old.Spec }),
		validate:      validates(checkService, unchangedService),
		validateStatus: validateStatus(func(fresh, _ *corev1.Service) field.ErrorList {
			return checkServiceStatus(fresh, field.NewPath("status", "loadBalancer", "ingress"))
		}),
	}
}

// endpointsOf: a server deletes the endpoints of a service along with it.
func endpointsOf(s *server, service *unstructured.Unstructured) error {
	at := target{kind: s.kinds[core("endpoints")], namespace: service.GetNamespace(), name: service.GetName()}
	if err := s.delete(at, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
		return err
	}
	return nil
}

func changedService(fresh, old *corev1.Service) {
	fresh.Status = old.Status
	if fresh.Spec.Type != corev1.ServiceTypeLoadBalancer {
		fresh.Status.LoadBalancer = corev1.LoadBalancerStatus{}
	}
}

// checkServiceStatus: only a load balancer has addresses outside.
func checkServiceStatus(s *corev1.Service, path *field.Path) (errs field.ErrorList) {
	if s.Spec.Type != corev1.ServiceTypeLoadBalancer && len(s.Status.LoadBalancer.Ingress) > 0 {
		return field.ErrorList{field.Forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")}
	}
	for i, ingress := range s.Status.LoadBalancer.Ingress {
		errs = append(errs, checkOutside(ingress.IP, ingress.Hostname, path.Index(i))...)
	}
	return errs
}

// checkOutside checks one address of a load balancer.
func checkOutside(ip, hostname string, path *field.Path) (errs field.ErrorList) {
	if _, err := netip.ParseAddr(ip); ip != "" && err != nil {
		errs = append(errs, field.Invalid(path.Child("ip"), ip, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"))
	}
	if hostname != "" {
		errs = append(errs, checkName(hostname, validation.NameIsDNSSubdomain, path.Child("hostname"))...)
	}
	return errs
}

func isHeadless(s *corev1.Service) bool { return s.Spec.ClusterIP == corev1.ClusterIPNone }

func isExternalName(s *corev1.Service) bool { return s.Spec.Type == corev1.ServiceTypeExternalName }

// hasNodePorts reports whether the type of a service is one that is reached through nodes.
func hasNodePorts(s *corev1.Service) bool {
	return s.Spec.Type == corev1.ServiceTypeNodePort || s.Spec.Type == corev1.ServiceTypeLoadBalancer
}

func defaultService(s *corev1.Service) {
	spec := &s.Spec
	if spec.Type == "" {
		spec.Type = corev1.ServiceTypeClusterIP
	}
	defaultAffinity(spec)
	for i := range spec.Ports {
		if spec.Ports[i].Protocol == "" {
			spec.Ports[i].Protocol = corev1.ProtocolTCP
		}
		if spec.Ports[i].TargetPort == intstr.FromInt32(0) || spec.Ports[i].TargetPort == intstr.FromString("") {
			spec.Ports[i].TargetPort = intstr.FromInt32(spec.Ports[i].Port)
		}
	}
	if spec.ExternalTrafficPolicy == "" && (hasNodePorts(s) || spec.Type == corev1.ServiceTypeClusterIP && len(spec.ExternalIPs) > 0) {
		spec.ExternalTrafficPolicy = corev1.ServiceExternalTrafficPolicyCluster
	}
	if !isExternalName(s) {
		spec.InternalTrafficPolicy = orElse(spec.InternalTrafficPolicy, corev1.ServiceInternalTrafficPolicyCluster)
	}
	if spec.Type == corev1.ServiceTypeLoadBalancer {
		spec.AllocateLoadBalancerNodePorts = orElse(spec.AllocateLoadBalancerNodePorts, true)
		for i, ingress := range s.Status.LoadBalancer.Ingress {
			if ingress.IP != "" {
				s.Status.LoadBalancer.Ingress[i].IPMode = orElse(ingress.IPMode, corev1.LoadBalancerIPModeVIP)
			}
		}
	}
}

func defaultAffinity(spec *corev1.ServiceSpec) {
	if spec.SessionAffinity == "" {
		spec.SessionAffinity = corev1.ServiceAffinityNone
	}
	if spec.SessionAffinity == corev1.ServiceAffinityNone {
		spec.SessionAffinityConfig = nil
	}
	if spec.SessionAffinity == corev1.ServiceAffinityClientIP && (spec.SessionAffinityConfig == nil || spec.SessionAffinityConfig.ClientIP == nil) {
		spec.SessionAffinityConfig = &corev1.SessionAffinityConfig{ClientIP: &corev1.ClientIPConfig{TimeoutSeconds: orElse(nil, corev1.DefaultClientIPServiceAffinitySeconds)}}
	}
}

func checkService(s *corev1.Service) (errs field.ErrorList) {
	path := field.NewPath("spec")
	if len(s.Spec.Ports) == 0 && !isHeadless(s) && !isExternalName(s) {
		errs = append(errs, field.Required(path.Child("ports"), ""))
	}
	if isHeadless(s) && hasNodePorts(s) {
		errs = append(errs, field.Invalid(path.Child("clusterIPs").Index(0), corev1.ClusterIPNone, fmt.Sprintf("may not be set to 'None' for %s services", s.Spec.Type)))
	}
	if isExternalName(s) {
		errs = append(errs, checkExternalName(s, path)...)
	}
	names := map[string]bool{}
	for i := range s.Spec.Ports {
		errs = append(errs, checkServicePort(s, i, names, path.Child("ports").Index(i))...)
	}
	errs = append(errs, metav1validation.ValidateLabels(s.Spec.Selector, path.Child("selector"))...)
	errs = append(errs, checkChoice(s.Spec.SessionAffinity, path.Child("sessionAffinity"), corev1.ServiceAffinityClientIP, corev1.ServiceAffinityNone)...)
	return append(errs, checkChoice(s.Spec.Type, path.Child("type"), corev1.ServiceTypeClusterIP, corev1.ServiceTypeExternalName, corev1.ServiceTypeLoadBalancer, corev1.ServiceTypeNodePort)...)
}

func checkExternalName(s *corev1.Service, path *field.Path) (errs field.ErrorList) {
	if len(s.Spec.ClusterIPs) > 0 {
		errs = append(errs, field.Forbidden(path.Child("clusterIPs"), "may not be set for ExternalName services"))
	}
	if s.Spec.ExternalName == "" {
		return append(errs, field.Required(path.Child("externalName"), ""))
	}
	return append(errs, checkName(s.Spec.ExternalName, validation.NameIsDNSSubdomain, path.Child("externalName"))...)
}

// internalPort prints as the server's own type does.
type internalPort struct {
	Name        string
	Protocol    corev1.Protocol
	AppProtocol *string
	Port        int32
	TargetPort  int
	NodePort    int32
}

func checkServicePort(s *corev1.Service, i int, names map[string]bool, path *field.Path) (errs field.ErrorList) {
	port := s.Spec.Ports[i]
	if port.Name != "" || len(s.Spec.Ports) > 1 {
		errs = append(errs, checkUniqueLabel(port.Name, names, path.Child("name"))...)
	}
	for _, message := range utilvalidation.IsValidPortNum(int(port.Port)) {
		errs = append(errs, field.Invalid(path.Child("port"), port.Port, message))
	}
	if port.TargetPort.Type == intstr.Int {
		for _, message := range utilvalidation.IsValidPortNum(port.TargetPort.IntValue()) {
			errs = append(errs, field.Invalid(path.Child("targetPort"), port.TargetPort.IntValue(), message))
		}
	}
	errs = append(errs, checkChoice(port.Protocol, path.Child("protocol"), corev1.ProtocolSCTP, corev1.ProtocolTCP, corev1.ProtocolUDP)...)
	if port.NodePort != 0 && s.Spec.Type == corev1.ServiceTypeClusterIP {
		errs = append(errs, field.Forbidden(path.Child("nodePort"), "may not be used when `type` is 'ClusterIP'"))
	}
	for j, other := range s.Spec.Ports[:i] {
		if other.Port == port.Port && other.Protocol == port.Protocol {
			errs = append(errs, field.Duplicate(path, internalPort{Protocol: port.Protocol, Port: port.Port}))
		}
		if port.NodePort != 0 && other.NodePort == port.NodePort && s.Spec.Ports[j].Protocol == port.Protocol {
			errs = append(errs, field.Duplicate(path.Child("nodePort"), port.NodePort))
		}
	}
	return errs
}

// unchangedService: an address stays for life, unless the service becomes or was an ExternalName.
func unchangedService(fresh, old *corev1.Service) field.ErrorList {
	if isExternalName(fresh) || isExternalName(old) || isHeadless(fresh) && isHeadless(old) {
		return nil
	}
	if slices.Equal(fresh.Spec.ClusterIPs, old.Spec.ClusterIPs) {
		return nil
	}
	path := field.NewPath("spec", "clusterIPs").Index(0)
	if len(fresh.Spec.ClusterIPs) == 0 {
		return field.ErrorList{field.Invalid(path, fresh.Spec.ClusterIPs, "primary clusterIP can not be unset")}
	}
	return field.ErrorList{field.Invalid(path, fresh.Spec.ClusterIPs, "may not change once set")}
}
