package loop_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/steps"
)

var (
	accounts = schema.GroupVersionResource{Version: "v1", Resource: "serviceaccounts"}
	pods     = schema.GroupVersionResource{Version: "v1", Resource: "pods"}
)

func (w *world) account(name string) {
	w.t.Helper()
	_, err := w.tenant.Resource(accounts).Namespace("default").Create(w.t.Context(), object("ServiceAccount", "default", name), metav1.CreateOptions{})
	require.NoError(w.t, err)
}

// podWithToken is a pod with a token for an hour.
func (w *world) podWithToken() {
	w.t.Helper()
	pod := object("Pod", "default", "web")
	pod.Object["spec"] = map[string]any{
		"serviceAccountName": "builder", "dnsPolicy": "Default",
		"containers": []any{map[string]any{"name": "app", "image": "nginx"}},
		"volumes": []any{map[string]any{"name": "api", "projected": map[string]any{"sources": []any{
			map[string]any{"serviceAccountToken": map[string]any{"path": "token"}}}}}},
	}
	_, err := w.tenant.Resource(pods).Namespace("default").Create(w.t.Context(), pod, metav1.CreateOptions{})
	require.NoError(w.t, err)
	synctest.Wait()
}

// token is the one the host pod has.
func (w *world) token() string {
	w.t.Helper()
	pod, err := w.admin.Resource(pods).Namespace("vcluster").Get(w.t.Context(), "web-x-default-x-vcluster", metav1.GetOptions{})
	require.NoError(w.t, err)
	token := pod.GetAnnotations()["vcluster.loft.sh/token-niglsrry"]
	require.NotEmpty(w.t, token)
	return token
}

// asked counts the engine's requests for tokens.
func (w *world) asked() int {
	w.t.Helper()
	calls, err := w.pair.Calls(w.t.Context())
	require.NoError(w.t, err)
	asked := 0
	for _, c := range calls {
		if c.Side == string(steps.Virtual) && c.Actor.IsEngine() && c.Subresource == "token" {
			asked++
		}
	}
	return asked
}

func TestATokenIsRenewedBeforeItExpires(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run("")
		w.account("builder")
		w.podWithToken()
		first := w.token()

		time.Sleep(47 * time.Minute)
		require.Equal(t, first, w.token(), "it is good for an hour, of which four fifths are not over")
		time.Sleep(2 * time.Minute)
		second := w.token()
		require.NotEqual(t, first, second)
		require.Equal(t, 2, w.asked())

		time.Sleep(24 * time.Hour)
		require.Less(t, w.asked(), 33, "every 48 minutes")
		last := w.token()
		e.stop()
		for _, token := range []string{first, second, last} {
			require.NotContains(t, e.log.String(), token)
		}
	})
}

func TestARestartedEngineKeepsATokenAndRenewsIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run("")
		w.account("builder")
		w.podWithToken()
		first := w.token()
		e.stop()

		time.Sleep(30 * time.Minute)
		w.run("")
		require.Equal(t, first, w.token())
		require.Equal(t, 1, w.asked())
		time.Sleep(19 * time.Minute)
		require.NotEqual(t, first, w.token())
	})
}

func TestATokenThatIsRefusedIsAskedForEverMoreRarely(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run("")
		w.podWithToken()
		require.NoError(t, e.Settled(t.Context()), "a retry is no work under way")
		time.Sleep(time.Hour)
		require.Equal(t, []string{`did not sync pod "web" to host: create token: serviceaccounts "builder" not found`}, w.told("default"))
		tries := w.asked()
		require.Greater(t, tries, 9, "it doubles from a second")
		require.Less(t, tries, 30, "up to five minutes")

		w.account("builder")
		time.Sleep(6 * time.Minute)
		require.NotEmpty(t, w.token())
		require.Equal(t, tries+1, w.asked())
	})
}

func TestAPodThatHasEndedNeedsNoTokenAnyMore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run("")
		w.account("builder")
		w.podWithToken()
		host, err := w.admin.Resource(pods).Namespace("vcluster").Get(t.Context(), "web-x-default-x-vcluster", metav1.GetOptions{})
		require.NoError(t, err)
		require.NoError(t, unstructured.SetNestedField(host.Object, "Succeeded", "status", "phase"))
		_, err = w.admin.Resource(pods).Namespace("vcluster").UpdateStatus(t.Context(), host, metav1.UpdateOptions{})
		require.NoError(t, err)
		time.Sleep(2 * time.Hour)
		require.Equal(t, 1, w.asked())
	})
}
