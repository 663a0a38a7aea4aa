package config

import (
	"fmt"
	"strconv"
	"strings"
)

// A path names a place in the tree: sync.toHost.pods.patches[0].path, and
// sync.toHost.customResources['certificates.cert-manager.io'] for keys with free names.

// child is the path of a key below a path.
func child(path, key string) string {
	switch {
	case strings.ContainsFunc(key, odd) || key == "":
		return path + "['" + short(key) + "']"
	case path == "":
		return key
	}
	return path + "." + key
}

// indexed is the path of an item of a list.
func indexed(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// parent cuts the last step off a path; "" is the top.
func parent(path string) string {
	if strings.HasSuffix(path, "']") {
		return path[:strings.LastIndex(path, "['")]
	}
	return path[:max(strings.LastIndexAny(path, ".["), 0)]
}

// odd are the characters that cannot stand in a plain step.
func odd(r rune) bool {
	plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
	return !plain
}

// below names the parent in a message.
func below(path string) string {
	if path == "" {
		return " at the top level"
	}
	return " in " + path
}

// short keeps messages readable when somebody pastes a book.
func short(text string) string {
	const limit = 80
	if r := []rune(text); len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return text
}

// describe says in a message what a user wrote.
func describe(n *node) string {
	switch n.shape {
	case null:
		return "null"
	case list:
		return "a list"
	case mapping:
		return "a mapping"
	}
	switch n.tag {
	case "!!bool":
		return n.text
	case "!!int", "!!float":
		return "the number " + short(n.text)
	case "!!str", "!!timestamp":
		return fmt.Sprintf("the string %q", short(n.text))
	}
	return fmt.Sprintf("a value with tag %s", short(n.tag))
}

// because joins the reasons of Kubernetes' own checks, without their regular expressions.
func because(reasons []string) string {
	cut := make([]string, len(reasons))
	for i, reason := range reasons {
		plain, _, found := strings.Cut(reason, ", regex used for validation is ")
		if cut[i] = strings.ReplaceAll(plain, ",  or ", " or "); found {
			cut[i] += ")"
		}
	}
	return strings.Join(cut, "; ")
}
