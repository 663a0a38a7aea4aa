package kinds

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

var containerLists = []string{"containers", "initContainers", "ephemeralContainers"}

// eachContainer visits every container of a pod spec, of every kind.
func eachContainer(spec map[string]any, visit func(container map[string]any)) {
	for _, list := range containerLists {
		for _, container := range maplist(spec, list) {
			visit(container)
		}
	}
}

func maplist(parent map[string]any, field string) []map[string]any {
	list, _ := parent[field].([]any)
	items := make([]map[string]any, 0, len(list))
	for _, value := range list {
		if item, ok := value.(map[string]any); ok {
			items = append(items, item)
		}
	}
	return items
}

// fieldPaths are the places of a pod that read its own fields.
var fieldPaths = path.List(
	"spec.containers[*].env[*].valueFrom.fieldRef.fieldPath",
	"spec.initContainers[*].env[*].valueFrom.fieldRef.fieldPath",
	"spec.ephemeralContainers[*].env[*].valueFrom.fieldRef.fieldPath",
	"spec.volumes[*].downwardAPI.items[*].fieldRef.fieldPath",
	"spec.volumes[*].projected.sources[*].downwardAPI.items[*].fieldRef.fieldPath",
)

// redirected are the fields that differ on the host; annotations hold the virtual ones (POD-52).
var redirected = map[string]string{
	"metadata.name":           annotationName,
	"metadata.namespace":      annotationNamespace,
	"metadata.uid":            annotationUID,
	"metadata.labels":         annotationLabels,
	"spec.serviceAccountName": annotationServiceAccount,
}

func downwardAPI(c *recipe.Change) {
	if !c.Creating {
		return
	}
	for _, p := range fieldPaths {
		p.Rewrite(c.Host.Object, func(value any) any {
			field, _ := value.(string)
			if annotation, ok := redirected[field]; ok {
				return "metadata.annotations['" + annotation + "']"
			}
			if key, ok := strings.CutPrefix(field, "metadata.labels['"); ok { // POD-53
				return "metadata.labels['" + c.Scheme.Label(strings.TrimSuffix(key, "']")) + "']"
			}
			return value
		})
	}
}

// serviceVariables puts into every container the variables by which pods find
// the API server and, with service links, the services of their namespace
// (POD-55 to POD-57): sorted, before the container's own, which win.
func serviceVariables(c *recipe.Change) {
	if !c.Creating {
		return
	}
	variables := map[string]string{}
	links, given, _ := unstructured.NestedBool(c.Virtual.Object, "spec", "enableServiceLinks")
	if links || !given {
		for _, service := range c.View.List("virtual", &Service, c.Virtual.GetNamespace()) {
			linkService(variables, service)
		}
	}
	if ip := c.Own.ClusterIP; ip != "" {
		apiServer(variables, ip)
	}
	eachContainer(c.Spec(), func(container map[string]any) { prepend(container, variables) })
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

// ephemeralClaims is POD-69: the virtual cluster makes the claim of an ephemeral
// volume; the host pod uses that claim's copy.
func ephemeralClaims(c *recipe.Change) {
	for _, volume := range maplist(c.Spec(), "volumes") {
		if _, is := volume["ephemeral"]; !is {
			continue
		}
		name, _ := volume["name"].(string)
		delete(volume, "ephemeral")
		volume["persistentVolumeClaim"] = map[string]any{
			"claimName": c.Scheme.Host(c.Virtual.GetNamespace(), c.Virtual.GetName()+"-"+name),
		}
	}
}

// replaceImages is POD-59 to POD-61: a whole image text is another, in every kind of container.
func replaceImages(c *recipe.Change) {
	images := c.Config.Sync.ToHost.Pods.TranslateImage
	if len(images) == 0 {
		return
	}
	eachContainer(c.Spec(), func(container map[string]any) {
		image, _ := container["image"].(string)
		if other, ok := images[image]; ok {
			container["image"] = other
		}
	})
}

// carryImages writes changed images to the host's containers of the same name;
// containers the host added stay as they are (POD-62, BUG-12).
func carryImages(c *recipe.Change) {
	for _, list := range containerLists[:2] {
		wanted := map[any]any{}
		for _, container := range maplist(c.Translated.Object["spec"].(map[string]any), list) {
			wanted[container["name"]] = container["image"]
		}
		for _, container := range maplist(c.Spec(), list) {
			if image, ok := wanted[container["name"]]; ok {
				container["image"] = image
			}
		}
	}
}

// keepQOSClass: the class of a pod cannot change, so the virtual one stays.
func keepQOSClass(c *recipe.Change) {
	if class, found, _ := unstructured.NestedString(c.Now.Virtual.Object, "status", "qosClass"); found {
		_ = unstructured.SetNestedField(c.Virtual.Object, class, "status", "qosClass")
	}
}

// hideInjected leaves out the statuses of containers that only the host pod has.
func hideInjected(c *recipe.Change) {
	status, _ := c.Virtual.Object["status"].(map[string]any)
	spec, _ := c.Virtual.Object["spec"].(map[string]any)
	for field, list := range map[string]string{"containerStatuses": "containers", "initContainerStatuses": "initContainers"} {
		statuses, ok := status[field].([]any)
		if !ok {
			continue
		}
		names := map[any]bool{}
		for _, container := range maplist(spec, list) {
			names[container["name"]] = true
		}
		status[field] = slices.DeleteFunc(slices.Clone(statuses), func(s any) bool {
			container, ok := s.(map[string]any)
			return ok && !names[container["name"]]
		})
	}
}
