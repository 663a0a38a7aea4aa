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

// tokenMark begins the annotations by which host pods are given their tokens (POD-89).
const tokenMark = prefix + "token-"

// secretsKept: no event and no line of the log of the engine quotes what a Secret holds, plain or in base64.
func secretsKept(h history.History, v *Verdict) {
	values := secretValues(h)
	if len(values) == 0 {
		return
	}
	quotes := func(text string) bool {
		return slices.ContainsFunc(values, func(value string) bool { return strings.Contains(text, value) })
	}
	for i, line := range h.Log {
		v.check(!quotes(line), "line %d of the engine's log quotes a Secret's data or a token", i+1)
	}
	for _, c := range h.Calls {
		if !engineWrote(c) || !isEvent(c) || deletes(c) {
			continue
		}
		v.check(!quotes(eventOf(c).note), "%s: the event quotes a Secret's data or a token", describe(c))
	}
}

// SecretValues are the values of a history that nobody may quote, plain and in
// base64, the longest first.
func SecretValues(h history.History) []string {
	values := secretValues(h)
	slices.SortStableFunc(values, func(a, b string) int { return len(b) - len(a) })
	return values
}

// secretValues collects what every Secret of the history ever held, and the tokens
// that pods carry in annotations. Values that are also some object's name are no secret.
func secretValues(h history.History) []string {
	values, public := map[string]bool{}, map[string]bool{}
	look := func(object *unstructured.Unstructured) {
		public[object.GetName()], public[object.GetNamespace()] = true, true
		for key, value := range object.GetAnnotations() {
			if strings.HasPrefix(key, tokenMark) {
				values[value] = true
			}
		}
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
