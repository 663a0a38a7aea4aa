package reports

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// column is one target, with the last run there.
type column struct {
	Label                   string
	Last                    Run // without features and sentences
	Passed, Failed, Skipped int

	key     string
	results map[string]ending // by title
}

// ending is how a scenario last ended somewhere, or a sentence.
type ending struct {
	Class string // passed, failed, flaky, skipped; none when it was not run
	Title string
}

// columnsOf puts runs together by target; for each scenario the last that came to it
// counts, a skip only if nothing else does.
func columnsOf(runs []Run) []column {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b Run) int { return a.Started.Compare(b.Started) })
	var all []column
	for _, run := range runs {
		key := strings.Join([]string{run.Target, run.Compat, producer(run)}, "\x00")
		at := slices.IndexFunc(all, func(c column) bool { return c.key == key })
		if at < 0 {
			at = len(all)
			all = append(all, column{key: key, Label: labelOf(run), results: map[string]ending{}})
		}
		all[at].add(run)
	}
	slices.SortStableFunc(all, func(a, b column) int { return cmp.Compare(rank(a.Last.Target), rank(b.Last.Target)) })
	for i := range all {
		all[i].count()
	}
	return all
}

// rank orders targets from the quickest to the most real.
func rank(target string) int {
	if at := slices.Index([]string{"memory", "envtest", "kind", "kubeconfig"}, target); at >= 0 {
		return at
	}
	return 9
}

// producer is the engine without its version; of a command its name, without its
// folder and its arguments.
func producer(run Run) string {
	command, external := strings.CutPrefix(run.Engine, "command: ")
	name := strings.TrimRight(strings.Split(command+" ", " ")[0], ",")
	if external {
		return "command " + path.Base(filepath.ToSlash(name))
	}
	return name
}

func labelOf(run Run) string {
	label := cmp.Or(run.Target, "unknown")
	if run.Compat == "vcluster" {
		label += ", as vCluster"
	}
	if name := producer(run); name != "" && name != "syncspec" {
		label += ", " + name
	}
	return label
}

func (c *column) add(run Run) {
	rows := map[string]int{}
	for place, s := range run.All() {
		at := title(rows, place.Feature.URI, s.Name)
		if before, known := c.results[at]; known && s.Status == Skipped && before.Class != "skipped" {
			continue
		}
		c.results[at] = endingOf(s, run)
	}
	run.Features, run.Sentences = nil, nil
	c.Last = run
}

// title tells scenarios apart across runs, whatever line they stand at. Rows of an
// outline may share a name: they are told apart by their order, which rows counts.
func title(rows map[string]int, uri, name string) string {
	name = uri + "\x00" + name
	rows[name]++
	return fmt.Sprintf("%s\x00%d", name, rows[name])
}

func endingOf(s Scenario, run Run) ending {
	when := run.Started.UTC().Format("2 January 2006, 15:04 UTC")
	switch {
	case s.Flaky:
		return ending{Class: "flaky", Title: flakiness(s) + ", " + when}
	case s.Status == Skipped:
		return ending{Class: "skipped", Title: "skipped: " + s.Reason + ", " + when}
	case s.Bad():
		return ending{Class: "failed", Title: headline(s) + ", " + when}
	}
	return ending{Class: "passed", Title: fmt.Sprintf("passed in %s, %s", duration(s.Duration), when)}
}

func (c *column) count() {
	for _, end := range c.results {
		switch end.Class {
		case "passed":
			c.Passed++
		case "skipped":
			c.Skipped++
		default:
			c.Failed++
		}
	}
}

// worst is how a sentence stands when its scenarios ended like this.
func worst(label string, ends []ending) ending {
	counts := map[string]int{}
	for _, end := range ends {
		counts[end.Class]++
	}
	for _, class := range []string{"failed", "flaky", "passed", "skipped"} {
		if counts[class] > 0 {
			return ending{Class: class, Title: fmt.Sprintf("%s: %d of %s %s", label, counts[class], plural(len(ends), "scenario"), class)}
		}
	}
	return ending{Class: "none", Title: label + ": not run"}
}
