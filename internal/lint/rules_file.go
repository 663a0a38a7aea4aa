package lint

import (
	"strings"

	"github.com/syncspec/syncspec/engine/config"
)

// fileRules are about the file itself and its keys.
func fileRules() []*Rule {
	return []*Rule{
		{
			Code: "VC101", Title: "The file is not one YAML document",
			Sentence: "A vcluster.yaml is one YAML document in UTF-8; a key stands only once in its mapping.", Page: configPage,
			Why:     "Nothing of the file can be trusted: of two keys of the same name one parser takes the first and another the last.",
			Instead: "Repair the text at the mark; of a key that is there twice, merge the two.",
		},
		{
			Code: "VC102", Title: "A key that does not exist",
			Sentence: "An unknown key is refused, by Helm's schema and again when the virtual cluster starts.", Page: configPage,
			Why:     "What the key was to switch on stays off, if the file is accepted at all.",
			Instead: "Write the key as the reference spells it; the finding names the nearest one, or the section it belongs to.",
		},
		{
			Code: "VC103", Title: "A value of the wrong type or form",
			Sentence: "Every key has one type: a switch is true or false, a list is a list.", Page: configPage,
			Why:     "Helm reads words such as yes and on as booleans, others do not; a value that only looks right is read differently by each.",
			Instead: "Write true or false without quotes, and text that looks like another type in quotes.",
		},
		{
			Code: "VC104", Title: "Settings that do not go together",
			Sentence: "Some settings need others, and some exclude each other; the virtual cluster does not start with such a pair.", Page: configPage,
			Why:     "The virtual cluster refuses to start, or one of the two has no effect.",
			Instead: "Change one of the two as the finding says.",
		},
		{
			Code: "VC105", Title: "A setting that this engine does not support yet",
			Sentence: "syncspec refuses to run with a setting it does not know how to keep, rather than to ignore it.", Page: configPage,
			Why:     "The file may be right for vCluster; syncspec itself cannot run or render it.",
			Instead: "Leave the setting out to use syncspec; for another engine this finding does not matter.",
		},
		{
			Code: "VC106", Severity: config.Warning, Title: "A key in its older spelling", Fixable: true,
			Sentence: "Patches override the default resource syncing rules in your vCluster yaml configurations.", Page: podsPage,
			Why:     "`translate` was the name of `patches` before it was released; newer versions refuse it as an unknown key.",
			Instead: "Write `patches`; what stands below it stays as it is.",
		},
		{
			Code: "VC107", Severity: config.Warning, Title: "A key that newer versions moved or removed", once: true,
			Sentence: "The key belongs to an earlier version; a current one refuses it as unknown, or has it for compatibility only.", Page: configPage,
			Why:     "An upgrade either stops at the key or silently loses what it asked for.",
			Instead: "Write the key that took its place, which the finding names.",
			check:   moved,
		},
		{
			Code: "VC108", Severity: config.Warning, Title: "A key that is not read and looks misspelt",
			Sentence: "Sections that are not about syncing take keys that syncing does not read.", Page: configPage,
			Why:     "The key has no effect, and one of nearly the same name would have.",
			Instead: "Write the key that the finding names, if it is meant.",
		},
	}
}

// ruleOf says which rule a finding of the configuration's own belongs to.
func ruleOf(c *config.Config, f config.Finding) *Rule { return Find(codeOf(c, f)) }

func codeOf(c *config.Config, f config.Finding) string {
	switch f.Sort {
	case config.Syntax:
		return "VC101"
	case config.Unknown:
		if _, known := movedTo(f.Key); known {
			return "VC107"
		}
		return "VC102"
	case config.Older:
		return "VC106"
	case config.Unread:
		return "VC108"
	case config.Pending:
		return "VC105"
	case config.Twice:
		return "VC202"
	}
	if code := patchCode(c, f); code != "" {
		return code
	}
	return sectionCode(f)
}

// sectionCode is by where in the file the finding is.
func sectionCode(f config.Finding) string {
	switch {
	case strings.HasPrefix(f.Key, "sync.toHost.pods.enforceTolerations["):
		return "VC401"
	case f.Sort == config.Type:
		return "VC103"
	case strings.Contains(f.Key, ".selector"):
		if f.Severity == config.Warning {
			return "VC303"
		}
		return "VC301"
	case strings.Contains(f.Key, ".mappings"):
		return "VC502"
	case strings.Contains(f.Key, ".customResources['"):
		return "VC504"
	}
	return "VC104"
}
