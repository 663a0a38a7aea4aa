package lint

import (
	"embed"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
)

// Rule is one sort of mistake.
type Rule struct {
	// Code names the rule for ever: VC205.
	Code string
	// Severity is that of its findings; the configuration's own may differ.
	Severity config.Severity
	Title    string
	// Sentence is what the rule rests on, as Page says it or in short.
	Sentence, Page string
	// Why says what happens when nobody heeds it, Instead what to write.
	Why, Instead string
	// Fixable rules have findings that Fix repairs.
	Fixable bool

	// once keeps one finding of the rule for each place.
	once  bool
	check func(*pass)
}

// The pages sentences are quoted from.
const (
	podsPage    = "Pods"
	syncPage    = "Sync overview"
	classesPage = "Runtime classes"
	patchesPage = "Patches"
	configPage  = "vcluster.yaml"
	namesPage   = "Namespaces"
)

// Rules are all rules, by code.
func Rules() []*Rule {
	return slices.Concat(fileRules(), patchRules(), selectorRules(), podRules(), nameRules())
}

// Find is the rule with a code, in capitals or not; nil for none.
func Find(code string) *Rule {
	for _, r := range Rules() {
		if strings.EqualFold(r.Code, code) {
			return r
		}
	}
	return nil
}

//go:embed testdata/VC*/*.yaml
var examples embed.FS

// Example is a file that breaks the rule ("bad") or does not ("good"); empty for none.
func (r *Rule) Example(which string) string {
	text, err := examples.ReadFile("testdata/" + r.Code + "/" + which + ".yaml")
	if err != nil {
		return ""
	}
	return string(text)
}
