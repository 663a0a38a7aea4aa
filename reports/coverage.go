package reports

// States of a sentence, best first.
const (
	Delivered = "delivered" // a scenario of it passed
	Broken    = "failed"
	NotRun    = "not run"
	Planned   = "planned"
)

// States counts sentences by state.
type States struct{ Delivered, Failed, NotRun, Planned int }

// All is the number of sentences counted.
func (s States) All() int { return s.Delivered + s.Failed + s.NotRun + s.Planned }

func (s *States) merge(other States) {
	s.Delivered += other.Delivered
	s.Failed += other.Failed
	s.NotRun += other.NotRun
	s.Planned += other.Planned
}

func (s *States) add(state string) {
	switch state {
	case Delivered:
		s.Delivered++
	case Broken:
		s.Failed++
	case Planned:
		s.Planned++
	default:
		s.NotRun++
	}
}

// PageCoverage is one documented page: how many of its sentences hold, and how
// its scenarios ended. Pages come in the run's order; those without any scenario last.
type PageCoverage struct {
	Page       string
	Scenarios  Totals
	Sentences  States            // of all classes
	Classes    map[string]States // by class: seed, docs, impl
	Statements []Sentence        // in the catalogue's order
}

// Silent reports whether the run says nothing of the page: no scenario of it was
// run, and none elsewhere shows one of its sentences.
func (p PageCoverage) Silent() bool {
	return p.Scenarios.All() == 0 && p.Sentences.Delivered == 0 && p.Sentences.Failed == 0
}

// Classes are the classes of sentences, in the order reports show them.
func Classes() []string { return []string{"seed", "docs", "impl"} }

// Coverage groups the run's scenarios and sentences by documented page. A
// feature belongs to the page that most of its scenarios' behaviours come from;
// a feature without known behaviours is a page of its own.
func Coverage(run Run) []PageCoverage {
	pages := &pageList{at: map[string]int{}}
	ids := pageOfBehaviour(run.Sentences)
	for _, feature := range run.Features {
		page := pages.get(pageOf(feature, ids))
		for _, rule := range feature.Rules {
			for _, s := range rule.Scenarios {
				page.Scenarios.add(s)
			}
		}
	}
	for _, sentence := range run.Sentences {
		pages.get(sentence.Page).addSentence(sentence)
	}
	return pages.list
}

// Covered sums sentences over pages, by class; the key "" holds all of them.
func Covered(pages []PageCoverage) map[string]States {
	sums := map[string]States{}
	for _, page := range pages {
		for _, s := range page.Statements {
			for _, key := range []string{"", s.Class} {
				sum := sums[key]
				sum.add(s.State)
				sums[key] = sum
			}
		}
	}
	return sums
}

func (p *PageCoverage) addSentence(s Sentence) {
	p.Sentences.add(s.State)
	class := p.Classes[s.Class]
	class.add(s.State)
	p.Classes[s.Class] = class
	p.Statements = append(p.Statements, s)
}

// pageList keeps pages in the order of their first mention.
type pageList struct {
	list []PageCoverage
	at   map[string]int
}

func (l *pageList) get(name string) *PageCoverage {
	i, known := l.at[name]
	if !known {
		i = len(l.list)
		l.at[name] = i
		l.list = append(l.list, PageCoverage{Page: name, Classes: map[string]States{}})
	}
	return &l.list[i]
}

func pageOfBehaviour(sentences []Sentence) map[string]string {
	pages := make(map[string]string, len(sentences))
	for _, s := range sentences {
		pages[s.ID] = s.Page
	}
	return pages
}

func pageOf(feature Feature, ids map[string]string) string {
	votes, best := map[string]int{}, feature.Name
	for _, rule := range feature.Rules {
		for _, s := range rule.Scenarios {
			for _, id := range s.Behaviours {
				page, known := ids[id]
				if !known {
					continue
				}
				votes[page]++
				if votes[page] > votes[best] {
					best = page
				}
			}
		}
	}
	return best
}
