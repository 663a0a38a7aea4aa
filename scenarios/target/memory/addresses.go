package memory

import (
	"fmt"
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/syncspec/syncspec/steps"
)

const firstNodePort, lastNodePort = 30000, 32767

// serviceRange is where cluster IPs come from: the same range on both sides, as
// a virtual service takes over the address of its host copy.
func (s *server) serviceRange() netip.Prefix { return netip.MustParsePrefix("10.96.0.0/16") }

// firstAddress is where a side begins to hand out addresses. The sides begin far
// apart, so that an address carried from one to the other is seen.
func (s *server) firstAddress() netip.Addr {
	if s.side == steps.Virtual {
		return netip.MustParseAddr("10.96.128.1")
	}
	return netip.MustParseAddr("10.96.1.1") // the lower ones are left to those who ask for one by name
}

// allocate gives a service its IP families, addresses and node ports, each the
// next that was never given; what its predecessor had it keeps.
func allocate(s *server, fresh, old *corev1.Service) error {
	if old != nil {
		keepAllocated(fresh, old)
	}
	if fresh.Spec.ClusterIP != "" && len(fresh.Spec.ClusterIPs) == 0 {
		fresh.Spec.ClusterIPs = []string{fresh.Spec.ClusterIP}
	}
	if isExternalName(fresh) {
		return nil
	}
	others := every[*corev1.Service](s, core("services"))
	others = slices.DeleteFunc(others, func(other *corev1.Service) bool {
		return other.Namespace == fresh.Namespace && other.Name == fresh.Name
	})
	if err := s.allocateAddress(fresh, others); err != nil {
		return err
	}
	chooseFamilies(fresh)
	return s.allocatePorts(fresh, others)
}

// keepAllocated lets an update leave out what the server handed out.
func keepAllocated(fresh, old *corev1.Service) {
	if isExternalName(fresh) {
		dropAllocated(fresh, old)
		return
	}
	keepAddress(fresh, old)
	fresh.Spec.IPFamilyPolicy = orNil(fresh.Spec.IPFamilyPolicy, old.Spec.IPFamilyPolicy)
	if len(fresh.Spec.IPFamilies) == 0 {
		fresh.Spec.IPFamilies = old.Spec.IPFamilies
	}
	keepPorts(fresh, old)
	if fresh.Spec.HealthCheckNodePort == 0 && fresh.Spec.Type == old.Spec.Type && fresh.Spec.ExternalTrafficPolicy == old.Spec.ExternalTrafficPolicy {
		fresh.Spec.HealthCheckNodePort = old.Spec.HealthCheckNodePort
	}
	if hasNodePorts(old) && !hasNodePorts(fresh) && fresh.Spec.ExternalTrafficPolicy == old.Spec.ExternalTrafficPolicy && len(fresh.Spec.ExternalIPs) == 0 {
		fresh.Spec.ExternalTrafficPolicy = ""
	}
	if old.Spec.Type == corev1.ServiceTypeLoadBalancer && fresh.Spec.Type != corev1.ServiceTypeLoadBalancer {
		fresh.Spec.AllocateLoadBalancerNodePorts = nil
	}
}

// keepAddress: what is left out stays; of the two fields the one that was changed counts.
func keepAddress(fresh, old *corev1.Service) {
	if isExternalName(old) {
		return
	}
	if fresh.Spec.ClusterIP == "" {
		fresh.Spec.ClusterIP = old.Spec.ClusterIP
	}
	if len(fresh.Spec.ClusterIPs) == 0 {
		fresh.Spec.ClusterIPs = old.Spec.ClusterIPs
	}
	if fresh.Spec.ClusterIP != old.Spec.ClusterIP && slices.Equal(fresh.Spec.ClusterIPs, old.Spec.ClusterIPs) {
		fresh.Spec.ClusterIPs = []string{fresh.Spec.ClusterIP}
	}
}

// keepPorts: a port keeps its node port by its name, unless that was given to
// another; a type that has none loses them.
func keepPorts(fresh, old *corev1.Service) {
	if hasNodePorts(old) && hasNodePorts(fresh) {
		keepNodePorts(fresh.Spec.Ports, old.Spec.Ports)
		return
	}
	if !hasNodePorts(old) || hasNodePorts(fresh) || !sameNodePorts(fresh.Spec.Ports, old.Spec.Ports) {
		return
	}
	for i := range fresh.Spec.Ports {
		fresh.Spec.Ports[i].NodePort = 0
	}
}

func keepNodePorts(fresh, old []corev1.ServicePort) {
	known, used := map[string]int32{}, map[int32]bool{}
	for _, port := range old {
		known[port.Name] = port.NodePort
	}
	for _, port := range fresh {
		used[port.NodePort] = true
	}
	for i := range fresh {
		if was := known[fresh[i].Name]; fresh[i].NodePort == 0 && !used[was] {
			fresh[i].NodePort = was
		}
	}
}

func sameNodePorts(fresh, old []corev1.ServicePort) bool {
	ports := map[int32]bool{}
	for _, port := range old {
		ports[port.NodePort] = true
	}
	return !slices.ContainsFunc(fresh, func(port corev1.ServicePort) bool { return !ports[port.NodePort] })
}

