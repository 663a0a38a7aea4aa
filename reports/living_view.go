package reports

import (
	"bytes"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// livingView is what the templates of living documentation read.
type livingView struct {
	Columns     []column
	Pages       []livingPage
	Packs       []string
	Sentences   int
	Delivered   int // sentences with a scenario
	Differences int
	Failing     int
	Planned     int
	Style       any
	Script      any
	Policy      string
}

type livingPage struct {
	Name, Anchor string
	Sentences    []livingSentence
	Failing      int
}

type livingSentence struct {
	ID, Anchor  string
	Words       []phrase
	Source      string
	Class       string
	Planned     bool
	Why         string
	Cells       []cell
	Rules       []livingRule // what is documented
	Real        []livingRule // what the real vCluster does where that differs
	Differences []Difference
}

// Failing reports whether it last failed anywhere.
func (s livingSentence) Failing() bool {
	return slices.ContainsFunc(s.Cells, func(c cell) bool { return c.Class == "failed" || c.Class == "flaky" })
}

// Differs reports whether the real vCluster is known to do otherwise.
func (s livingSentence) Differs() bool { return len(s.Differences)+len(s.Real) > 0 }

// Scenarios is how many it has.
func (s livingSentence) Scenarios() int {
	count := 0
	for _, rule := range slices.Concat(s.Rules, s.Real) {
		count += len(rule.Scenarios)
	}
	return count
}

type livingRule struct {
	Name, URI string
	Scenarios []livingScenario
}

type livingScenario struct {
	Name, Place string
	Pack, At    int // where its steps are
	Cells       []cell
}

// cell is how something ended on one target.
type cell struct {
	Label string
	ending
}

// phrase is text or, between backticks in the catalogue, code.
type phrase struct {
	Text string
	Code bool
}

func spoken(text string) []phrase {
	var all []phrase
	for i, part := range strings.Split(text, "`") {
		if part != "" {
			all = append(all, phrase{part, i%2 == 1})
		}
	}
	return all
}

var asVCluster = regexp.MustCompile(`(?m)^\s*compat: vcluster\s*$`)

// showsReal reports whether a scenario shows what the real vCluster does.
func showsReal(s Scenario) bool {
	return slices.ContainsFunc(s.Steps, func(step Step) bool { return asVCluster.MatchString(step.Argument) })
}

// shownAt is a scenario where it stands.
type shownAt struct {
	Place
	Scenario
	title    string
	pack, at int
}

func newLivingView(living Living, templates *template.Template) (*livingView, error) {
	living = cleanedLiving(living)
	v := &livingView{Columns: columnsOf(living.Runs), Sentences: len(living.Sentences)}
	byID, err := v.packed(living.Features, templates)
	if err != nil {
		return nil, err
	}
	for _, sentence := range living.Sentences {
		v.add(sentence, living, byID[sentence.ID])
	}
	return v, nil
}

func cleanedLiving(living Living) Living {
	for _, run := range []*[]Feature{&living.Features} {
		*run = cleaned(Run{Features: *run}).Features
	}
	living.Sentences = cleaned(Run{Sentences: living.Sentences}).Sentences
	living.Runs = slices.Clone(living.Runs)
	for i := range living.Runs {
		living.Runs[i] = cleaned(living.Runs[i])
	}
	return living
}

// packed packs the steps of all scenarios, a pack for each feature, and returns where
// each is by the ids of its behaviours.
func (v *livingView) packed(features []Feature, templates *template.Template) (map[string][]shownAt, error) {
	byID, rows := map[string][]shownAt{}, map[string]int{}
	for _, feature := range features {
		var bodies []string
		for _, rule := range feature.Rules {
			for _, s := range rule.Scenarios {
				var body bytes.Buffer
				if err := templates.ExecuteTemplate(&body, "steps", s); err != nil {
					return nil, err
				}
				at := title(rows, feature.URI, s.Name)
				for _, id := range s.Behaviours {
					byID[id] = append(byID[id], shownAt{Place{feature, rule}, s, at, len(v.Packs), len(bodies)})
				}
				bodies = append(bodies, body.String())
			}
		}
		pack, err := packed(bodies)
		if err != nil {
			return nil, err
		}
		v.Packs = append(v.Packs, pack)
	}
	return byID, nil
}

func (v *livingView) add(sentence Sentence, living Living, scenarios []shownAt) {
	s := livingSentence{
		ID: sentence.ID, Anchor: slug(sentence.ID), Words: spoken(sentence.Statement), Source: sentence.Source, Class: sentence.Class,
		Planned: len(scenarios) == 0, Why: living.Why[sentence.ID],
	}
	ends := make([][]ending, len(v.Columns))
	for _, scenario := range scenarios {
		one := livingScenario{Name: scenario.Name, Place: shortPlace(scenario.Feature.URI) + ":" + strconv.Itoa(scenario.Line), Pack: scenario.pack, At: scenario.at}
		for i, column := range v.Columns {
			end, ran := column.results[scenario.title]
			if !ran {
				end = ending{Class: "none", Title: "not run"}
			}
			ends[i] = append(ends[i], end)
			end.Title = column.Label + ": " + end.Title
			one.Cells = append(one.Cells, cell{column.Label, end})
		}
		group := &s.Rules
		if showsReal(scenario.Scenario) {
			group = &s.Real
		}
		addToRule(group, scenario.Place, one)
	}
	for i, column := range v.Columns {
		if len(scenarios) > 0 {
			s.Cells = append(s.Cells, cell{column.Label, worst(column.Label, ends[i])})
		}
	}
	for _, difference := range living.Differences {
		if difference.Behaviour == sentence.ID {
			s.Differences = append(s.Differences, difference)
		}
	}
	v.count(s)
	v.page(sentence.Page).add(s)
}

func addToRule(rules *[]livingRule, place Place, scenario livingScenario) {
	at := slices.IndexFunc(*rules, func(r livingRule) bool { return r.Name == place.Rule.Name && r.URI == place.Feature.URI })
	if at < 0 {
		at = len(*rules)
		*rules = append(*rules, livingRule{Name: place.Rule.Name, URI: place.Feature.URI})
	}
	(*rules)[at].Scenarios = append((*rules)[at].Scenarios, scenario)
}

func (v *livingView) count(s livingSentence) {
	for counter, counts := range map[*int]bool{&v.Delivered: !s.Planned, &v.Planned: s.Planned, &v.Failing: s.Failing(), &v.Differences: s.Differs()} {
		if counts {
			*counter++
		}
	}
}

// page is that of a name; pages come in the order of their first sentences.
func (v *livingView) page(name string) *livingPage {
	at := slices.IndexFunc(v.Pages, func(p livingPage) bool { return p.Name == name })
	if at < 0 {
		at = len(v.Pages)
		v.Pages = append(v.Pages, livingPage{Name: name, Anchor: "page-" + strconv.Itoa(at+1)})
	}
	return &v.Pages[at]
}

func (p *livingPage) add(s livingSentence) {
	p.Sentences = append(p.Sentences, s)
	if s.Failing() {
		p.Failing++
	}
}
