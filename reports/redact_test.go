package reports

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRedact(t *testing.T) {
	for name, c := range map[string]struct{ kind, in, want string }{
		"values of a secret go, keys stay": {
			in:   `{"kind":"Secret","type":"Opaque","data":{"a":"c2Vj","b":"cmV0"},"stringData":{"c":"secret"}}`,
			want: `{"kind":"Secret","type":"Opaque","data":{"a":"[REDACTED]","b":"[REDACTED]"},"stringData":{"c":"[REDACTED]"}}`,
		},
		"the last-applied annotation holds the values too": {
			in:   `{"kind":"Secret","metadata":{"name":"s","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"data\":1}","team":"blue"}}}`,
			want: `{"kind":"Secret","metadata":{"name":"s","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"[REDACTED]","team":"blue"}}}`,
		},
		"other kinds are left alone": {
			in:   `{"kind":"ConfigMap","data":{"a":"b"}}`,
			want: `{"kind":"ConfigMap","data":{"a":"b"}}`,
		},
		"a patch says what it applies to": {
			kind: "Secret",
			in:   `{"data":{"a":"c2Vj","gone":null}}`,
			want: `{"data":{"a":"[REDACTED]","gone":null}}`,
		},
		"a list is redacted item by item": {
			in:   `{"kind":"List","items":[{"kind":"Secret","data":{"a":"b"}},{"kind":"Pod","spec":{}},3]}`,
			want: `{"kind":"List","items":[{"kind":"Secret","data":{"a":"[REDACTED]"}},{"kind":"Pod","spec":{}},3]}`,
		},
		"items of a secret list need not say their kind": {
			in:   `{"kind":"SecretList","items":[{"data":{"a":"b"}}]}`,
			want: `{"kind":"SecretList","items":[{"data":{"a":"[REDACTED]"}}]}`,
		},
		"a token is a secret": {
			in:   `{"kind":"TokenRequest","status":{"token":"eyJ","expirationTimestamp":"x"}}`,
			want: `{"kind":"TokenRequest","status":{"token":"[REDACTED]","expirationTimestamp":"x"}}`,
		},
		"so are the tokens in annotations of a pod": {
			in:   `{"kind":"Pod","metadata":{"annotations":{"vcluster.loft.sh/token-abcdefgh":"eyJ","team":"blue"}}}`,
			want: `{"kind":"Pod","metadata":{"annotations":{"vcluster.loft.sh/token-abcdefgh":"[REDACTED]","team":"blue"}}}`,
		},
		"what has the wrong type is hidden whole": {
			in:   `{"kind":"Secret","data":"c2Vj","metadata":"secret"}`,
			want: `{"kind":"Secret","data":"[REDACTED]","metadata":"[REDACTED]"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := object(t, c.in)
			got := Redact(in)
			if c.kind != "" {
				got = RedactKind(c.kind, in)
			}
			require.Equal(t, object(t, c.want), got)
			require.Equal(t, object(t, c.in), in, "the given object is not changed")
		})
	}
	require.Nil(t, Redact(nil))
}

func object(t *testing.T, text string) map[string]any {
	t.Helper()
	var o map[string]any
	require.NoError(t, json.Unmarshal([]byte(text), &o))
	return o
}
