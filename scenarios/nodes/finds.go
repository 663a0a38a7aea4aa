package nodes

import (
	"crypto/sha256"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
)

// finds is what a kubelet finds out about a pod on its node. Stages see it as the
// field `node` of the pod:
//
//	fits       yes, or no: the pod's selectors exclude the node
//	fails      no, or why no sandbox can be made: class, handler, binary
//	attempts   none, or some: whether it failed by the same before
//	released   yes once the API server needs no kubelet to let the pod go
//	class, handler, sandbox, ip, podIP, generation
func (s *Simulation) finds(v view, node, pod *unstructured.Unstructured, known *work) map[string]any {
	class, _, _ := unstructured.NestedString(pod.Object, "spec", "runtimeClassName")
	handler, fails := "", "no"
	if class != "" {
		if found := v.classes[class]; found == nil {
			fails = "class" // K8S-33
		} else {
			handler, _, _ = unstructured.NestedString(found.Object, "handler")
		}
	}
	switch {
	case fails != "no":
	case !declares(node, handler):
		fails = "handler" // K8S-34
	case slices.Contains(strings.Split(node.GetAnnotations()[missingMark], ","), handler) && handler != "":
		fails = "binary"
	}
	if problem := fails + " " + handler; known.problem != problem {
		known.problem, known.attempts = problem, 0
	}
	attempts := "none"
	if known.attempts > 0 {
		attempts = "some"
	}
	address := ip(node)
	return map[string]any{
		"name": node.GetName(), "fits": yes(fits(node, pod)), "fails": fails, "attempts": attempts,
		"released": yes(pod.GetDeletionGracePeriodSeconds() != nil && *pod.GetDeletionGracePeriodSeconds() == 0),
		"class":    class, "handler": handler, "ip": address, "podIP": podIP(node, pod, known.number, address), "generation": pod.GetGeneration(),
		"sandbox": fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s/%d", pod.GetUID(), known.attempts))),
	}
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// declares reports whether the node's runtime is configured with a handler. A
// runtime that knows no handlers at all, as dockershim was, has the default (K8S-30).
func declares(node *unstructured.Unstructured, handler string) bool {
	all, _, _ := unstructured.NestedSlice(node.Object, "status", "runtimeHandlers")
	return handler == "" || slices.ContainsFunc(all, func(h any) bool {
		declared, _ := h.(map[string]any)
		return declared["name"] == handler
	})
}

// fits is what a kubelet asks before it takes a pod: whether its selectors mean the node.
func fits(node, pod *unstructured.Unstructured) bool {
	var n corev1.Node
	var p corev1.Pod
	if typed(node, &n) != nil || typed(pod, &p) != nil {
		return true // what cannot be read cannot be held against it
	}
	match, err := nodeaffinity.GetRequiredNodeAffinity(&p).Match(&n)
	return err == nil && match
}

func typed(from *unstructured.Unstructured, to any) error {
	return runtime.DefaultUnstructuredConverter.FromUnstructured(from.Object, to)
}

func ip(node *unstructured.Unstructured) string {
	all, _, _ := unstructured.NestedSlice(node.Object, "status", "addresses")
	for _, a := range all {
		if a, ok := a.(map[string]any); ok && a["type"] == "InternalIP" {
			return fmt.Sprint(a["address"])
		}
	}
	return "127.0.0.1"
}

// podIP is an address of the node's range, or the node's own for its network.
func podIP(node, pod *unstructured.Unstructured, number int, own string) string {
	shared, _, _ := unstructured.NestedBool(pod.Object, "spec", "hostNetwork")
	text, _, _ := unstructured.NestedString(node.Object, "spec", "podCIDR")
	network, err := netip.ParsePrefix(text)
	if shared || err != nil || !network.Addr().Is4() {
		return own
	}
	address := network.Masked().Addr().As4()
	address[3] = byte(number)
	return netip.AddrFrom4(address).String()
}

// kubelet names the stages of a node's kubelet, by its version.
func kubelet(node *unstructured.Unstructured) string {
	version, _, _ := unstructured.NestedString(node.Object, "status", "nodeInfo", "kubeletVersion")
	if version == of2019 || strings.HasPrefix(version, of2019+".") {
		return of2019
	}
	return today
}
