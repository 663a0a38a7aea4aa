package script

import (
	"time"
)

const (
	chances    = 3 // failures in a row before an evaluation is refused
	firstPause = time.Minute
	longest    = time.Hour
	maxRecords = 4096
)

// quarantine remembers which evaluations hurt: an expression with an input that
// ran out of time or memory. Every one of them costs a process, and whoever
// controls the input could ask for it again and again.
type quarantine struct{ records map[key]record }

type record struct {
	failures int
	until    time.Time
}

func (q *quarantine) holds(k key, now time.Time) bool { return now.Before(q.records[k].until) }

func (q *quarantine) add(k key, now time.Time) {
	if q.records == nil || len(q.records) >= maxRecords {
		q.records = map[key]record{}
	}
	r := q.records[k]
	r.failures++
	if r.failures >= chances {
		r.until = now.Add(min(firstPause<<min(r.failures-chances, 10), longest))
	}
	q.records[k] = r
}
