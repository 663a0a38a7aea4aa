package script

import "crypto/sha256"

const (
	remembered = 2048     // answers in each half of a memory
	smallReply = 4 << 10  // bytes of an answer that is remembered
	smallAsked = 64 << 10 // and of its request: a larger one is rarely asked twice
)

// key is an expression with its input.
type key [sha256.Size]byte

// memory holds answers given before: an object is planned several times before it
// rests, mostly with the same input, and an evaluation is a function of that. When
// the young half is full it becomes the old one, and the old one is forgotten.
type memory struct{ young, old map[key]reply }

func (m *memory) get(k key) (reply, bool) {
	if known, has := m.young[k]; has {
		return known, true
	}
	known, has := m.old[k]
	if has {
		m.put(k, known)
	}
	return known, has
}

func (m *memory) put(k key, given reply) {
	if given.Timeout || len(given.Value) > smallReply {
		return
	}
	if m.young == nil || len(m.young) >= remembered {
		m.young, m.old = make(map[key]reply), m.young
	}
	m.young[k] = given
}
