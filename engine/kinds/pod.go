package kinds

import (
	"strings"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Pod flows down and runs on the host; its status flows back. POD-*
//
// The API lets few fields of a pod change, so only those are carried after the
// copy is made (POD-142).
//
// Its rules, by what one may want to know:
//
//	who it is         pod_identity
//	what it may       pod_security, pod_classes, pod_tokens, pod_tokensecret
//	how it is reached pod_network, pod_hosts, pod_env
//	what it runs      pod_containers, pod_images, pod_hostpaths, pod_ephemeral, pod_resize
//	where it runs     pod_node, pod_affinity, pod_tolerations, pod_gates, pod_scheduling
//	how it is doing   pod_status
var Pod = recipe.Recipe{
	Resource:   "pods.v1",
	Kind:       "Pod",
	Enabled:    "sync.toHost.pods",
	Lives:      recipe.OnNode,
	ToHost:     path.List("spec.activeDeadlineSeconds"),
	Both:       path.List("status.conditions"), // POD-140
	ToVirtual:  path.List("status"),            // POD-136
	References: podReferences(),
	Gates: []recipe.Gate{
		{At: path.Must("spec.runtimeClassName"), Class: &RuntimeClass, Noun: "runtime class", Forced: forcedClass},           // RTC-42 to RTC-48
		{At: path.Must("spec.priorityClassName"), Class: &HostPriorityClass, Noun: "priority class", Forced: forcedPriority}, // POD-160
	},
	Annotations: podAnnotation,
	Rules: []recipe.Rule{
		{Name: "a pod meets the pod security standard", ID: "POD-161", Key: "policies.podSecurityStandard", When: recipe.Admitting, Apply: meetsStandard},
		{Name: "the copy carries the original's identity", ID: "POD-05", Apply: podIdentity},
		{Name: "the copy carries the labels of the virtual namespace", ID: "POD-12", Apply: namespaceLabels},
		{Name: "the workload service account runs it", ID: "POD-19", Apply: workloadAccount},
		{Name: "the host or the virtual cluster chooses the node", ID: "POD-122", Apply: schedule},
		{Name: "virtual priorities mean nothing on the host", ID: "POD-22", Apply: podPriority},
		{Name: "a forced priority class", ID: "POD-25", Key: "sync.toHost.pods.priorityClassName", Apply: forcedPriorityClass},
		{Name: "a forced runtime class", ID: "POD-26", Key: "sync.toHost.pods.runtimeClassName", Apply: forcedRuntimeClass},
		{Name: "the virtual API server and DNS are found", ID: "POD-31", Apply: podNetwork},
		{Name: "a pod with a subdomain knows its full name", ID: "POD-38", Key: "sync.toHost.pods.rewriteHosts", Apply: rewriteHosts},
		{Name: "selectors of pods select copies of this virtual cluster", ID: "POD-112", Apply: podSelectors},
		{Name: "the downward API shows virtual names", ID: "POD-52", Apply: downwardAPI},
		{Name: "the downward API shows no annotations of the host", ID: "POD-54", Apply: ownAnnotations},
		{Name: "service variables point into the virtual cluster", ID: "POD-55", Apply: serviceVariables},
		{Name: "tokens are the virtual cluster's", ID: "POD-85", Apply: projectTokens, Asks: asksToken()},
		{Name: "ephemeral volumes are the virtual cluster's claims", ID: "POD-69", Apply: ephemeralClaims},
		{Name: "the host path mapper's folders stand for the node's", ID: "POD-78", Key: "controlPlane.hostPathMapper", Apply: hostPaths},
		{Name: "the folder of a pod is that of its copy", ID: "POD-81", Apply: podFolders},
		{Name: "images are replaced", ID: "POD-59", Key: "sync.toHost.pods.translateImage", Apply: replaceImages},
		{Name: "tolerations are enforced", ID: "POD-96", Key: "sync.toHost.pods.enforceTolerations", Apply: enforceTolerations},
		{Name: "tokens are renewed", ID: "POD-87", When: recipe.Carrying, Apply: renewTokens, Asks: asksToken()},
		{Name: "tokens in a secret are renewed, and go with the pod", ID: "POD-92", When: recipe.Carrying, Apply: keepTokens},
		{Name: "images follow", ID: "POD-142", When: recipe.Carrying, Apply: carryImages},
		{Name: "tolerations follow", ID: "POD-109", When: recipe.Carrying, Apply: carryTolerations},
		{Name: "the virtual pod follows its copy to a node", ID: "POD-132", When: recipe.Carrying, Apply: followNode, Asks: asksBinding()},
		{Name: "scheduling gates follow", ID: "POD-142", When: recipe.Carrying, Apply: carryGates},
		{Name: "ephemeral containers follow", ID: "POD-145", When: recipe.Carrying, Apply: addEphemeral, Asks: asksOnHost("ephemeralcontainers")},
		{Name: "resources follow", ID: "POD-148", When: recipe.Carrying, Apply: resize, Asks: asksOnHost("resize")},
		{Name: "what a server says of conditions is not the tenant's word", ID: "POD-141", When: recipe.Carrying, Apply: hostConditions},
		{Name: "the token secret goes with the pod", ID: "POD-92", When: recipe.Gone, Apply: dropTokenSecret},
		{Name: "generations that a server drops stay away", ID: "POD-141", When: recipe.Returning, Apply: dropGeneration},
		{Name: "the quality of service class stays", ID: "POD-137", When: recipe.Returning, Apply: keepQOSClass},
		{Name: "injected containers are not shown", ID: "POD-138", When: recipe.Returning, Apply: hideInjected},
	},
}

// Annotations of host pods that redirect the downward API.
const (
	annotationName           = naming.Prefix + "name"
	annotationNamespace      = naming.Prefix + "namespace"
	annotationUID            = naming.Prefix + "uid"
	annotationServiceAccount = naming.Prefix + "service-account-name"
	annotationLabels         = naming.Prefix + "labels"
	annotationAnnotations    = naming.Prefix + "annotations"
	annotationOwners         = naming.Prefix + "owner-references"
	annotationOwnerSet       = naming.Prefix + "owner-set-kind"
	annotationHostsRewritten = naming.Prefix + "hosts-rewritten"
	annotationToken          = naming.Prefix + "token-"
	annotationResources      = naming.Prefix + "host-resources-instead-of"
	annotationHostGates      = naming.Prefix + "host-scheduling-gates"
	annotationSafeToEvict    = "cluster-autoscaler.kubernetes.io/safe-to-evict"
	annotationDaemonSet      = "cluster-autoscaler.kubernetes.io/daemonset-pod"
)

// podAnnotation is POD-16: what is made for the host pod does not come back.
func podAnnotation(key string) recipe.Travel {
	switch key {
	case annotationLabels, annotationAnnotations, annotationOwners, annotationOwnerSet:
		return recipe.HostOnly
	case annotationName, annotationNamespace, annotationUID, annotationServiceAccount,
		annotationHostsRewritten, annotationSafeToEvict, annotationDaemonSet:
		return recipe.Once
	}
	if key == annotationHostGates || key == annotationResources {
		return recipe.Never
	}
	if strings.HasPrefix(key, annotationToken) {
		return recipe.Once
	}
	return recipe.BothWays
}

// podReferences are all fields of a pod that name a config map, a secret or a
// claim, in every kind of container and volume (MAP-08, MAP-09, POD-50 to POD-75).
func podReferences() []recipe.Reference {
	var all []recipe.Reference
	to := func(target *recipe.Recipe, paths ...string) {
		for _, p := range paths {
			all = append(all, recipe.Reference{At: path.Must(p), To: target})
		}
	}
	for _, list := range []string{"containers", "initContainers", "ephemeralContainers"} {
		c := "spec." + list + "[*]."
		to(&ConfigMap, c+"env[*].valueFrom.configMapKeyRef.name", c+"envFrom[*].configMapRef.name")
		to(&Secret, c+"env[*].valueFrom.secretKeyRef.name", c+"envFrom[*].secretRef.name")
	}
	v := "spec.volumes[*]."
	to(&ConfigMap, v+"configMap.name", v+"projected.sources[*].configMap.name")
	to(&Secret, "spec.imagePullSecrets[*].name", v+"secret.secretName", v+"projected.sources[*].secret.name",
		v+"iscsi.secretRef.name", v+"rbd.secretRef.name", v+"flexVolume.secretRef.name", v+"cinder.secretRef.name",
		v+"cephfs.secretRef.name", v+"azureFile.secretName", v+"scaleIO.secretRef.name", v+"storageos.secretRef.name",
		v+"csi.nodePublishSecretRef.name")
	to(&PersistentVolumeClaim, v+"persistentVolumeClaim.claimName")
	to(&Endpoints, v+"glusterfs.endpoints")
	return all
}

// asksBinding is what a scheduler asks for, and a look at what came of it.
func asksBinding() []recipe.Ask {
	return []recipe.Ask{
		{Side: object.Virtual, Verb: "create", Subresource: "binding"},
		{Side: object.Virtual, Verb: "get"},
	}
}

func asksToken() []recipe.Ask {
	return []recipe.Ask{{Side: object.Virtual, Verb: "create", Resource: "serviceaccounts", Subresource: "token"}}
}

func asksOnHost(subresource string) []recipe.Ask {
	return []recipe.Ask{{Side: object.Host, Verb: "patch", Subresource: subresource}}
}
