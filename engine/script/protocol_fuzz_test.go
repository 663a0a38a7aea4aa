package script

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func framed(t testing.TB, payloads ...string) []byte {
	t.Helper()
	var sent bytes.Buffer
	w := bufio.NewWriter(&sent)
	for i, payload := range payloads {
		require.NoError(t, writeFrame(w, uint64(i), []byte(payload)))
	}
	return sent.Bytes()
}

// FuzzWorker tells a worker anything: it answers in order or ends, and never with
// anything but whole frames that can be read.
func FuzzWorker(f *testing.F) {
	greeting := `{"Name":"v","Namespace":"n","Limit":10000000}`
	f.Add(framed(f, greeting, `{"Source":"value + 1","Value":1}`, `{"Source":"[NaN]"}`, `{"Source":"(() => { throw 1 })()"}`))
	f.Add(framed(f, greeting, `{"Source":"a b"}`, `{"Source":"value","Value":{"__proto__":{}},"Virtual":{},"Exists":true}`))
	f.Add(framed(f, greeting, `{"Source":1}`))
	f.Add(framed(f, `{}`))
	f.Add(framed(f, greeting)[:20])
	f.Add([]byte("\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, sent []byte) {
		if bytes.Contains(sent, []byte("repeat")) || bytes.Contains(sent, []byte("Array")) {
			t.Skip("only a process of its own can be given this")
		}
		w := &worker{programs: map[string]*Expression{}, end: func(int) {}}
		var out bytes.Buffer
		code := w.serve(bytes.NewReader(sent), &out)
		require.Contains(t, []int{exitDone, exitSpoken}, code)
		for first := true; ; first = false {
			_, text, err := readFrame(&out, maxReply)
			if err != nil {
				require.ErrorIs(t, err, io.EOF)
				return
			}
			var given reply
			if !first {
				require.NoError(t, json.Unmarshal(text, &given))
				_, _ = given.result(nil)
			}
		}
	})
}

// FuzzReply lets a worker answer anything: what comes of it is plain JSON of
// limited depth, or one of the errors.
func FuzzReply(f *testing.F) {
	for _, text := range []string{
		`{"Value":1}`, `{"Value":9007199254740993}`, `{"Value":1e999}`, `{"Value":[[[{"a":null}]]]}`, `{"Undefined":true}`, `{}`,
		`{"Thrown":{"Message":"x"}}`, `{"Bad":{"At":"a","Why":"b"}}`, `{"Timeout":true}`, `{"Value":"\ud800"}`, `[]`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var given reply
		if json.Unmarshal(text, &given) != nil {
			return
		}
		result, err := given.result(map[string]any{"a": int64(1 << 60)})
		if err != nil {
			require.Less(t, len(err.Error()), 3*maxMessage)
			require.Equal(t, Result{}, result)
			return
		}
		require.False(t, deeper(result.Value, maxDepth))
		_, err = json.Marshal(result.Value)
		require.NoError(t, err)
	})
}

func TestAFrameIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	sent := framed(t, "", "a", "größe")
	r := bytes.NewReader(sent)
	for i, want := range []string{"", "a", "größe"} {
		number, text, err := readFrame(r, 100)
		require.NoError(t, err)
		require.Equal(t, uint64(i), number) //nolint:gosec // small
		require.Equal(t, want, string(text))
	}
	_, _, err := readFrame(r, 100)
	require.ErrorIs(t, err, io.EOF)
	_, _, err = readFrame(bytes.NewReader(framed(t, "too long")), 7)
	require.ErrorIs(t, err, errFrame)
	_, _, err = readFrame(bytes.NewReader(sent[:13]), 100)
	require.NoError(t, err)
	_, _, err = readFrame(bytes.NewReader(framed(t, "cut off")[:15]), 100)
	require.Error(t, err)
}

func TestThePauseGetsLonger(t *testing.T) {
	t.Parallel()
	now := time.Unix(0, 0)
	var q quarantine
	for failures, want := range []time.Duration{0, 0, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour} {
		q.add(key{}, now)
		require.Equal(t, want > 0, q.holds(key{}, now), failures)
		require.Equal(t, want > 0, q.holds(key{}, now.Add(want-1)), failures)
		require.False(t, q.holds(key{}, now.Add(want)), failures)
	}
	require.False(t, q.holds(key{1}, now))
}

func TestAnExpressionNeedsWhatItNames(t *testing.T) {
	t.Parallel()
	everything := needs{true, true, true, true, true, true, true}
	for source, want := range map[string]needs{
		`"constant"`:                           {},
		`value`:                                {value: true},
		`valueExists ? 1 : 2`:                  {value: true, exists: true},
		`btoa("x")`:                            {functions: true},
		`context.path`:                         {context: true},
		`context.vcluster.name`:                {context: true},
		`context?.virtualObject.metadata`:      {context: true, virtual: true},
		`context.hostObject + context . path`:  {context: true, host: true},
		`context.vcluster.config`:              {context: true, config: true},
		`context.vcluster`:                     {context: true, config: true},
		`context["virtual" + "Object"]`:        {context: true, config: true, virtual: true, host: true},
		`((c) => c.hostObject)(context)`:       {context: true, config: true, virtual: true, host: true},
		`context/**/.path`:                     {context: true, config: true, virtual: true, host: true},
		`this.x`:                               everything,
		`eval("x")`:                            everything,
		`(() => {}).constructor("return x")()`: everything,
		`\u0076alue`:                           everything,
	} {
		require.Equal(t, want, needsOf(source), source)
	}
}
