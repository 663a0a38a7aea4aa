// Package vocabulary knows the steps that features may use, from the page that is
// generated of them, and finds which of them a written step is.
package vocabulary

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/docs"
	"github.com/syncspec/syncspec/reports"
)

// Definition is one step that features may use.
type Definition struct {
	// Keywords are those it answers to: Given, When and Then.
	Keywords []string
	// Pattern is its text as the page shows it, a regular expression of all of a step.
	Pattern string

	exact *regexp.Regexp
}

// Definitions are all of them, in the order of the page.
func Definitions() ([]Definition, error) { return read(docs.Steps) }

// headings of the page, with the keywords their steps answer to; a step under the
// second is taken for any.
func keywords(heading string) []string {
	switch heading {
	case "Given", "When", "Then":
		return []string{heading}
	case "Given or When":
		return []string{"Given", "When", "Then"}
	}
	return nil
}

func read(page string) ([]Definition, error) {
	var all []Definition
	var under []string
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		if heading, is := strings.CutPrefix(line, "## "); is {
			under = keywords(heading)
			continue
		}
		if len(line) < 3 || under == nil || !strings.HasPrefix(line, "`") || !strings.HasSuffix(line, "`") {
			continue
		}
		pattern := strings.Trim(line, "`")
		exact, err := regexp.Compile("^(?:" + pattern + ")$")
		if err != nil {
			return nil, fmt.Errorf("reading the page of steps: %s: %w", pattern, err)
		}
		all = append(all, Definition{Keywords: under, Pattern: pattern, exact: exact})
	}
	return all, nil
}

// Match returns for each step of a scenario the definition it uses, -1 where there
// is none. An And or But is of the keyword before it.
func Match(all []Definition, steps []reports.Step) []int {
	found, keyword := make([]int, len(steps)), "Given"
	for i, step := range steps {
		if keywords(step.Keyword) != nil {
			keyword = step.Keyword
		}
		found[i] = slices.IndexFunc(all, func(d Definition) bool {
			return slices.Contains(d.Keywords, keyword) && d.exact.MatchString(step.Text)
		})
	}
	return found
}
