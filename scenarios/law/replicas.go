package law

import "k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

// isReplica reports whether an object is one that is replicated, as documented: it
// is the engine's own on either side, and no copy (REP-01, REP-05).
func isReplica(object *unstructured.Unstructured) bool {
	return object.GetLabels()[controlledBy] == "vcluster" && (object.GetKind() == "Service" || object.GetKind() == "Endpoints")
}
