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

// serviceRange is where a side's cluster IPs come from.
func (s *server) serviceRange() netip.Prefix {
	if s.side == steps.Virtual {
		return netip.MustParsePrefix("10.97.0.0/16")
	}
	return netip.MustParsePrefix("10.96.0.0/16")
}

// allocate gives a service its IP families, addresses and node ports, the lowest
// free ones; what its predecessor had it keeps.
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
	return allocatePorts(fresh, others)
}

// keepAllocated lets an update leave out what the server handed out.
func keepAllocated(fresh, old *corev1.Service) {
	if isExternalName(fresh) {
		dropAllocated(fresh, old)
		return
	}
	if fresh.Spec.ClusterIP == "" && len(fresh.Spec.ClusterIPs) == 0 {
		fresh.Spec.ClusterIP, fresh.Spec.ClusterIPs = old.Spec.ClusterIP, old.Spec.ClusterIPs
	}
	if fresh.Spec.ClusterIP != old.Spec.ClusterIP && slices.Equal(fresh.Spec.ClusterIPs, old.Spec.ClusterIPs) {
		fresh.Spec.ClusterIPs = nil
	}
	fresh.Spec.IPFamilyPolicy = orNil(fresh.Spec.IPFamilyPolicy, old.Spec.IPFamilyPolicy)
	if len(fresh.Spec.IPFamilies) == 0 {
		fresh.Spec.IPFamilies = old.Spec.IPFamilies
	}
	keepPorts(fresh, old)
	if hasNodePorts(old) && !hasNodePorts(fresh) && fresh.Spec.ExternalTrafficPolicy == old.Spec.ExternalTrafficPolicy && len(fresh.Spec.ExternalIPs) == 0 {
		fresh.Spec.ExternalTrafficPolicy = ""
	}
	if old.Spec.Type == corev1.ServiceTypeLoadBalancer && fresh.Spec.Type != corev1.ServiceTypeLoadBalancer {
		fresh.Spec.AllocateLoadBalancerNodePorts = nil
	}
}

func keepPorts(fresh, old *corev1.Service) {
	for i := range fresh.Spec.Ports {
		port := &fresh.Spec.Ports[i]
		for _, was := range old.Spec.Ports {
			same := was.Port == port.Port && was.Protocol == port.Protocol
			switch {
			case same && hasNodePorts(fresh) && port.NodePort == 0:
				port.NodePort = was.NodePort
			case same && hasNodePorts(old) && !hasNodePorts(fresh) && port.NodePort == was.NodePort:
				port.NodePort = 0
			}
		}
	}
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
	// The lower addresses are left to those who ask for one by name.
	bytes := s.serviceRange().Addr().As4()
	bytes[2] = 1
	free := netip.AddrFrom4(bytes).Next()
	for used[free.String()] {
		free = free.Next()
	}
	fresh.Spec.ClusterIP, fresh.Spec.ClusterIPs = free.String(), []string{free.String()}
	return nil
}

func (s *server) checkAddress(fresh *corev1.Service, used map[string]bool) error {
	wanted, message := fresh.Spec.ClusterIP, ""
	address, err := netip.ParseAddr(wanted)
	switch {
	case err != nil:
		return invalidService(fresh, field.Invalid(field.NewPath("spec", "clusterIPs").Index(0), wanted, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"))
	case !s.serviceRange().Contains(address):
		message = fmt.Sprintf("failed to allocate IP %s: the provided IP (%s) is not in the valid range. The range of valid IPs is %s", wanted, wanted, s.serviceRange())
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

func allocatePorts(fresh *corev1.Service, others []*corev1.Service) error {
	if !hasNodePorts(fresh) || fresh.Spec.Type == corev1.ServiceTypeLoadBalancer && !isTrue(fresh.Spec.AllocateLoadBalancerNodePorts) {
		return nil
	}
	used := map[int32]bool{}
	for _, other := range others {
		for _, port := range other.Spec.Ports {
			used[port.NodePort] = true
		}
	}
	next := int32(firstNodePort)
	for i := range fresh.Spec.Ports {
		if err := allocatePort(fresh, i, used, &next); err != nil {
			return err
		}
	}
	return nil
}

func allocatePort(fresh *corev1.Service, i int, used map[int32]bool, next *int32) error {
	port, path := &fresh.Spec.Ports[i], field.NewPath("spec", "ports").Index(i).Child("nodePort")
	switch {
	case port.NodePort != 0 && (port.NodePort < firstNodePort || port.NodePort > lastNodePort):
		return invalidService(fresh, field.Invalid(path, port.NodePort, fmt.Sprintf("provided port is not in the valid range. The range of valid ports is %d-%d", firstNodePort, lastNodePort)))
	case port.NodePort != 0 && used[port.NodePort]:
		return invalidService(fresh, field.Invalid(path, port.NodePort, "provided port is already allocated"))
	case port.NodePort == 0:
		for used[*next] {
			*next++
		}
		port.NodePort = *next
	}
	used[port.NodePort] = true
	return nil
}
