package bench

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// WriteTable writes the result for a person: first the aims, then the rest.
func (r Result) WriteTable(out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	rows := [][4]string{{"", "measured", "aim", ""}}
	for _, aim := range r.Aims {
		rows = append(rows, [4]string{aim.Name, aim.Measured, aim.Aim, aim.verdict()})
	}
	for _, fact := range r.facts() {
		rows = append(rows, [4]string{fact[0], fact[1], "", ""})
	}
	for _, row := range rows {
		if _, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", row[0], row[1], row[2], row[3]); err != nil {
			return err
		}
	}
	return table.Flush()
}

func (a Aim) verdict() string {
	switch {
	case !a.Known:
		return "unknown here"
	case a.Met:
		return "met"
	}
	return "missed"
}

// facts are the numbers nobody promised.
func (r Result) facts() [][2]string {
	facts := [][2]string{
		{"direct creation", fmt.Sprintf("%.2f s, later %.2f s (%d pods, %d objects, %d workers)",
			r.DirectSeconds, r.DirectAgainSeconds, r.Pods, r.Objects, r.Workers)},
		{"synced", fmt.Sprintf("%.2f s", r.SyncedSeconds)},
		{"pod latency at full speed", fmt.Sprintf("p50 %.1f ms, p99 %.1f ms", r.LatencyP50Ms, r.LatencyP99Ms)},
		{"pod latency one by one", fmt.Sprintf("p50 %.1f ms, p99 %.1f ms", r.AloneP50Ms, r.AloneP99Ms)},
		{"virtual writes per object", fmt.Sprintf("%.3f", r.VirtualWritesPerObject)},
		{"refused writes", fmt.Sprint(r.RefusedWrites)},
		{"start over these objects", fmt.Sprintf("%.2f s", r.RestartSeconds)},
	}
	if r.Pods > promised && r.UsageKnown {
		facts = append(facts, [2]string{"engine peak memory", fmt.Sprintf("%.0f MiB, restarted %.0f MiB", r.PeakMiB, r.RestartPeakMiB)})
	}
	if s := r.Services; s != nil {
		facts = append(facts,
			[2]string{"services against direct creation", fmt.Sprintf("%.2f× (%.2f s, directly %.2f s, %d services)", s.Ratio, s.SyncedSeconds, s.DirectSeconds, s.Count)},
			[2]string{"service latency at full speed", fmt.Sprintf("p50 %.1f ms, p99 %.1f ms", s.LatencyP50Ms, s.LatencyP99Ms)},
			[2]string{"writes per service", fmt.Sprintf("%.2f on the host, %.2f in the virtual cluster", s.HostWritesPerService, s.VirtualWritesPerService)},
			[2]string{"engine CPU per service", fmt.Sprintf("%.2f ms", s.CPUMsPerService)})
	}
	if i := r.Idle; i != nil {
		facts = append(facts,
			[2]string{"start over idle objects, too", fmt.Sprintf("%.2f s, %.2f× their creation (%.2f s, %d objects)", i.RestartSeconds, i.Ratio, i.CreateSeconds, i.Objects)},
			[2]string{"memory over idle objects, too", fmt.Sprintf("peak %.0f MiB, without them %.0f MiB", i.PeakMiB, r.RestartPeakMiB)})
	}
	return facts
}
