package reports

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// What one page shows before it refers to the JSON report, so that a run in which
// everything fails is still a page that opens.
const (
	// listedCalls is how many calls a run may have for scenarios that passed to
	// list their changes too; beyond it their timelines have to do.
	listedCalls = 9000
	// wholeFailures are shown with every call and log line, later ones in brief.
	wholeFailures = 40
	// plainDetails is how many scenarios that passed show their details as they
	// are; in a larger run those are packed.
	plainDetails = 200
	// longestText is how much of one object or request body is shown.
	longestText = 20_000
)

// brief leaves out a failure's list of calls and all but the end of its log.
func (s scenarioView) brief() scenarioView {
	s.Brief = true
	if s.Failure != nil && len(s.Failure.Log) > logTail {
		shorter := *s.Failure
		shorter.Log = strings.Split(logText(s.Failure.Log), "\n")
		s.Failure = &shorter
	}
	return s
}

// clip is the beginning of a long text and a word about the rest.
func clip(text string) string {
	if len(text) <= longestText {
		return text
	}
	end := longestText
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return fmt.Sprintf("%s\n… %s more in the JSON report", text[:end], plural(len(text)-end, "byte"))
}
