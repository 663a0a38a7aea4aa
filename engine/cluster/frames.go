package cluster

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"k8s.io/apimachinery/pkg/runtime"
)

// leanFramer cuts a watch stream into events by counting braces. The library's
// checks every byte against the grammar of JSON, which the decoder does again.
type leanFramer struct{ runtime.Framer }

func (leanFramer) NewFrameReader(r io.ReadCloser) io.ReadCloser {
	return &frames{Closer: r, in: bufio.NewReaderSize(r, 16<<10)}
}

// frames reads one JSON object at a time from a stream of them.
type frames struct {
	io.Closer
	in *bufio.Reader
	// depth is how many braces and brackets of the present object are open;
	// text is set inside a string, escaped behind its backslash.
	depth         int
	text, escaped bool
}

// Read fills into with the next object. What did not fit is io.ErrShortBuffer,
// and the following calls read on, as every frame reader does.
func (f *frames) Read(into []byte) (int, error) {
	n := 0
	for n < len(into) {
		chunk, err := f.chunk()
		if err != nil {
			return n, f.ended(err)
		}
		if f.depth == 0 && chunk[0] != '{' {
			return n, fmt.Errorf("reading a watch: %q where an event begins", chunk[0])
		}
		taken, whole := f.scan(chunk[:min(len(chunk), len(into)-n)])
		n += copy(into[n:], chunk[:taken])
		if _, err := f.in.Discard(taken); err != nil {
			return n, err
		}
		if whole {
			return n, nil
		}
	}
	return n, io.ErrShortBuffer
}

// chunk is what has arrived, at least one byte; between events blanks are left out.
func (f *frames) chunk() ([]byte, error) {
	for {
		first, err := f.in.Peek(1)
		switch {
		case err != nil:
			return nil, err
		case f.depth > 0 || first[0] != '\n' && first[0] != ' ' && first[0] != '\r' && first[0] != '\t':
			return f.in.Peek(f.in.Buffered())
		}
		if _, err := f.in.Discard(1); err != nil {
			return nil, err
		}
	}
}

// scan goes through bytes up to the end of the object, and reports whether it came.
func (f *frames) scan(data []byte) (taken int, whole bool) {
	for i, b := range data {
		switch {
		case f.escaped:
			f.escaped = false
		case f.text:
			f.escaped, f.text = b == '\\', b != '"'
		case b == '"':
			f.text = true
		case b == '{' || b == '[':
			f.depth++
		case b == '}' || b == ']':
			if f.depth--; f.depth == 0 {
				return i + 1, true
			}
		}
	}
	return len(data), false
}

// ended is the end of the stream: inside an event it is one that should not be.
func (f *frames) ended(err error) error {
	if errors.Is(err, io.EOF) && f.depth > 0 {
		return io.ErrUnexpectedEOF
	}
	return err
}
