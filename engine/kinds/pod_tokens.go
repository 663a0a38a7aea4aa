package kinds

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// projectTokens gives the host pod tokens of the virtual cluster in place of the
// host's: each is an annotation, from which the pod's volume reads it (POD-85 to
// POD-89). The pod waits for them (POD-94).
func projectTokens(c *recipe.Change) {
	if !c.Creating {
		return
	}
	for _, t := range tokenSources(c.Spec()) {
		token := c.View.Token(tokenRequest(c, t.asked), "")
		switch {
		case token.Refused != "":
			c.Waiting, c.Told = token.Refused, true
		case token.Value == "":
			c.Waiting = "waiting for the token of its service account"
		default:
			key := annotationToken + letters(fmt.Sprint(c.Virtual.GetNamespace(), "/", c.Virtual.GetName(), "/", t.volume, "/", t.place))
			c.Annotate(key, token.Value)
			delete(t.source, "serviceAccountToken")
			t.source["downwardAPI"] = map[string]any{"items": []any{fileOf(t.asked["path"], key)}}
		}
	}
}

// fileOf is a file with what an annotation holds.
func fileOf(path any, annotation string) map[string]any {
	field := map[string]any{"apiVersion": "v1", "fieldPath": "metadata.annotations['" + annotation + "']"}
	return map[string]any{"path": path, "fieldRef": field, "mode": int64(0o644)}
}

// renewTokens replaces the tokens of a running pod before they expire. Real
// vCluster asks for ten years and never looks again (BUG-16b).
func renewTokens(c *recipe.Change) {
	phase, _, _ := unstructured.NestedString(c.Now.Host.Object, "status", "phase")
	if c.Compat == config.VCluster || phase == "Succeeded" || phase == "Failed" {
		return
	}
	virtual, _ := c.Now.Virtual.Object["spec"].(map[string]any)
	for _, t := range tokenSources(virtual) {
		key := carriedBy(c.Now.Host, t)
		if key == "" {
			continue // the host pod was not made by these rules
		}
		have := object.Annotation(c.Host, key)
		if token := c.View.Token(tokenRequest(c, t.asked), have); token.Value != "" && token.Value != have {
			c.Annotate(key, token.Value)
		}
	}
}

// tokenSource is a source of a projected volume that is a service account token:
// what it asks for, and where it is.
type tokenSource struct {
	source, asked map[string]any
	name          any // the volume's
	volume, place int
}

func tokenSources(spec map[string]any) []tokenSource {
	var found []tokenSource
	for v, volume := range maplist(spec, "volumes") {
		projected, _ := volume["projected"].(map[string]any)
		for s, source := range maplist(projected, "sources") {
			if asked, ok := source["serviceAccountToken"].(map[string]any); ok {
				found = append(found, tokenSource{source, asked, volume["name"], v, s})
			}
		}
	}
	return found
}

// carriedBy is the annotation from which the host pod reads a token; "" if from none.
func carriedBy(host *unstructured.Unstructured, t tokenSource) string {
	spec, _ := host.Object["spec"].(map[string]any)
	for _, volume := range maplist(spec, "volumes") {
		projected, _ := volume["projected"].(map[string]any)
		sources := maplist(projected, "sources")
		if volume["name"] != t.name || len(sources) <= t.place {
			continue
		}
		downward, _ := sources[t.place]["downwardAPI"].(map[string]any)
		for _, file := range maplist(downward, "items") {
			field, _, _ := unstructured.NestedString(file, "fieldRef", "fieldPath")
			key, ok := strings.CutPrefix(strings.TrimSuffix(field, "']"), "metadata.annotations['")
			if ok && strings.HasPrefix(key, annotationToken) {
				return key
			}
		}
	}
	return ""
}

// letters are eight lower-case letters that stand for a text.
func letters(text string) string {
	sum := sha256.Sum256([]byte(text))
	for i := range sum[:8] {
		sum[i] = 'a' + sum[i]%26
	}
	return string(sum[:8])
}

// tenYears is how long tokens of the real vCluster are good, whatever the pod asks for.
const tenYears = 315360000

// tokenRequest is what a token source asks for, as the virtual API server is
// asked: the names of the API server are the audience if it says none (POD-86).
func tokenRequest(c *recipe.Change, asked map[string]any) recipe.TokenRequest {
	account, _, _ := unstructured.NestedString(c.Virtual.Object, "spec", "serviceAccountName")
	if account == "" {
		account = "default"
	}
	audience, _ := asked["audience"].(string)
	if audience == "" {
		audience = strings.Join([]string{
			"https://kubernetes.default.svc." + c.Config.Networking.Advanced.ClusterDomain,
			"https://kubernetes.default.svc", "https://kubernetes.default",
		}, "\n")
	}
	seconds, given := asked["expirationSeconds"].(int64)
	if !given {
		seconds = 3600
	}
	if c.Compat == config.VCluster {
		seconds = tenYears
	}
	return recipe.TokenRequest{
		Pod: object.Key{Namespace: c.Virtual.GetNamespace(), Name: c.Virtual.GetName()}, UID: string(c.Virtual.GetUID()),
		Account: account, Audiences: audience, Seconds: seconds,
	}
}
