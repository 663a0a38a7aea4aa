package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
)

const namespaceMappings = "sync.toHost.namespaces.mappings.byName"

// longestPrefix leaves room for what a pattern's * stands for.
const longestPrefix = 32

// namespaces: CFG-64 to CFG-72, when namespaces are synced.
func namespaces(k *checker) {
	n := k.Sync.ToHost.Namespaces
	if k.Sync.ToHost.NetworkPolicies.Enabled && (n.Enabled || k.Experimental.MultiNamespaceMode.Enabled) { // NP-13
		k.conflict("sync.toHost.networkPolicies.enabled",
			"network policies cannot be synced where namespaces have host namespaces of their own: what a policy says of other namespaces would be lost")
	}
	if !n.Enabled {
		return
	}
	if len(n.Mappings.ByName) == 0 {
		k.conflict("sync.toHost.namespaces.enabled", "%s is empty; name at least one namespace of the virtual cluster and its namespace on the host", namespaceMappings)
	}
	taken := map[string]string{}
	for _, virtual := range slices.Sorted(maps.Keys(n.Mappings.ByName)) {
		host := n.Mappings.ByName[virtual]
		at := entryPath(namespaceMappings, virtual)
		k.namespacePair(at, virtual, host)
		name := k.installed.named(host)
		if first, twice := taken[name]; twice {
			k.bad(at, "%s: duplicate host namespace '%s' found in mappings: %s has it already", namespaceMappings, short(host), short(first))
		}
		taken[name] = virtual
	}
}

// namespacePair checks one mapping: the virtual side is its key, the host side its value.
func (k *checker) namespacePair(at, virtual, host string) {
	if reason := k.namespaceReason("virtual namespace", virtual); reason != "" {
		k.conflict(at, "%s: %s", namespaceMappings, reason)
	} else if reason := k.namespaceReason("host namespace", host); reason != "" {
		k.bad(at, "%s: %s", namespaceMappings, reason)
	} else if isPattern(virtual) != isPattern(host) {
		k.bad(at, "%s: '%s':'%s' has mismatched wildcard '*' usage - pattern must always map to another pattern", namespaceMappings, short(virtual), short(host))
	} else if host == "*" {
		k.bad(at, "%s: host pattern mappings must use a prefix before wildcard: *", namespaceMappings)
	} else if own := k.installed.Namespace; own != "" && covers(k.installed.named(host), own) {
		what := "mapping"
		if isPattern(host) {
			what = "pattern"
		}
		k.bad(at, "%s: host namespace %s '%s' conflicts with control plane namespace '%s'; choose another one", namespaceMappings, what, short(host), own)
	}
}

// namespaceReason says what is wrong with one side of a mapping.
func (k *checker) namespaceReason(side, text string) string {
	if text == "" {
		return side + " cannot be empty"
	}
	if reason := placeholderReason(side, text); reason != "" {
		return reason
	}
	name, what := k.installed.named(text), "name"
	if isPattern(text) {
		what = "pattern"
		switch {
		case strings.Count(text, "*") > 1:
			return fmt.Sprintf("%s pattern '%s' must contain exactly one '*'", side, short(text))
		case !strings.HasSuffix(text, "*"):
			return fmt.Sprintf("%s pattern '%s' must have the wildcard '*' at the end", side, short(text))
		case text == "*":
			return ""
		}
		if name = strings.TrimSuffix(name, "*"); len(name) > longestPrefix {
			return fmt.Sprintf("literal parts of %s pattern prefix '%s' (from '%s') cannot be longer than %d characters (literal length: %d)",
				side, short(strings.TrimSuffix(text, "*")), short(text), longestPrefix, len(name))
		}
		name += "x" // what the star may stand for
	}
	if reasons := validation.IsDNS1123Label(name); len(reasons) > 0 {
		return fmt.Sprintf("invalid %s %s '%s': %s", side, what, short(text), because(reasons[:1]))
	}
	return ""
}

// placeholderReason allows ${name}, once.
func placeholderReason(side, text string) string {
	rest := strings.Replace(text, placeholder, "", 1)
	switch {
	case strings.Contains(rest, placeholder):
		return fmt.Sprintf("%s '%s' contains placeholder '%s' multiple times", side, short(text), placeholder)
	case strings.Contains(rest, "${"):
		return fmt.Sprintf("%s '%s' contains an unsupported placeholder; only '%s' is allowed", side, short(text), placeholder)
	}
	return ""
}

func isPattern(text string) bool { return strings.Contains(text, "*") }

// covers says whether a host namespace or pattern is, or matches, a name.
func covers(text, name string) bool {
	prefix, pattern := strings.CutSuffix(text, "*")
	return text == name || pattern && strings.HasPrefix(name, prefix)
}
