package kinds

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// serviceVariables puts into every container the variables by which pods find
// the API server and, with service links, the services of their namespace
// (POD-55 to POD-57): sorted, before the container's own, which win.
func serviceVariables(c *recipe.Change) {
	if !c.Creating {
		return
	}
	variables := podVariables(c, c.Virtual)
	eachContainer(c.Spec(), func(container map[string]any) { prepend(container, variables) })
}

// podVariables are the variables of one virtual pod, as the services are now.
func podVariables(c *recipe.Change, pod *unstructured.Unstructured) map[string]string {
	variables := map[string]string{}
	links, given, _ := unstructured.NestedBool(pod.Object, "spec", "enableServiceLinks")
	if links || !given {
		services := c.View.List(object.Virtual, &Service, pod.GetNamespace())
		slices.SortFunc(services, func(a, b *unstructured.Unstructured) int { return strings.Compare(a.GetName(), b.GetName()) })
		for _, service := range services { // a and a-service both give A_SERVICE_PORT: the later name wins, always
			linkService(variables, service)
		}
	}
	if ip := c.Own.ClusterIP; ip != "" {
		apiServer(variables, ip)
	}
	return variables
}

func apiServer(variables map[string]string, ip string) {
	url := "tcp://" + ip + ":443"
	for key, value := range map[string]string{
		"KUBERNETES_PORT": url, "KUBERNETES_PORT_443_TCP": url, "KUBERNETES_PORT_443_TCP_ADDR": ip,
		"KUBERNETES_PORT_443_TCP_PORT": "443", "KUBERNETES_PORT_443_TCP_PROTO": "tcp",
		"KUBERNETES_SERVICE_HOST": ip, "KUBERNETES_SERVICE_PORT": "443", "KUBERNETES_SERVICE_PORT_HTTPS": "443",
	} {
		variables[key] = value
	}
}

// linkService adds the variables of one service, as Kubernetes makes them (POD-56).
func linkService(variables map[string]string, service *unstructured.Unstructured) {
	spec, _ := service.Object["spec"].(map[string]any)
	ip, _ := spec["clusterIP"].(string)
	ports := maplist(spec, "ports")
	if ip == "" || ip == "None" || len(ports) == 0 {
		return
	}
	prefix := strings.ToUpper(strings.ReplaceAll(service.GetName(), "-", "_"))
	variables[prefix+"_SERVICE_HOST"] = ip
	variables[prefix+"_SERVICE_PORT"] = portNumber(ports[0])
	for i, port := range ports {
		number, protocol := portNumber(port), portProtocol(port)
		if name, _ := port["name"].(string); name != "" {
			variables[prefix+"_SERVICE_PORT_"+strings.ToUpper(strings.ReplaceAll(name, "-", "_"))] = number
		}
		url := strings.ToLower(protocol) + "://" + ip + ":" + number
		if i == 0 {
			variables[prefix+"_PORT"] = url
		}
		one := prefix + "_PORT_" + number + "_" + strings.ToUpper(protocol)
		variables[one], variables[one+"_PROTO"] = url, strings.ToLower(protocol)
		variables[one+"_PORT"], variables[one+"_ADDR"] = number, ip
	}
}

func portNumber(port map[string]any) string {
	n, _ := port["port"].(int64)
	return strconv.FormatInt(n, 10)
}

func portProtocol(port map[string]any) string {
	if protocol, _ := port["protocol"].(string); protocol != "" {
		return protocol
	}
	return "TCP"
}

func prepend(container map[string]any, variables map[string]string) {
	own := maplist(container, "env")
	var env []any
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		if !slices.ContainsFunc(own, func(v map[string]any) bool { return v["name"] == name }) {
			env = append(env, map[string]any{"name": name, "value": variables[name]})
		}
	}
	existing, _ := container["env"].([]any)
	if env = slices.Concat(env, existing); len(env) > 0 {
		container["env"] = env
	}
}
