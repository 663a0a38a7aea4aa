package script

import (
	"regexp"
	"strings"
)

// needs says which of its variables an expression can reach. Objects are large:
// what is not needed is neither sent nor copied. It errs on the side of more, but
// for an expression that makes code while it runs out of pieces of names.
type needs struct{ value, exists, context, config, virtual, host, functions bool }

var (
	known   = regexp.MustCompile(`\bcontext\s*\??\.\s*(?:virtualObject|hostObject|path|vcluster)\b`)
	shallow = regexp.MustCompile(`\bvcluster\s*\??\.\s*(?:name|namespace)\b`)
	// dynamic are the ways to a variable that do not spell its name.
	dynamic = regexp.MustCompile(`\bthis\b|\bglobalThis\b|\beval\b|\bFunction\b|\bconstructor\b|\\u`)
)

func needsOf(source string) needs {
	if dynamic.MatchString(source) {
		return needs{true, true, true, true, true, true, true}
	}
	has := func(name string) bool { return strings.Contains(source, name) }
	n := needs{value: has("value"), exists: has("valueExists"), context: has("context")}
	n.functions = has("atob") || has("btoa") || has("virtualToHostDNS")
	if !n.context {
		return n
	}
	computed := strings.Count(source, "context") != len(known.FindAllString(source, -1))
	n.config = computed || strings.Count(source, "vcluster") != len(shallow.FindAllString(source, -1))
	n.virtual = computed || has("virtualObject")
	n.host = computed || has("hostObject")
	return n
}
