package kinds

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/recipe"
)

// rewriter is the container, and the volume, that give a pod its hosts file.
const rewriter = "vcluster-rewrite-hosts"

// rewriterUser is who that container runs as: anybody but root, whatever the image says.
const rewriterUser = int64(1001)

const annotationKeepSubdomain = naming.Prefix + "disable-subdomain-rewrite"

// rewriteHosts gives a pod with a subdomain the full name that it has in the
// virtual cluster: a container that runs before all others rewrites the hosts
// file (POD-38 to POD-41). The host itself is told no subdomain (POD-47).
func rewriteHosts(c *recipe.Change) {
	options := c.Config.Sync.ToHost.Pods.RewriteHosts
	subdomain, _, _ := unstructured.NestedString(c.Virtual.Object, "spec", "subdomain")
	if !c.Creating || !options.Enabled || subdomain == "" || keepsSubdomain(c) {
		return
	}
	spec := c.Spec()
	for _, container := range slices.Concat(maplist(spec, "containers"), maplist(spec, "initContainers")) {
		mountHosts(container)
	}
	hostname, _ := spec["hostname"].(string)
	full := strings.Join([]string{hostname, subdomain, c.Virtual.GetNamespace(), "svc", c.Config.Networking.Advanced.ClusterDomain}, ".")
	first := hostsContainer(options.InitContainer, "s/^(\\d+.\\d+.\\d+.\\d+\\s+)"+hostname+"$/\\1 "+full+" "+hostname+"/")
	first["image"] = rewriterImage(options.InitContainer.Image, c.Config.ControlPlane.Advanced.DefaultImageRegistry)
	others, _ := spec["initContainers"].([]any)
	spec["initContainers"] = slices.Concat([]any{first}, others)
	volumes, _ := spec["volumes"].([]any)
	spec["volumes"] = slices.Concat(volumes, []any{map[string]any{"name": rewriter, "emptyDir": map[string]any{}}})
	c.Annotate(annotationHostsRewritten, "true")
}

// keepsSubdomain: a pod opts out by annotation. Real vCluster listens only if
// the pod also says that its hosts were rewritten already (POD-48, BUG-19).
func keepsSubdomain(c *recipe.Change) bool {
	says := c.Virtual.GetAnnotations()
	if c.Compat == config.VCluster && says[annotationHostsRewritten] != "true" {
		return false
	}
	return says[annotationKeepSubdomain] == "true"
}

// mountHosts lets a container see the rewritten file (POD-40), unless it brings its own.
func mountHosts(container map[string]any) {
	own := maplist(container, "volumeMounts")
	if slices.ContainsFunc(own, func(m map[string]any) bool { return m["mountPath"] == "/etc/hosts" }) {
		return
	}
	mounts, _ := container["volumeMounts"].([]any)
	container["volumeMounts"] = slices.Concat(mounts, []any{
		map[string]any{"name": rewriter, "mountPath": "/etc/hosts", "subPath": "hosts"},
	})
}

func hostsContainer(options config.InitContainer, script string) map[string]any {
	return map[string]any{
		"name": rewriter, "command": []any{"sh"},
		"args":         []any{"-c", "sed -E -e '" + script + "' /etc/hosts > /hosts/hosts"},
		"volumeMounts": []any{map[string]any{"name": rewriter, "mountPath": "/hosts"}},
		"resources":    map[string]any{"limits": amounts(options.Resources.Limits), "requests": amounts(options.Resources.Requests)},
		"securityContext": map[string]any{
			"runAsUser": rewriterUser, "runAsGroup": rewriterUser, "runAsNonRoot": true, "allowPrivilegeEscalation": false,
			"capabilities": map[string]any{"drop": []any{"ALL"}}, "seccompProfile": map[string]any{"type": "RuntimeDefault"},
		},
	}
}

func amounts(given map[string]config.Quantity) map[string]any {
	all := make(map[string]any, len(given))
	for resource, amount := range given {
		all[resource] = string(amount)
	}
	return all
}

// rewriterImage is POD-44: the default registry of the control plane's images
// wins over the image's own, and images of nobody are the library's.
func rewriterImage(image config.Image, registry string) string {
	for _, next := range []string{image.Registry, "docker.io"} {
		if registry == "" {
			registry = next
		}
	}
	image.Registry = registry
	if !strings.Contains(image.Repository, "/") {
		image.Repository = "library/" + image.Repository
	}
	return image.String()
}
