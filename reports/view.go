package reports

import (
	"regexp"
	"strings"
)

// view is what the page's templates read: the run, with anchors and timelines.
type view struct {
	Run
	Totals   Totals
	Pages    []pageView
	Silent   pageGroup // pages without scenarios in this run
	Classes  []classView
	Features []featureView
	Failures []scenarioView
	Style    any
	Script   any
	Policy   string
	Reads    bool // whether any timeline has reads
	Packed   bool // whether the details of what passed are
}

type featureView struct {
	Feature
	Anchor string
	Totals Totals
	Rules  []ruleView
	Pack   string // the details of its scenarios that passed, when they are packed
}

type ruleView struct {
	Name      string
	Scenarios []scenarioView
}

type scenarioView struct {
	Scenario
	Anchor, Place, Where string
	Timeline             *timeline
	Links                []link
	AllCalls, Changes    callList
	Search               string
	Brief                bool // without its list of calls
	Packed               bool // without its details, which stand in the page's pack
	At                   int  // where there
}

// link is a behaviour id; URL is empty when the catalogue does not have it.
type link struct{ Text, URL, Title string }

type pageView struct {
	PageCoverage
	Anchor, Feature string
	ByClass         []classView
	Rows            []sentenceView
}

// pageGroup is pages that are shown as one until somebody asks for more.
type pageGroup struct {
	Pages  []pageView
	States States
}

func silent(pages []pageView) pageGroup {
	var group pageGroup
	for _, page := range pages {
		if page.Silent() && page.Sentences.All() > 0 {
			group.Pages = append(group.Pages, page)
			group.States.merge(page.Sentences)
		}
	}
	return group
}

type sentenceView struct {
	Sentence
	Links []link
}

type classView struct {
	Name, Meaning string
	States        States
}

func newView(run Run) view {
	run = cleaned(run)
	index := newIndex(run)
	v := view{Run: run, Totals: run.Totals()}
	coverage := Coverage(run)
	v.Classes = classViews(Covered(coverage))
	for i, page := range coverage {
		v.Pages = append(v.Pages, index.page(i, page))
	}
	v.Silent = silent(v.Pages)
	for f, feature := range run.Features {
		view := index.feature(f, feature)
		v.Features = append(v.Features, view)
		v.addFailures(view)
	}
	v.Reads = index.reads
	return v
}

func (v *view) addFailures(feature featureView) {
	for _, rule := range feature.Rules {
		for _, s := range rule.Scenarios {
			switch {
			case !s.Bad():
			case len(v.Failures) < wholeFailures:
				v.Failures = append(v.Failures, s)
			default:
				v.Failures = append(v.Failures, s.brief())
			}
		}
	}
}

func classViews(states map[string]States) []classView {
	return []classView{
		{"seed", "said by the documents this specification starts from", states["seed"]},
		{"docs", "said elsewhere in the documentation", states["docs"]},
		{"impl", "seen in the implementation alone", states["impl"]},
		{"all", "", states[""]},
	}
}

var bundleFolder = regexp.MustCompile(`(?:^|[/\\])(failures)[/\\]([A-Za-z0-9-]+)$`)

// beside is the address of a failure's folder as seen from the report of its run,
// which is written beside the folder of failures; empty for any other.
func beside(artifact string) string {
	if m := bundleFolder.FindStringSubmatch(artifact); m != nil {
		return m[1] + "/" + m[2]
	}
	return ""
}

var notAnchor = regexp.MustCompile(`[^A-Za-z0-9]+`)

// slug makes an anchor of any text.
func slug(text string) string {
	return "s-" + strings.Trim(notAnchor.ReplaceAllString(strings.TrimPrefix(text, "features/"), "-"), "-")
}
