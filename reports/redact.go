package reports

import (
	"maps"
	"strings"
)

// Redacted stands where a secret value was.
const Redacted = "[REDACTED]"

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

// Redact returns the object without secret values, for logs and reports: the
// values of a Secret's data and stringData, its last-applied annotation, the token
// of a TokenRequest and the tokens in annotations of a Pod become [Redacted]; keys stay. Lists are redacted item
// by item. The given object is never changed; parts that need no change are shared.
func Redact(object map[string]any) map[string]any {
	kind, _ := object["kind"].(string)
	return RedactKind(kind, object)
}

// RedactKind is Redact for bodies that do not name their kind, such as merge
// patches: the caller knows from the request what they apply to.
func RedactKind(kind string, object map[string]any) map[string]any {
	switch kind {
	case "Secret":
		return redactSecret(object)
	case "TokenRequest":
		return redactIn(object, "status", func(status map[string]any) map[string]any {
			return redactKey(status, "token")
		})
	}
	if kind == "Pod" {
		return redactIn(object, "metadata", func(metadata map[string]any) map[string]any {
			return redactIn(metadata, "annotations", redactTokens)
		})
	}
	items, isList := object["items"].([]any)
	if !isList {
		return object
	}
	return redactItems(kind, object, items)
}

// tokenMark begins the annotations by which host pods are given their tokens.
const tokenMark = "vcluster.loft.sh/token-"

func redactTokens(annotations map[string]any) map[string]any {
	for key := range annotations {
		if strings.HasPrefix(key, tokenMark) {
			annotations = redactKey(annotations, key)
		}
	}
	return annotations
}

func redactSecret(secret map[string]any) map[string]any {
	out := redactValues(redactValues(secret, "data"), "stringData")
	return redactIn(out, "metadata", func(metadata map[string]any) map[string]any {
		return redactIn(metadata, "annotations", func(annotations map[string]any) map[string]any {
			return redactKey(annotations, lastApplied)
		})
	})
}

// redactItems relies on each item's kind, or on the list's own where items have none.
func redactItems(kind string, list map[string]any, items []any) map[string]any {
	out := maps.Clone(list)
	redacted := make([]any, len(items))
	for i, item := range items {
		redacted[i] = item
		object, ok := item.(map[string]any)
		if !ok {
			continue
		}
		if _, named := object["kind"]; !named && kind == "SecretList" {
			redacted[i] = redactSecret(object)
			continue
		}
		redacted[i] = Redact(object)
	}
	out["items"] = redacted
	return out
}

// redactValues replaces every value under key; a null, which deletes a key in a
// merge patch, says nothing and stays.
func redactValues(object map[string]any, key string) map[string]any {
	values, present := object[key]
	if !present || values == nil {
		return object
	}
	out := maps.Clone(object)
	fields, ok := values.(map[string]any)
	if !ok {
		out[key] = Redacted
		return out
	}
	redacted := make(map[string]any, len(fields))
	for name, value := range fields {
		redacted[name] = value
		if value != nil {
			redacted[name] = Redacted
		}
	}
	out[key] = redacted
	return out
}

func redactKey(object map[string]any, key string) map[string]any {
	if object[key] == nil {
		return object
	}
	out := maps.Clone(object)
	out[key] = Redacted
	return out
}

// redactIn applies redact to the map under key; anything there that is not a map is hidden whole.
func redactIn(object map[string]any, key string, redact func(map[string]any) map[string]any) map[string]any {
	value, present := object[key]
	if !present || value == nil {
		return object
	}
	out := maps.Clone(object)
	if inner, ok := value.(map[string]any); ok {
		out[key] = redact(inner)
	} else {
		out[key] = Redacted
	}
	return out
}
