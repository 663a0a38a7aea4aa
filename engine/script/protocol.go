package script

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	kjson "sigs.k8s.io/json"
)

// A worker and its pool take turns: the pool sends one hello and is answered, then
// one request after the other. Each is a frame: four bytes of length, most
// significant first, and as many bytes of JSON.

const (
	maxRequest = 8 << 20
	maxReply   = 12 << 20 // a result at its longest: every byte of it escaped
)

// hello tells a new worker what does not change.
type hello struct {
	Name, Namespace string
	Config          map[string]any
	Limit           int64 // nanoseconds an evaluation may take
}

type request struct {
	Source  string
	Value   any            `json:",omitempty"`
	Exists  bool           `json:",omitempty"`
	Path    string         `json:",omitempty"`
	Virtual map[string]any `json:",omitempty"`
	Host    map[string]any `json:",omitempty"`
}

// reply holds one of its fields.
type reply struct {
	Value     json.RawMessage `json:",omitempty"`
	Undefined bool            `json:",omitempty"`
	Thrown    *Thrown         `json:",omitempty"`
	Bad       *BadResult      `json:",omitempty"`
	Timeout   bool            `json:",omitempty"`
}

var errFrame = errors.New("a frame is too large")

const headSize = 12

func writeFrame(w *bufio.Writer, number uint64, payload []byte) error {
	var head [headSize]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(payload))) //nolint:gosec // what is sent has limits far below
	binary.BigEndian.PutUint64(head[4:], number)
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	if _, err := w.Write(payload); err != nil {
		return err
	}
	return w.Flush()
}

func readFrame(r io.Reader, limit uint32) (number uint64, payload []byte, err error) {
	var head [headSize]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	size := binary.BigEndian.Uint32(head[:])
	if size > limit {
		return 0, nil, errFrame
	}
	payload = make([]byte, size)
	if _, err := io.ReadFull(r, payload); err != nil {
		return 0, nil, fmt.Errorf("reading a frame: %w", err)
	}
	return binary.BigEndian.Uint64(head[4:]), payload, nil
}

// answer is the reply for what an evaluation came to.
func answer(result Result, err error) reply {
	r := reply{Undefined: result.Undefined}
	var thrown *Thrown
	var bad *BadResult
	switch {
	case err == nil && !result.Undefined:
		if r.Value, err = json.Marshal(result.Value); err != nil {
			r.Thrown = &Thrown{Message: short(err.Error())}
		}
	case err == nil:
	case errors.Is(err, ErrTimeout):
		r.Timeout = true
	case errors.As(err, &bad):
		r.Bad = bad
	case errors.As(err, &thrown):
		r.Thrown = thrown
	default:
		r.Thrown = &Thrown{Message: short(err.Error())}
	}
	return r
}

// result reads a reply. A worker has run somebody's code: nothing is believed.
func (r reply) result(value any) (Result, error) {
	switch {
	case r.Timeout:
		return Result{}, ErrTimeout
	case r.Thrown != nil:
		return Result{}, &Thrown{Message: short(r.Thrown.Message)}
	case r.Bad != nil:
		return Result{}, &BadResult{At: short(r.Bad.At), Why: short(r.Bad.Why)}
	case r.Undefined:
		return Result{Undefined: true}, nil
	}
	var plain any
	if err := kjson.UnmarshalCaseSensitivePreserveInts(r.Value, &plain); err != nil {
		return Result{}, fmt.Errorf("%w: reading a result: %w", ErrWorker, err)
	}
	if deeper(plain, maxDepth) {
		return Result{}, &BadResult{Why: tooDeep}
	}
	plain, err := exact(plain, value)
	return Result{Value: plain}, err
}

func deeper(plain any, levels int) bool {
	if levels < 0 {
		return true
	}
	switch node := plain.(type) {
	case map[string]any:
		for _, child := range node {
			if deeper(child, levels-1) {
				return true
			}
		}
	case []any:
		for _, child := range node {
			if deeper(child, levels-1) {
				return true
			}
		}
	}
	return false
}
