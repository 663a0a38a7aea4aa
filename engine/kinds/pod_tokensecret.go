package kinds

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// TokenSecret is the host secret that holds the tokens of one pod (POD-90 to
// POD-93). It is no copy of anything and carries no mark, so no cache shows it:
// it is read from the host when its pod is planned for the first time.
var TokenSecret = recipe.Recipe{Resource: Secret.Resource, Kind: Secret.Kind}

// tokensIntoSecret has the pod read its tokens from the secret, and makes that.
func tokensIntoSecret(c *recipe.Change, sources []tokenSource) {
	kept, ok := tokenSecret(c)
	if !ok {
		c.Waiting, c.Told = fmt.Sprintf("the host already has a secret %q that does not belong to this pod", c.Key.Name+"-sa-token"), true
		return
	}
	held, data := heldTokens(kept), map[string]any{}
	for _, t := range sources {
		have := held[t.key]
		if c.Compat == config.VCluster {
			have = "" // POD-93
		}
		data[t.key] = base64.StdEncoding.EncodeToString([]byte(tokenFor(c, t, have)))
		t.replace("secret", map[string]any{"name": tokenSecretKey(c).Name, "items": []any{
			map[string]any{"key": t.key, "path": t.asked["path"], "mode": int64(0o644)},
		}})
	}
	made := newTokenSecret(c, data, serviceOwner(c))
	if kept != nil && c.Compat != config.VCluster && object.Equal(kept.Object["data"], made.Object["data"]) &&
		object.Equal(ownersOf(kept), ownersOf(made)) {
		return // of an attempt before this one
	}
	if kept != nil {
		c.Beside = append(c.Beside, dropTokens(c, kept, "its pod is made anew"))
	}
	c.Beside = append(c.Beside, makeTokens(c, made))
}

// keepTokens looks after the secret of a pod that runs: it belongs to the host pod
// and goes with it (POD-92), and its tokens are replaced before they expire, in
// place: the kubelet brings them to the pod.
func keepTokens(c *recipe.Change) {
	sources := slices.DeleteFunc(tokenSources(specOf(c.Now.Virtual), c.Compat), func(t tokenSource) bool {
		secret, _ := projectedSource(c.Now.Host, t)["secret"].(map[string]any)
		return secret["name"] != tokenSecretKey(c).Name
	})
	if len(sources) == 0 {
		return
	}
	kept, ok := tokenSecret(c)
	if !ok {
		c.Warn("", fmt.Sprintf("the host has another secret in the place of %q, which holds the tokens of the pod", c.Key.Name+"-sa-token"))
		return
	}
	data := keptTokens(c, sources, heldTokens(kept))
	owners := []any{podOwner(c)}
	switch patch := map[string]any{}; {
	case data == nil:
	case kept == nil:
		c.Beside = append(c.Beside, makeTokens(c, newTokenSecret(c, data, owners)))
	default:
		if !object.Equal(kept.Object["data"], data) {
			patch["data"] = data
		}
		if !object.Equal(ownersOf(kept), owners) {
			patch["metadata"] = map[string]any{"ownerReferences": owners}
		}
		if len(patch) > 0 {
			c.Beside = append(c.Beside, recipe.Beside{
				Recipe: &TokenSecret, Key: tokenSecretKey(c), Patch: patch, UID: string(kept.GetUID()), Doing: "renewing the tokens of pod",
			})
		}
	}
}

// keptTokens are the tokens the secret of a pod is to hold, nil while one is
// missing. Real vCluster never looks at them again; nobody asks for those of a pod that has ended.
func keptTokens(c *recipe.Change, sources []tokenSource, held map[string]string) map[string]any {
	phase, _, _ := unstructured.NestedString(c.Now.Host.Object, "status", "phase")
	rests := c.Compat == config.VCluster || phase == "Succeeded" || phase == "Failed"
	data := map[string]any{}
	for _, t := range sources {
		token := held[t.key]
		if !rests {
			token = c.View.Token(tokenRequest(c, t.asked), token).Value
		}
		if token == "" {
			return nil
		}
		data[t.key] = base64.StdEncoding.EncodeToString([]byte(token))
	}
	return data
}

