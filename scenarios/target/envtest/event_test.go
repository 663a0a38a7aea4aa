package envtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/steps"
)

// line is an audit event with some fields set otherwise.
func line(t *testing.T, set map[string]any) string {
	t.Helper()
	e := map[string]any{
		"stage": "ResponseComplete", "requestURI": "/api/v1/namespaces/default/configmaps/one", "verb": "get",
		"user":                     map[string]any{"username": "engine/2"},
		"objectRef":                map[string]any{"resource": "configmaps", "namespace": "default", "name": "one", "apiVersion": "v1"},
		"responseStatus":           map[string]any{"code": 200},
		"requestReceivedTimestamp": "2026-01-01T00:00:01.000000Z", "stageTimestamp": "2026-01-01T00:00:01.002000Z",
	}
	for key, value := range set {
		e[key] = value
	}
	text, err := json.Marshal(e)
	require.NoError(t, err)
	return string(text)
}

func TestOnlyTheScenariosRequestsBecomeCalls(t *testing.T) {
	user := func(name string) map[string]any { return map[string]any{"user": map[string]any{"username": name}} }
	for name, c := range map[string]struct {
		set  map[string]any
		want bool
	}{
		"an engine's read":                       {nil, true},
		"the tenant's":                           {user("tenant"), true},
		"an administrator's":                     {user("admin"), true},
		"a server's own":                         {user("system:apiserver"), false},
		"the harness's":                          {user("syncspec"), false},
		"one from before the scenario":           {map[string]any{"requestReceivedTimestamp": "2025-12-31T23:59:59.999999Z"}, false},
		"a watch that begins":                    {map[string]any{"verb": "watch", "stage": "ResponseStarted"}, true},
		"a watch that ends":                      {map[string]any{"verb": "watch"}, false},
		"a watch that is refused":                {map[string]any{"verb": "watch", "responseStatus": map[string]any{"code": 403}}, true},
		"a list whose answer begins":             {map[string]any{"verb": "list", "stage": "ResponseStarted"}, false},
		"a request about no object":              {map[string]any{"objectRef": nil}, false},
		"a request that was never answered":      {map[string]any{"responseStatus": nil}, false},
		"a request that made the server stumble": {map[string]any{"stage": "Panic", "responseStatus": map[string]any{"code": 500}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			var e event
			require.NoError(t, json.Unmarshal([]byte(line(t, c.set)), &e))
			require.Equal(t, c.want, e.ofScenario(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)))
		})
	}
}

func TestAnAnswerIsTheObjectOnlyIfItIsOne(t *testing.T) {
	object := func(apiVersion, uid string) map[string]any {
		return map[string]any{"apiVersion": apiVersion, "metadata": map[string]any{"name": "one-x7", "uid": uid, "generation": 3}}
	}
	for name, c := range map[string]struct {
		set      map[string]any
		want     bool
		wantName string
	}{
		"a stored object":                  {map[string]any{"verb": "update", "responseObject": object("v1", "u")}, true, "one"},
		"a Status":                         {map[string]any{"verb": "delete", "responseObject": object("v1", "")}, false, "one"},
		"a scale of another group":         {map[string]any{"verb": "update", "responseObject": object("autoscaling/v1", "u")}, false, "one"},
		"a dry run":                        {map[string]any{"verb": "create", "requestURI": "/x?fieldManager=a&dryRun=All", "responseObject": object("v1", "u")}, false, "one"},
		"a refused write":                  {map[string]any{"verb": "update", "responseStatus": map[string]any{"code": 409}, "responseObject": object("v1", "u")}, false, "one"},
		"a name made by the server":        {map[string]any{"verb": "create", "objectRef": map[string]any{"resource": "configmaps"}, "responseObject": object("v1", "u")}, true, "one-x7"},
		"a JSON patch, which is no object": {map[string]any{"verb": "patch", "requestObject": []any{map[string]any{"op": "remove"}}}, false, "one"},
	} {
		t.Run(name, func(t *testing.T) {
			var e event
			require.NoError(t, json.Unmarshal([]byte(line(t, c.set)), &e))
			call, err := e.call()
			require.NoError(t, err)
			require.Equal(t, c.want, call.After != nil)
			require.Equal(t, c.wantName, call.Name)
			require.Equal(t, 2*time.Millisecond, call.Took)
			if c.want {
				require.Equal(t, int64(3), call.After.GetGeneration(), "numbers are whole")
			}
		})
	}
}

func TestALineThatIsBeingWrittenIsLeftForLater(t *testing.T) {
	file := filepath.Join(t.TempDir(), "audit.log")
	whole := line(t, nil)
	require.NoError(t, os.WriteFile(file, []byte(whole+"\n"+whole[:40]), 0o600))
	trail := &trail{side: steps.Host, file: file}
	for _, want := range []int{1, 0} {
		events, err := trail.next()
		require.NoError(t, err)
		require.Len(t, events, want)
	}
	log, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = log.WriteString(whole[40:] + "\n")
	require.NoError(t, err)
	require.NoError(t, log.Close())
	events, err := trail.next()
	require.NoError(t, err)
	require.Len(t, events, 1)
}

func TestABrokenLineIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "audit.log")
	require.NoError(t, os.WriteFile(file, []byte("not JSON\n"), 0o600))
	_, err := (&trail{side: steps.Host, file: file}).next()
	require.ErrorContains(t, err, `line "not JSON\n"`)
}
