package cluster

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/util/framer"
)

// all reads every frame of a stream through a buffer of a size, as the library's
// streaming decoder does.
func all(r io.Reader, size int) (frames []string, err error) {
	var frame []byte
	buffer := make([]byte, size)
	for {
		n, err := r.Read(buffer)
		frame = append(frame, buffer[:n]...)
		switch {
		case errors.Is(err, io.ErrShortBuffer):
			continue
		case err != nil:
			return frames, err
		}
		frames, frame = append(frames, string(frame)), nil
	}
}

func TestAWatchIsCutIntoTheEventsTheLibraryCutsItInto(t *testing.T) {
	t.Parallel()
	for name, stream := range map[string]string{
		"nothing":                   "",
		"blanks":                    " \n\t\r\n",
		"one event":                 `{"type":"ADDED"}`,
		"an event a line":           "{\"a\":1}\n{\"b\":2}\n",
		"without a blank":           `{"a":1}{"b":[{"c":{}}]}`,
		"over several lines":        "{\n  \"a\": [\n    1\n  ]\n}\n{}",
		"braces in a text":          `{"a":"}{][","b":"\"}\\"}{"c":"\\\\"}`,
		"texts of other alphabets":  `{"ä":"日本}"}`,
		"an event that is cut off":  `{"a":1}{"b":[`,
		"a text that is cut off":    `{"a":"b`,
		"something that is no JSON": `<html>`,
	} {
		for _, size := range []int{1, 3, 1024} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				want, wantErr := all(framer.NewJSONFramedReader(io.NopCloser(strings.NewReader(stream))), 1024)
				for _, source := range []io.Reader{strings.NewReader(stream), iotest.OneByteReader(strings.NewReader(stream))} {
					got, err := all(leanFramer{}.NewFrameReader(io.NopCloser(source)), size)
					require.Equal(t, want, got)
					require.Equal(t, errors.Is(wantErr, io.EOF), errors.Is(err, io.EOF), "%v / %v", wantErr, err)
					require.Equal(t, errors.Is(wantErr, io.ErrUnexpectedEOF), errors.Is(err, io.ErrUnexpectedEOF), "%v / %v", wantErr, err)
				}
			})
		}
	}
}