// dropAllocated takes an address from a service that becomes an ExternalName.
func dropAllocated(fresh, old *corev1.Service) {
	if isExternalName(old) || fresh.Spec.ClusterIP != old.Spec.ClusterIP {
		return
	}
	fresh.Spec.ClusterIP, fresh.Spec.ClusterIPs = "", nil
	fresh.Spec.IPFamilies, fresh.Spec.IPFamilyPolicy = nil, nil
	fresh.Spec.InternalTrafficPolicy = nil
}

func (s *server) allocateAddress(fresh *corev1.Service, others []*corev1.Service) error {
	if isHeadless(fresh) {
		return nil
	}
	used := map[string]bool{}
	for _, other := range others {
		used[other.Spec.ClusterIP] = true
	}
	if fresh.Spec.ClusterIP != "" {
		return s.checkAddress(fresh, used)
	}
	if !s.lastAddress.IsValid() {
		s.lastAddress = s.firstAddress()
	}
	s.lastAddress = s.lastAddress.Next()
	for used[s.lastAddress.String()] {
		s.lastAddress = s.lastAddress.Next()
	}
	given := s.lastAddress.String()
	fresh.Spec.ClusterIP, fresh.Spec.ClusterIPs = given, []string{given}
	return nil
}

func (s *server) checkAddress(fresh *corev1.Service, used map[string]bool) error {
	wanted, message := fresh.Spec.ClusterIP, ""
	address, err := netip.ParseAddr(wanted)
	switch {
	case err != nil:
		return invalidService(fresh, field.Invalid(field.NewPath("spec", "clusterIPs").Index(0), wanted, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"))
	case !s.serviceRange().Contains(address):
		message = fmt.Sprintf("failed to allocate IP %s: the provided network does not match the current range", wanted)
	case used[wanted]:
		message = fmt.Sprintf("failed to allocate IP %s: provided IP is already allocated", wanted)
	default:
		return nil
	}
	return invalidService(fresh, field.Invalid(field.NewPath("spec", "clusterIPs"), fresh.Spec.ClusterIPs, message))
}

func invalidService(s *corev1.Service, errs ...*field.Error) error {
	return apierrors.NewInvalid(corev1.SchemeGroupVersion.WithKind("Service").GroupKind(), s.Name, errs)
}

// chooseFamilies: one family, but for headless services without a selector.
func chooseFamilies(s *corev1.Service) {
	families, policy := []corev1.IPFamily{corev1.IPv4Protocol}, corev1.IPFamilyPolicySingleStack
	if isHeadless(s) && len(s.Spec.Selector) == 0 && (s.Spec.IPFamilyPolicy == nil || *s.Spec.IPFamilyPolicy != corev1.IPFamilyPolicySingleStack) {
		families, policy = append(families, corev1.IPv6Protocol), corev1.IPFamilyPolicyRequireDualStack
	}
	s.Spec.IPFamilyPolicy = orElse(s.Spec.IPFamilyPolicy, policy)
	if len(s.Spec.IPFamilies) == 0 {
		s.Spec.IPFamilies = families
	}
}

func (s *server) allocatePorts(fresh *corev1.Service, others []*corev1.Service) error {
	if !hasNodePorts(fresh) || fresh.Spec.Type == corev1.ServiceTypeLoadBalancer && !isTrue(fresh.Spec.AllocateLoadBalancerNodePorts) {
		return nil
	}
	used := map[int32]bool{}
	for _, other := range others {
		used[other.Spec.HealthCheckNodePort] = true
		for _, port := range other.Spec.Ports {
			used[port.NodePort] = true
		}
	}
	for i := range fresh.Spec.Ports {
		if err := s.allocatePort(fresh, i, used); err != nil {
			return err
		}
	}
	if fresh.Spec.ExternalTrafficPolicy == corev1.ServiceExternalTrafficPolicyLocal && fresh.Spec.Type == corev1.ServiceTypeLoadBalancer && fresh.Spec.HealthCheckNodePort == 0 {
		fresh.Spec.HealthCheckNodePort = s.nextPort(used)
	}
	return nil
}

func (s *server) nextPort(used map[int32]bool) int32 {
	s.lastPort = max(s.lastPort, firstNodePort) + 1
	for used[s.lastPort] {
		s.lastPort++
	}
	return s.lastPort
}

func (s *server) allocatePort(fresh *corev1.Service, i int, used map[int32]bool) error {
	port, path := &fresh.Spec.Ports[i], field.NewPath("spec", "ports").Index(i).Child("nodePort")
	switch {
	case port.NodePort != 0 && (port.NodePort < firstNodePort || port.NodePort > lastNodePort):
		return invalidService(fresh, field.Invalid(path, port.NodePort, fmt.Sprintf("provided port is not in the valid range. The range of valid ports is %d-%d", firstNodePort, lastNodePort)))
	case port.NodePort != 0 && used[port.NodePort]:
		return invalidService(fresh, field.Invalid(path, port.NodePort, "provided port is already allocated"))
	case port.NodePort == 0:
		port.NodePort = s.nextPort(used)
	}
	used[port.NodePort] = true
	return nil
}
