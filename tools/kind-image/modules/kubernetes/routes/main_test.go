package main

import (
	"reflect"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

func TestPodsAreReachedByWayOfTheirNode(t *testing.T) {
	internal := func(ip string) corev1.NodeAddress {
		return corev1.NodeAddress{Type: corev1.NodeInternalIP, Address: ip}
	}
	tests := map[string]struct {
		cidrs     []string
		addresses []corev1.NodeAddress
		want      []string
	}{
		"one range":                    {[]string{"10.244.1.0/24"}, []corev1.NodeAddress{internal("172.18.0.3")}, []string{"10.244.1.0/24 172.18.0.3"}},
		"a range of each family":       {[]string{"10.244.1.0/24", "fd00::/64"}, []corev1.NodeAddress{internal("fc00::3"), internal("172.18.0.3")}, []string{"10.244.1.0/24 172.18.0.3", "fd00::/64 fc00::3"}},
		"no range yet":                 {nil, []corev1.NodeAddress{internal("172.18.0.3")}, nil},
		"no address yet":               {[]string{"10.244.1.0/24"}, nil, nil},
		"a host name is no address":    {[]string{"10.244.1.0/24"}, []corev1.NodeAddress{{Type: corev1.NodeHostName, Address: "w"}}, nil},
		"an address of the wrong kind": {[]string{"fd00::/64"}, []corev1.NodeAddress{internal("172.18.0.3")}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			node := &corev1.Node{}
			node.Spec.PodCIDRs, node.Status.Addresses = test.cidrs, test.addresses
			var got []string
			for _, route := range routesTo(node) {
				got = append(got, route.Dst.String()+" "+route.Gw.String())
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
