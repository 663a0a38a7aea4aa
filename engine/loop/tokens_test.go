package loop_test

import (
	"encoding/base64"
	"errors"
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

// inSecret is the token that the host secret of the pod holds, and the pod's version.
func (w *world) inSecret() (token, version string) {
	w.t.Helper()
	secret, err := w.admin.Resource(secrets).Namespace("vcluster").Get(w.t.Context(), "web-sa-token-x-default-x-vcluster", metav1.GetOptions{})
	require.NoError(w.t, err)
	encoded, _, err := unstructured.NestedString(secret.Object, "data", "api")
	require.NoError(w.t, err)
	pod, err := w.admin.Resource(pods).Namespace("vcluster").Get(w.t.Context(), "web-x-default-x-vcluster", metav1.GetOptions{})
	require.NoError(w.t, err)
	return encoded, pod.GetResourceVersion()
}

const inSecrets = "sync: {toHost: {pods: {useSecretsForSATokens: true}}}"

func TestATokenInASecretIsRenewedWithoutTouchingThePod(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(inSecrets)
		w.account("builder")
		w.podWithToken()
		first, version := w.inSecret()
		e.stop()

		time.Sleep(30 * time.Minute)
		e = w.run(inSecrets)
		kept, _ := w.inSecret()
		require.Equal(t, first, kept, "a restart asks for none")
		require.Equal(t, 1, w.asked())

		time.Sleep(19 * time.Minute)
		second, same := w.inSecret()
		require.NotEqual(t, first, second)
		require.Equal(t, version, same)
		require.Equal(t, 2, w.asked())
		e.stop()
		for _, encoded := range []string{first, second} {
			token, err := base64.StdEncoding.DecodeString(encoded)
			require.NoError(t, err)
			require.NotContains(t, e.log.String(), encoded)
			require.NotContains(t, e.log.String(), string(token))
		}
	})
}

func TestATokenSecretThatIsLostIsMadeAgainWhenItIsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(inSecrets)
		w.account("builder")
		w.podWithToken()
		first, _ := w.inSecret()
		require.NoError(t, w.admin.Resource(secrets).Namespace("vcluster").Delete(t.Context(), "web-sa-token-x-default-x-vcluster", metav1.DeleteOptions{}))

		time.Sleep(49 * time.Minute)
		second, _ := w.inSecret()
		require.NotEqual(t, first, second)
		require.NoError(t, e.Settled(t.Context()))
	})
}

func TestATenantIsToldThatTheHostTakesNoTokenSecret(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		stop, err := w.pair.Refuse(steps.Host, "create", "secrets", func(*unstructured.Unstructured) error { return errors.New("exceeded quota") })
		require.NoError(t, err)
		e := w.run(inSecrets)
		w.account("builder")
		w.podWithToken()
		time.Sleep(10 * time.Second)
		told := w.told("default")
		require.Len(t, told, 1, "it is told once")
		require.Contains(t, told[0], "Error creating the token secret of pod: ")
		require.Contains(t, told[0], "exceeded quota")
		require.NoError(t, e.Settled(t.Context()), "a retry is no work under way")

		stop()
		time.Sleep(time.Minute)
		token, _ := w.inSecret()
		require.NotEmpty(t, token)
		require.Less(t, w.asked(), 3, "the token that was given first is used")
	})
}
