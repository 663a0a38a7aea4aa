package runner

import "github.com/syncspec/syncspec/reports"

// collect arranges results by page and rule, as they are written. What did not
// run is not there.
func collect(jobs []job) []reports.Feature {
	var pages []reports.Feature
	for _, j := range jobs {
		if j.result == nil {
			continue
		}
		if len(pages) == 0 || pages[len(pages)-1].URI != j.example.Feature.URI {
			pages = append(pages, j.example.Page())
		}
		addTo(&pages[len(pages)-1], j)
	}
	return pages
}

// Page is the page of the example without any result.
func (e Example) Page() reports.Feature {
	return reports.Feature{URI: e.Feature.URI, Name: e.Feature.Name, Description: e.Feature.Description, Source: string(e.Feature.text)}
}

func addTo(page *reports.Feature, j job) {
	last := len(page.Rules) - 1
	if last < 0 || page.Rules[last].Line != j.example.RuleLine {
		page.Rules = append(page.Rules, reports.Rule{Name: j.example.Rule, Line: j.example.RuleLine})
		last++
	}
	page.Rules[last].Scenarios = append(page.Rules[last].Scenarios, *j.result)
}

// Unrun are pages as reports have them, with every scenario as if nothing had run.
func Unrun(pages []*Feature) []reports.Feature {
	var jobs []job
	for _, page := range pages {
		for _, example := range page.Examples {
			blank := example.blank()
			jobs = append(jobs, job{example: example, result: &blank})
		}
	}
	return collect(jobs)
}
