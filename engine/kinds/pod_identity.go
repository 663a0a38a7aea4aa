package kinds

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// podIdentity writes who the pod is inside the virtual cluster, for the downward
// API to read (POD-05 to POD-11). A pod of a virtual cluster inside a virtual
// cluster brings its innermost identity along (POD-07).
func podIdentity(c *recipe.Change) {
	v := c.Virtual
	account, _, _ := unstructured.NestedString(v.Object, "spec", "serviceAccountName")
	inner := v.GetAnnotations()
	for key, value := range map[string]string{
		annotationName: v.GetName(), annotationNamespace: v.GetNamespace(), annotationUID: string(v.GetUID()),
		annotationServiceAccount: account, annotationLabels: labelLines(v.GetLabels()),
	} {
		if inner[key] != "" {
			value = inner[key]
		}
		c.Annotate(key, value)
	}
	owners(c)
	if _, says := inner[annotationSafeToEvict]; !says && c.Creating {
		autoscaler(c)
	}
}

// labelLines is POD-06: a line a label, the value as a JSON string, sorted.
func labelLines(labels map[string]string) string {
	lines := make([]string, 0, len(labels))
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		lines = append(lines, key+"="+strconv.Quote(labels[key]))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// owners keeps the virtual owner references as annotations: on the host nothing
// owns the pod but the virtual cluster's service (POD-08, POD-09).
func owners(c *recipe.Change) {
	references := c.Virtual.GetOwnerReferences()
	if len(references) == 0 {
		return
	}
	text, err := json.Marshal(references)
	if err != nil {
		return // strings and booleans always marshal
	}
	c.Annotate(annotationOwners, string(text))
	sets := setKinds
	if c.Compat == config.VCluster {
		sets = sets[:3]
	}
	for _, r := range references {
		if set := r.APIVersion + "/" + r.Kind; slices.Contains(sets, set) {
			c.Annotate(annotationOwnerSet, r.Kind)
			return
		}
	}
}

// setKinds has Job last and under its real group, where real vCluster never finds it (BUG-21).
var setKinds = []string{"apps/v1/DaemonSet", "apps/v1/ReplicaSet", "apps/v1/StatefulSet", "batch/v1/Job"}

// autoscaler tells the host's autoscaler what it would know of a pod with owners (POD-10, POD-11).
func autoscaler(c *recipe.Change) {
	owner := metav1.GetControllerOf(c.Virtual)
	c.Annotate(annotationSafeToEvict, strconv.FormatBool(owner != nil))
	if owner != nil && owner.Kind == "DaemonSet" {
		c.Annotate(annotationDaemonSet, "true")
	}
}

// namespaceLabels puts the labels of the virtual namespace onto the pod, under
// keys nobody else uses, so that selectors over namespaces work on the host
// (POD-12, POD-13). Reading the namespace makes the pod follow its changes.
func namespaceLabels(c *recipe.Change) {
	namespace := c.View.Get(object.Virtual, &Namespace, object.Key{Name: c.Virtual.GetNamespace()})
	if namespace == nil {
		c.Waiting = "waiting for the namespace " + strconv.Quote(c.Virtual.GetNamespace()) // POD-04
		return
	}
	for key, value := range namespace.GetLabels() {
		c.Label(c.Scheme.NamespaceLabel(key), value)
	}
}

// workloadAccount is POD-19 to POD-21: host pods run as an account without rights and without a token.
func workloadAccount(c *recipe.Change) {
	spec := c.Spec()
	account := podAccount(c)
	delete(spec, "serviceAccount")
	spec["serviceAccountName"] = account
	spec["automountServiceAccountToken"] = false
	spec["enableServiceLinks"] = false
}

func workloadAccountName(c *recipe.Change) string {
	if name := c.Config.ControlPlane.Advanced.WorkloadServiceAccount.Name; name != "" {
		return name
	}
	return "vc-workload-" + c.Scheme.Name
}
