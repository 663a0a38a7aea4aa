package compare

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/syncspec/syncspec/reports"
)

// Difference is one scenario that is not the same in both reports.
type Difference struct {
	Scenario      string
	Before, After string
}

// Differences are all of them, in the order of the later report.
type Differences struct {
	NewlyFailing, NewlyPassing, Added, Removed, Slower []Difference
	// Other are changes that are neither, such as skipped ones.
	Other []Difference
	Same  int
}

// noise is what a scenario may take longer without being called slower.
const noise = 250 * time.Millisecond

// Of compares two reports. A scenario is slower when it takes more than so many
// times as long, and longer by more than noise.
func Of(before, after Results, times float64) Differences {
	var d Differences
	for _, name := range after.order {
		now := after.by[name]
		was, met := before.by[name]
		d.sort(name, was, now, met, times)
	}
	for _, name := range before.order {
		if _, still := after.by[name]; !still {
			d.Removed = append(d.Removed, Difference{name, string(before.by[name].status), "·"})
		}
	}
	return d
}

func (d *Differences) sort(name string, was, now result, met bool, times float64) {
	one := Difference{name, string(was.status), string(now.status)}
	if !met {
		one.Before = "·"
		d.Added = append(d.Added, one)
	}
	switch {
	case fails(now.status) && (!met || !fails(was.status)):
		d.NewlyFailing = append(d.NewlyFailing, one)
	case !met:
	case fails(was.status) && now.status == reports.Passed:
		d.NewlyPassing = append(d.NewlyPassing, one)
	case was.status != now.status:
		d.Other = append(d.Other, one)
	case was.took > 0 && now.took > was.took+noise && float64(now.took) > times*float64(was.took):
		d.Slower = append(d.Slower, Difference{name, spoken(was.took), spoken(now.took)})
	default:
		d.Same++
	}
}

func spoken(d time.Duration) string { return d.Round(time.Millisecond).String() }

// Write writes the differences as tables, and one line that counts them.
func Write(w io.Writer, d Differences) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, part := range []struct {
		title string
		rows  []Difference
	}{
		{"Newly failing", d.NewlyFailing}, {"Newly passing", d.NewlyPassing}, {"Changed otherwise", d.Other},
		{"Added", d.Added}, {"Removed", d.Removed}, {"Slower", d.Slower},
	} {
		if len(part.rows) == 0 {
			continue
		}
		if _, err := fmt.Fprintf(table, "%s (%d)\n", part.title, len(part.rows)); err != nil {
			return err
		}
		for _, row := range part.rows {
			if _, err := fmt.Fprintf(table, "  %s\t→ %s\t%s\n", row.Before, row.After, row.Scenario); err != nil {
				return err
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d newly failing, %d newly passing, %d changed otherwise, %d added, %d removed, %d slower, %d the same\n",
		len(d.NewlyFailing), len(d.NewlyPassing), len(d.Other), len(d.Added), len(d.Removed), len(d.Slower), d.Same)
	return err
}
