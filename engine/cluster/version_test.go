package cluster_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"

	"github.com/syncspec/syncspec/engine/cluster"
)

func TestAServerIsAskedForItsVersion(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		code         int
		answer, want string
	}{
		"it says":         {200, `{"major":"1","minor":"36","gitVersion":"v1.36.3"}`, "v1.36.3"},
		"it may not":      {403, `{"kind":"Status","code":403}`, ""},
		"it is no server": {200, `<html>`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				require.Equal(t, "/version", r.URL.Path)
				w.WriteHeader(c.code)
				_, _ = w.Write([]byte(c.answer))
			}))
			t.Cleanup(server.Close)
			client, err := cluster.Connect(&rest.Config{Host: server.URL})
			require.NoError(t, err)
			require.Equal(t, c.want, cluster.Version(t.Context(), client))
		})
	}
}

func TestOtherClientsDoNotSay(t *testing.T) {
	t.Parallel()
	require.Empty(t, cluster.Version(t.Context(), struct{ dynamic.Interface }{}))
}
