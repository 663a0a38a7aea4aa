package cluster

import (
	"testing"

	"github.com/stretchr/testify/require"
	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// texts are what is plain, what is left to the library, and what is no JSON.
func texts() []string {
	return []string{
		`{}`, ` { "a" : [ ] , "b" : { } } `, `{"a":1,"b":-7,"c":9007199254740993,"d":0}`, `{"a":1.5,"b":1e3,"c":-0,"d":9223372036854775808}`,
		`{"a":true,"b":false,"c":null,"d":[1,"x",{"y":[[]]}]}`, `{"a":"line\nand \"quote\" and \\","b":"\u00e9\ud83d\ude00","\u0061c":1}`,
		`{"a":"gr\u00fcn and grün","ü":"ß"}`, "{\"a\":\"\xff\"}", "{\"a\":\"\x01\"}", `{"a":1,"a":2}`, `{"a":01}`, `{"a":-}`, `{"a":}`, `{"a":tru}`, `{"a":1,}`,
		`{"a":[1,]}`, `{"a" 1}`, `{a:1}`, `{"a":1}x`, `{"a":1`, `{"a":"`, `{"a":"\`, `{"a":"\q"}`, `[1]`, `"x"`, `5`, ``, `null`, `{"a":1}{"b":2}`, `{"a":+1}`, `{"a":.5}`,
	}
}

func TestJSONIsReadAsTheLibraryReadsIt(t *testing.T) {
	t.Parallel()
	known := &names{}
	for _, text := range texts() {
		t.Run(text, func(t *testing.T) { agrees(t, []byte(text), known) })
	}
	require.Equal(t, "a", (*known.held.Load())["a"], "names are remembered")
}

func FuzzJSONIsReadAsTheLibraryReadsIt(f *testing.F) {
	for _, text := range texts() {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) { agrees(t, text, &names{}) })
}

func agrees(t *testing.T, text []byte, known *names) {
	t.Helper()
	var want map[string]any
	wantErr := utiljson.Unmarshal(text, &want)
	got, err := parsed(text, known)
	require.Equal(t, wantErr == nil, err == nil, "%v / %v", wantErr, err)
	if wantErr == nil {
		require.Equal(t, want, got)
	}
}

func TestNamesThatTenantsMakeUpAreNotRememberedForEver(t *testing.T) {
	t.Parallel()
	known := &names{}
	for i := range 3 * namesMost {
		known.of([]byte{byte('a' + i%26), byte('a' + i/26%26), byte('a' + i/676)})
	}
	require.Len(t, *known.held.Load(), namesMost)
	require.NotContains(t, *known.held.Load(), known.of(make([]byte, nameLongest+1)))
}

func BenchmarkDecode(b *testing.B) {
	text := []byte(`{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-00001","namespace":"load","uid":"5a0c6e0e-0000-4000-8000-000000000000","resourceVersion":"1234","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app":"bench","instance":"web-00001"}},"spec":{"volumes":[{"name":"settings","configMap":{"name":"web-00001","defaultMode":420}}],"containers":[{"name":"web","image":"registry.example/web:1","env":[{"name":"PASSWORD","valueFrom":{"secretKeyRef":{"name":"web-00001","key":"password"}}}],"resources":{},"volumeMounts":[{"name":"settings","mountPath":"/etc/web"}],"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler","enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"},"status":{"phase":"Pending","qosClass":"BestEffort"}}`)
	known := &names{}
	for _, way := range []struct {
		name string
		read func() (map[string]any, error)
	}{
		{"ours", func() (map[string]any, error) { return parsed(text, known) }},
		{"library", func() (content map[string]any, err error) {
			err = utiljson.Unmarshal(text, &content)
			return content, err
		}},
	} {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := way.read()
				require.NoError(b, err)
			}
		})
	}
}
