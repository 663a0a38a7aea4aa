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
// POD-89), or a key of a secret (POD-90). The pod waits for them (POD-94).
func projectTokens(c *recipe.Change) {
	sources := tokenSources(c.Spec(), c.Compat)
	if !c.Creating || len(sources) == 0 {
		return
	}
	if c.Config.Sync.ToHost.Pods.UseSecretsForSATokens {
		tokensIntoSecret(c, sources)
		return
	}
	for _, t := range sources {
		if token := tokenFor(c, t, ""); token != "" {
			key := annotationToken + letters(fmt.Sprint(c.Virtual.GetNamespace(), "/", c.Virtual.GetName(), "/", t.volume, "/", t.place))
			c.Annotate(key, token)
			t.replace("downwardAPI", map[string]any{"items": []any{fileOf(t.asked["path"], key)}})
		}
	}
}

// tokenFor is the token of one source, given the one there is; without one the pod waits.
func tokenFor(c *recipe.Change, t tokenSource, have string) string {
	token := c.View.Token(tokenRequest(c, t.asked), have)
	switch {
	case token.Refused != "":
		c.Waiting, c.Told = token.Refused, true
	case token.Value == "":
		c.Waiting = "waiting for the token of its service account"
	}
	return token.Value
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
	for _, t := range tokenSources(specOf(c.Now.Virtual), c.Compat) {
		key := carriedBy(c.Now.Host, t)
		if key == "" {
			continue // it reads it from elsewhere
		}
		have := object.Annotation(c.Host, key)
		if token := c.View.Token(tokenRequest(c, t.asked), have); token.Value != "" && token.Value != have {
			c.Annotate(key, token.Value)
		}
	}
}

// tokenSource is a source of a projected volume that is a service account token:
// what it asks for, where it is, and the key it would have in a secret.
type tokenSource struct {
	source, asked map[string]any
	name          string // the volume's
	volume, place int
	key           string
}

// replace makes the source one of another kind.
func (t tokenSource) replace(kind string, content map[string]any) {
	delete(t.source, "serviceAccountToken")
	t.source[kind] = content
}

// tokenSources are those of a pod. The key is the volume's name (POD-91); a second
// token of a volume has one of its own, which no volume can be called. With real
// vCluster both have the same, and the pod is given one token twice (BUG-20b).
func tokenSources(spec map[string]any, compat config.Compat) []tokenSource {
	var found []tokenSource
	for v, volume := range maplist(spec, "volumes") {
		projected, _ := volume["projected"].(map[string]any)
		name, _ := volume["name"].(string)
		first := true
		for s, source := range maplist(projected, "sources") {
			asked, ok := source["serviceAccountToken"].(map[string]any)
			if !ok {
				continue
			}
			key := name
			if !first && compat != config.VCluster {
				key = fmt.Sprint(name, ".", s+1)
			}
			found, first = append(found, tokenSource{source, asked, name, v, s, key}), false
		}
	}
	return found
}

// projectedSource is what the host pod has in the place of a token source; nil if nothing.
func projectedSource(host *unstructured.Unstructured, t tokenSource) map[string]any {
	for _, volume := range maplist(specOf(host), "volumes") {
		projected, _ := volume["projected"].(map[string]any)
		if sources := maplist(projected, "sources"); volume["name"] == t.name && len(sources) > t.place {
			return sources[t.place]
		}
	}
	return nil
}

// carriedBy is the annotation from which the host pod reads a token; "" if from none.
func carriedBy(host *unstructured.Unstructured, t tokenSource) string {
	downward, _ := projectedSource(host, t)["downwardAPI"].(map[string]any)
	for _, file := range maplist(downward, "items") {
		field, _, _ := unstructured.NestedString(file, "fieldRef", "fieldPath")
		key, ok := strings.CutPrefix(strings.TrimSuffix(field, "']"), "metadata.annotations['")
		if ok && strings.HasPrefix(key, annotationToken) {
			return key
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
