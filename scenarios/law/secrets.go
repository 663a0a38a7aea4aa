package law

import (
	"encoding/base64"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/scenarios/history"
)

// telling is the length from which a secret value is looked for; shorter ones
// stand in texts by chance.
const telling = 8

// secretsKept: no event of the engine quotes what a Secret holds, plain or in base64.
func secretsKept(h history.History, v *Verdict) {
	values := secretValues(h)
	if len(values) == 0 {
		return
	}
	for _, c := range h.Calls {
		if !engineWrote(c) || !isEvent(c) || deletes(c) {
			continue
		}
		note := eventOf(c).note
		quoted := slices.ContainsFunc(values, func(value string) bool { return strings.Contains(note, value) })
		v.check(!quoted, "%s: the event quotes a Secret's data", describe(c))
	}
}

// secretValues collects what every Secret of the history ever held. Values that
// are also some object's name are no secret.
func secretValues(h history.History) []string {
	values, public := map[string]bool{}, map[string]bool{}
	look := func(object *unstructured.Unstructured) {
		public[object.GetName()], public[object.GetNamespace()] = true, true
		if object.GetKind() != "Secret" {
			return
		}
		data, _, _ := unstructured.NestedMap(object.Object, "data")
		for _, value := range data {
			encoded, _ := value.(string)
			plain, _ := base64.StdEncoding.DecodeString(encoded)
			values[encoded], values[string(plain)] = true, true
		}
	}
	for _, side := range h.Seeded {
		for i := range side {
			look(&side[i])
		}
	}
	for _, c := range h.Calls {
		if c.After != nil {
			look(c.After)
		}
	}
	maps.DeleteFunc(values, func(value string, _ bool) bool { return len(value) < telling || public[value] })
	return slices.Sorted(maps.Keys(values))
}
