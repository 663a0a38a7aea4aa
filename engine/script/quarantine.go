package script

import (
	"crypto/sha256"
	"errors"
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

// key is an expression with its input.
type key [sha256.Size]byte

type record struct {
	failures int
	until    time.Time
}

func (p *Pool) quarantined(text []byte) bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return len(p.bad.records) > 0 && time.Now().Before(p.bad.records[sha256.Sum256(text)].until)
}

// ended notes how an evaluation ended.
func (p *Pool) ended(text []byte, err error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	switch {
	case errors.Is(err, ErrTimeout), errors.Is(err, ErrMemory), errors.Is(err, ErrWorker):
		p.bad.add(sha256.Sum256(text), time.Now())
	case len(p.bad.records) > 0:
		delete(p.bad.records, sha256.Sum256(text))
	}
}

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
