package lint

import (
	"errors"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/path"
)

// patchRules are about patches.
func patchRules() []*Rule {
	return []*Rule{
		{
			Code: "VC201", Title: "A patch that does nothing, or two things",
			Sentence: "Each patch uses exactly one mode: expression and reverseExpression, reference, or labels.", Page: patchesPage,
			Why:     "The virtual cluster does not start.",
			Instead: "Give each patch one mode; write two patches for two changes.",
		},
		{
			Code: "VC202", Title: "Two patches of one place", once: true,
			Sentence: "Two patches of one list must not have the same path.", Page: patchesPage,
			Why:     "The same spelling twice is refused; two spellings of one place are accepted, and the second patch works on the result of the first.",
			Instead: "Join the two expressions into one.",
			check:   sameFields,
		},
		{
			Code: "VC203", Title: "A patch of what an object is", once: true,
			Sentence: "A path metadata.name or metadata.namespace is not valid.", Page: patchesPage,
			Why:     "Name, namespace, owner and the engine's own labels say which object a copy belongs to; one that loses them is nobody's.",
			Instead: "Patch another field, or use a reference patch where a name of another object is meant.",
		},
		{
			Code: "VC204", Title: "A path that cannot be read",
			Sentence: "Keys with a dot or a bracket are written in brackets and double quotes: metadata.annotations[\"example.com/key\"].", Page: patchesPage,
			Why:     "The patch can never apply; real engines find it out with the first object.",
			Instead: "Close brackets and quotes; put keys with special characters into brackets and quotes.",
		},
		{
			Code: "VC205", Severity: config.Warning, Title: "metadata.label is not metadata.labels", Fixable: true,
			Sentence: "If the path is not found within the patch, the patch is not applied.", Page: podsPage,
			Why: "No object has metadata.label, so the patch never applies and nobody is told. The documented example of adding a label " +
				"has this slip.",
			Instead: "Write metadata.labels and metadata.annotations.",
			check:   singular,
		},
		{
			Code: "VC206", Severity: config.Warning, Title: "A path that no object of the kind has",
			Sentence: "If the path is not found within the patch, the patch is not applied.", Page: podsPage,
			Why:     "The patch never applies and nobody is told.",
			Instead: "Use the field's name from the Kubernetes API; [*] or an index goes into a list, a quoted key into a map. Custom resources are not looked at.",
			check:   impossible,
		},
		{
			Code: "VC207", Title: "No JavaScript expression",
			Sentence: "Standard ES6 expressions, functions and operators; statements are not allowed, only expressions that return a value.", Page: podsPage,
			Why:     "Nothing reads an expression before it runs: every object of the kind stops syncing with the first one.",
			Instead: "Repair the expression at the mark; an object literal needs parentheses.",
		},
		{
			Code: "VC208", Severity: config.Warning, Title: "The wrong keyword for the direction",
			Sentence: "Of config maps, secrets and custom resources from the host reverseExpression transforms what arrives; of all other kinds from the host expression does.",
			Page:     patchesPage,
			Why:      "The other keyword is skipped silently: values arrive unchanged.",
			Instead:  "Use the keyword that the finding names.",
		},
		{
			Code: "VC209", Severity: config.Warning, Title: "One half of a pair is missing",
			Sentence: "ReverseExpression defines how to revert changes when syncing from the host cluster back to the virtual cluster; without it the field is left out of that direction.",
			Page:     patchesPage,
			Why: "Without expression the field never reaches the host again. Without reverseExpression a change that the host makes to a " +
				"two-way field never comes back, which is often meant; that is only a note.",
			Instead: "Add the other half, so that the two undo each other.",
			check:   halves,
		},
		{
			Code: "VC210", Severity: config.Warning, Title: "A pair that does not undo itself",
			Sentence: "You can use the reverseExpression field to define how to revert changes when syncing from the host cluster back to the virtual cluster.",
			Page:     podsPage,
			Why: "Whatever comes back differs from what was sent, so the virtual object changes without anybody changing it, and it may go on for " +
				"ever. The documented pair \"my-prefix-\"+value and value.slice(\"my-prefix\".length) leaves the dash.",
			Instead: "Make reverseExpression give back exactly what expression was given.",
			check:   inverses,
		},
		{
			Code: "VC211", Severity: config.Warning, Title: "An expression that fails where the key is missing",
			Sentence: "value is null when the entry does not exist; valueExists tells.", Page: podsPage,
			Why: "A path that ends in brackets adds keys, so its expression also runs for objects that do not have the key, with value null. " +
				"An expression that throws keeps those objects from syncing at all.",
			Instead: "Ask valueExists first: valueExists ? … : null adds nothing.",
			check:   throws,
		},
		{
			Code: "VC212", Title: "A reference that leads nowhere",
			Sentence: "A reference names the kind of an object that is synced; namespacePath, kindPath and apiVersionPath need namePath.", Page: patchesPage,
			Why:     "The name would not be that of any object on the other side.",
			Instead: "Name a kind that is synced, with its apiVersion, and say by namePath where the name is.",
			check:   references,
		},
		{
			Code: "VC213", Severity: config.Warning, Title: "labels mode on a built-in kind",
			Sentence: "The labels mode is for custom resources; selectors of built-in kinds are translated by syncing itself.", Page: patchesPage,
			Why:     "Real vCluster does not support it there.",
			Instead: "Leave the patch out.",
		},
		{
			Code: "VC214", Severity: config.Warning, Title: "An expression that does not end",
			Sentence: "An expression runs whenever an object is synced, and has to return a value.", Page: patchesPage,
			Why:     "Objects of the kind are not synced; an engine that sets no limit to it stops for everything else, too.",
			Instead: "Write an expression without loops that depend on more than the value.",
			check:   endless,
		},
	}
}

// patchCode is the rule of a finding about a patch; empty for others.
func patchCode(c *config.Config, f config.Finding) string {
	list, rest, found := strings.Cut(f.Key, ".patches[")
	if !found || list == "" || f.Sort == config.Type {
		return ""
	}
	_, field, _ := strings.Cut(rest, "]")
	switch {
	case field == "" || c != nil && c.Where(f.Key) == (config.Position{}): // nothing is there at all
		return "VC201"
	case strings.HasPrefix(field, ".reference"):
		return "VC212"
	case strings.HasPrefix(field, ".labels"):
		return "VC213"
	case strings.HasPrefix(field, ".path"):
		if malformed(c, f.Key) {
			return "VC204"
		}
		return "VC203"
	case f.Severity == config.Warning:
		return "VC208"
	}
	return "VC207"
}

// malformed says whether the path of a patch cannot be read.
func malformed(c *config.Config, key string) bool {
	if c == nil {
		return false
	}
	for _, list := range c.PatchLists() {
		for i, patch := range list.Patches {
			var syntax *path.SyntaxError
			if _, err := path.Parse(patch.Path); list.At(i)+".path" == key && errors.As(err, &syntax) {
				return true
			}
		}
	}
	return false
}
