package law

import "github.com/syncspec/syncspec/scenarios/history"

// timetable says which settings were in force when.
type timetable struct {
	starts []start
	final  settings
}

// start is one start of the engine: it stands after the call with number seq.
type start struct {
	seq      int
	settings settings
}

// newTimetable reads the configuration of every start; when no start says one,
// the final configuration holds throughout.
func newTimetable(h history.History) timetable {
	t := timetable{final: parse(h.Config)}
	said := false
	for _, mark := range h.Marks {
		if mark.Name == startMark {
			t.starts = append(t.starts, start{mark.Seq, parse(mark.Config)})
			said = said || mark.Config != ""
		}
	}
	if !said {
		t.starts = nil
	}
	return t
}

// at returns the settings of the engine that was started last before a call.
func (t timetable) at(seq int) settings {
	if len(t.starts) == 0 {
		return t.final
	}
	in := t.starts[0].settings
	for _, start := range t.starts {
		if start.seq < seq {
			in = start.settings
		}
	}
	return in
}

// The marks of a history.
const (
	startMark   = "engine-start"
	stopMark    = "engine-stop"
	settledMark = "settled"
	restartMark = "restart-check"
)
