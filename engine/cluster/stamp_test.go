package cluster

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnAnswerIsReadUpToItsResourceVersion(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		known bool
	}{
		"a pod":                           {`{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"n","uid":"u","resourceVersion":"7","labels":{"name":"x"}},"spec":{}}`, true},
		"a class, which has no namespace": {`{"metadata":{"name":"a","uid":"u","resourceVersion":"7"}}`, true},
		"labels before the names":         {`{"metadata":{"labels":{"uid":"x","resourceVersion":"1"},"name":"a","uid":"u","resourceVersion":"7"}}`, true},
		"a text that is called name":      {`{"metadata":{"generateName":"name","name":"a","uid":"u","resourceVersion":"7"}}`, true},
		"a spec before the metadata":      {`{"spec":{"metadata":{"name":"x","uid":"x","resourceVersion":"1"}},"metadata":{"name":"a","uid":"u","resourceVersion":"7"}}`, true},
		"a name that is escaped":          {`{"metadata":{"name":"a\u0062","uid":"u","resourceVersion":"7"}}`, false},
		"an object that is being deleted": {`{"metadata":{"name":"a","uid":"u","resourceVersion":"7","generation":12,"creationTimestamp":"2026-01-01T00:00:00Z","deletionTimestamp":"2026-01-02T00:00:00Z","deletionGracePeriodSeconds":0}}`, false},
		"one without a generation":        {`{"metadata":{"name":"a","uid":"u","resourceVersion":"7","creationTimestamp":"2026-01-01T00:00:00Z","deletionTimestamp":"2026-01-02T00:00:00Z"}}`, false},
		"one whose deletion comes first":  {`{"metadata":{"deletionTimestamp":"2026-01-02T00:00:00Z","name":"a","uid":"u","resourceVersion":"7"}}`, false},
		"one that is not":                 {`{"metadata":{"name":"a","uid":"u","resourceVersion":"7","generation":1,"creationTimestamp":"2026-01-01T00:00:00Z","labels":{"deletionTimestamp":"x"}}}`, true},
		"no uid":                          {`{"metadata":{"name":"a","resourceVersion":"7"}}`, false},
		"blanks":                          {`{"metadata": {"name": "a", "uid": "u", "resourceVersion": "7"}}`, false},
		"no metadata":                     {`{"kind":"Binding"}`, false},
		"cut off":                         {`{"metadata":{"name":"a","uid":"u","resourceVersion":"7`, false},
		"cut off in a key":                {`{"metadata":{"na`, false},
		"nothing":                         {``, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, known := stampOf([]byte(c.text))
			require.Equal(t, c.known, known)
			if known {
				var want stamp
				require.NoError(t, json.Unmarshal([]byte(c.text), &want))
				require.Equal(t, want, got)
			}
		})
	}
}
