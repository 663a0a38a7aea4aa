package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// index gives every scenario a unique anchor and knows where each behaviour and source line is.
type index struct {
	sentences map[string]Sentence
	features  map[string]string // documented page → anchor of its first feature
	scenarios map[string]string // uri:line → anchor
	anchors   map[string]int
	ids       map[string]string
	reads     bool // whether any call only asked
	lists     bool // whether scenarios that passed get a list of their changes too
}

func newIndex(run Run) *index {
	x := &index{
		sentences: map[string]Sentence{}, features: map[string]string{}, scenarios: map[string]string{},
		anchors: map[string]int{}, ids: pageOfBehaviour(run.Sentences),
	}
	for _, s := range run.Sentences {
		x.sentences[s.ID] = s
	}
	calls := 0
	for place, s := range run.All() {
		calls += len(s.Calls)
		x.reads = x.reads || slices.ContainsFunc(s.Calls, reads)
		where := fmt.Sprintf("%s:%d", place.Feature.URI, s.Line)
		if _, known := x.scenarios[where]; !known {
			x.scenarios[where] = slug(where)
		}
	}
	x.lists = calls <= listedCalls
	return x
}

func (x *index) feature(i int, feature Feature) featureView {
	view := featureView{Feature: feature, Anchor: fmt.Sprintf("feature-%d", i+1), Totals: feature.Totals()}
	page := pageOf(feature, x.ids)
	x.features[page] = cmp.Or(x.features[page], view.Anchor)
	for _, rule := range feature.Rules {
		rv := ruleView{Name: rule.Name}
		for _, s := range rule.Scenarios {
			rv.Scenarios = append(rv.Scenarios, x.scenario(feature, rule, s))
		}
		view.Rules = append(view.Rules, rv)
	}
	return view
}

func (x *index) scenario(feature Feature, rule Rule, s Scenario) scenarioView {
	where := fmt.Sprintf("%s:%d", feature.URI, s.Line)
	view := scenarioView{
		Scenario: toldOnce(s), Where: where, Anchor: x.anchor(slug(where)), Place: feature.Name,
		Timeline: newTimeline(s),
	}
	if rule.Name != "" {
		view.Place += " › " + rule.Name
	}
	for _, id := range s.Behaviours {
		view.Links = append(view.Links, x.behaviour(id))
	}
	view.AllCalls = callsOf(s, every)
	if x.lists {
		view.Changes = callsOf(s, changes)
	}
	view.Search = strings.ToLower(strings.Join(append([]string{where}, s.Tags...), " ")) // the rest is there to be read
	return view
}

// toldOnce leaves out of the steps what the failure says already.
func toldOnce(s Scenario) Scenario {
	if s.Failure == nil {
		return s
	}
	s.Steps = slices.Clone(s.Steps)
	for i := range s.Steps {
		if s.Steps[i].Error == s.Failure.Message {
			s.Steps[i].Error = ""
		}
	}
	return s
}

// anchor makes repeated anchors (attempts, or foreign input) unique.
func (x *index) anchor(wanted string) string {
	x.anchors[wanted]++
	if n := x.anchors[wanted]; n > 1 {
		return fmt.Sprintf("%s-%d", wanted, n)
	}
	return wanted
}

func (x *index) behaviour(id string) link {
	s, known := x.sentences[id]
	if !known {
		return link{Text: id}
	}
	return link{Text: id, URL: "#" + slug(id), Title: s.Statement}
}

func (x *index) page(i int, page PageCoverage) pageView {
	view := pageView{PageCoverage: page, Anchor: fmt.Sprintf("page-%d", i+1), ByClass: classViews(page.Classes)[:len(Classes())]}
	for _, s := range page.Statements {
		row := sentenceView{Sentence: s}
		for _, where := range s.Scenarios {
			if anchor, ran := x.scenarios[where]; ran {
				row.Links = append(row.Links, link{Text: shortPlace(where), URL: "#" + anchor, Title: where})
			}
		}
		view.Rows = append(view.Rows, row)
	}
	return view
}

func shortPlace(where string) string {
	return where[strings.LastIndexByte(where, '/')+1:]
}
