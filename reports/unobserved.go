package reports

import "slices"

// Blind says in how many scenarios the laws had nothing to go by, and why.
type Blind struct {
	Why       string
	Scenarios int
}

// Unobserved counts the scenarios in which no law could be judged, by reason, in the
// order they were met. Such scenarios can pass; that the engine keeps the laws is not said.
func (r Run) Unobserved() []Blind {
	var all []Blind
	for _, s := range r.All() {
		why := s.unobserved()
		if why == "" {
			continue
		}
		at := slices.IndexFunc(all, func(b Blind) bool { return b.Why == why })
		if at < 0 {
			at, all = len(all), append(all, Blind{Why: why})
		}
		all[at].Scenarios++
	}
	return all
}

func (s Scenario) unobserved() string {
	for _, law := range s.Laws {
		if law.Unobserved != "" {
			return law.Unobserved
		}
	}
	return ""
}