// dropTokenSecret: what a pod leaves behind goes when both pods are gone. Where the
// host collects garbage it is gone already.
func dropTokenSecret(c *recipe.Change) {
	if !c.Config.Sync.ToHost.Pods.UseSecretsForSATokens {
		return
	}
	if kept, ours := tokenSecret(c); kept != nil && ours {
		c.Beside = append(c.Beside, dropTokens(c, kept, "its pod is gone"))
	}
}

func tokenSecretKey(c *recipe.Change) object.Key {
	return object.Key{Namespace: c.Scheme.Namespace, Name: c.Scheme.Host(c.Key.Namespace, c.Key.Name+"-sa-token")}
}

// tokenSecret is the pod's secret, nil if there is none; not ok is somebody else's object.
func tokenSecret(c *recipe.Change) (*unstructured.Unstructured, bool) {
	kept := c.View.Get(object.Host, &TokenSecret, tokenSecretKey(c))
	if kept == nil {
		return nil, true
	}
	_, copied := kept.GetLabels()[naming.ManagedBy]
	if copied || object.Annotation(kept, naming.SkipBacksync) != "true" {
		return kept, false
	}
	pod := c.Scheme.Host(c.Key.Namespace, c.Key.Name)
	for _, owner := range kept.GetOwnerReferences() {
		if owner.Kind == "Pod" && owner.Name == pod || c.Own.UID != "" && string(owner.UID) == c.Own.UID {
			return kept, true
		}
	}
	return kept, len(kept.GetOwnerReferences()) == 0 && len(serviceOwner(c)) == 0
}

// heldTokens are the tokens in a secret; what is no base64 is none.
func heldTokens(secret *unstructured.Unstructured) map[string]string {
	held := map[string]string{}
	if secret == nil {
		return held
	}
	data, _ := secret.Object["data"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(data)) {
		encoded, _ := data[key].(string)
		if token, err := base64.StdEncoding.DecodeString(encoded); err == nil {
			held[key] = string(token)
		}
	}
	return held
}

func newTokenSecret(c *recipe.Change, data map[string]any, owners []any) *unstructured.Unstructured {
	key := tokenSecretKey(c)
	metadata := map[string]any{
		"name": key.Name, "namespace": key.Namespace, "annotations": map[string]any{naming.SkipBacksync: "true"},
	}
	if len(owners) > 0 {
		metadata["ownerReferences"] = owners
	}
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Secret", "type": "Opaque", "metadata": metadata, "data": data,
	}}
}

// serviceOwner is who owns the secret until there is a pod.
func serviceOwner(c *recipe.Change) []any {
	if c.Own.UID == "" || !c.Config.Experimental.SyncSettings.SetOwner {
		return nil
	}
	return []any{map[string]any{"apiVersion": "v1", "kind": "Service", "name": c.Own.Name, "uid": c.Own.UID, "controller": false}}
}

func podOwner(c *recipe.Change) map[string]any {
	return map[string]any{"apiVersion": "v1", "kind": "Pod", "name": c.Now.Host.GetName(), "uid": string(c.Now.Host.GetUID())}
}

func ownersOf(o *unstructured.Unstructured) []any {
	owners, _, _ := unstructured.NestedSlice(o.Object, "metadata", "ownerReferences")
	return owners
}

func makeTokens(c *recipe.Change, secret *unstructured.Unstructured) recipe.Beside {
	return recipe.Beside{Recipe: &TokenSecret, Key: tokenSecretKey(c), Make: secret, Doing: "creating the token secret of pod"}
}

func dropTokens(c *recipe.Change, secret *unstructured.Unstructured, cause string) recipe.Beside {
	return recipe.Beside{
		Recipe: &TokenSecret, Key: tokenSecretKey(c), UID: string(secret.GetUID()), Doing: "deleting the token secret of pod", Cause: cause,
	}
}
