package tokens_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/tokens"
)

// issuer is a virtual API server that answers token requests only.
type issuer struct {
	dynamic.NamespaceableResourceInterface
	asked []*unstructured.Unstructured
	// more are further claims of every token, empty makes it empty.
	more  string
	empty bool
	fails error
}

func (i *issuer) Resource(schema.GroupVersionResource) dynamic.NamespaceableResourceInterface {
	return i
}

func (i *issuer) Namespace(string) dynamic.ResourceInterface { return i }

func (i *issuer) Create(_ context.Context, question *unstructured.Unstructured, _ metav1.CreateOptions, sub ...string) (*unstructured.Unstructured, error) {
	if strings.Join(sub, "/") != "token" {
		return nil, errors.New("not a request for a token")
	}
	i.asked = append(i.asked, question)
	if i.fails != nil {
		return nil, i.fails
	}
	seconds, _, _ := unstructured.NestedInt64(question.Object, "spec", "expirationSeconds")
	token := made(seconds, i.more)
	if i.empty {
		token = ""
	}
	return &unstructured.Unstructured{Object: map[string]any{"status": map[string]any{"token": token}}}, nil
}

// made is a token that is good for some seconds from now.
func made(seconds int64, more string) string {
	now := time.Now().Unix()
	claims := fmt.Sprintf(`{"iat":%d,"exp":%d%s}`, now, now+seconds, more)
	return "head." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".signature"
}

func request() recipe.TokenRequest {
	return recipe.TokenRequest{
		Pod: object.Key{Namespace: "default", Name: "web"}, UID: "pod-uid", Account: "builder", Audiences: "one\ntwo", Seconds: 1000,
	}
}

func TestATokenIsAskedForInTheNameOfThePod(t *testing.T) {
	t.Parallel()
	server := &issuer{}
	require.NoError(t, tokens.New(server).Fetch(t.Context(), request()))
	require.Equal(t, map[string]any{
		"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
		"metadata": map[string]any{"name": "builder", "namespace": "default"},
		"spec": map[string]any{
			"audiences": []any{"one", "two"}, "expirationSeconds": int64(1000),
			"boundObjectRef": map[string]any{"apiVersion": "v1", "kind": "Pod", "name": "web", "uid": "pod-uid"},
		},
	}, server.asked[0].Object)
}

func TestATokenIsReplacedAfterFourFifthsOfItsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := tokens.New(&issuer{})
		have := made(1000, "")
		found, fresh, ok := store.Find(request(), have)
		require.True(t, ok)
		require.Equal(t, have, found)
		require.Equal(t, 800*time.Second, fresh)

		<-time.After(fresh)
		_, _, ok = store.Find(request(), have)
		require.False(t, ok, "it is time for another")

		require.NoError(t, store.Fetch(t.Context(), request()))
		found, fresh, ok = store.Find(request(), have)
		require.True(t, ok)
		require.NotEqual(t, have, found)
		require.Equal(t, 800*time.Second, fresh)
	})
}

func TestATokenThatIsGoodForLongerThanAskedIsReplacedInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		warns := fmt.Sprintf(`,"kubernetes.io":{"warnafter":%d}`, time.Now().Unix()+100)
		_, fresh, ok := tokens.New(&issuer{}).Find(request(), made(1000, warns))
		require.True(t, ok)
		require.Equal(t, 80*time.Second, fresh)
	})
}

func TestWhatIsNoTokenIsReplaced(t *testing.T) {
	t.Parallel()
	encode := base64.RawURLEncoding.EncodeToString
	for name, have := range map[string]string{
		"nothing": "", "a word": "forged", "three words": "a.b!.c", "no claims": "a." + encode([]byte("[]")) + ".c",
		"no time": "a." + encode([]byte("{}")) + ".c", "an old one": "a." + encode([]byte(`{"iat":1,"exp":2}`)) + ".c",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, ok := tokens.New(&issuer{}).Find(request(), have)
			require.False(t, ok)
		})
	}
}

func TestATokenIsHeldUntilTheHostShowsItOrThePodIsGone(t *testing.T) {
	t.Parallel()
	store := tokens.New(&issuer{})
	require.NoError(t, store.Fetch(t.Context(), request()))
	token, _, ok := store.Find(request(), "")
	require.True(t, ok)
	_, _, ok = store.Find(request(), token)
	require.True(t, ok, "the host shows it")
	_, _, ok = store.Find(request(), "")
	require.False(t, ok, "so it is not held any more")

	require.NoError(t, store.Fetch(t.Context(), request()))
	store.Forget(request().Pod)
	_, _, ok = store.Find(request(), "")
	require.False(t, ok)
}

func TestAnAnswerWithoutATokenIsAnError(t *testing.T) {
	t.Parallel()
	require.EqualError(t, tokens.New(&issuer{empty: true}).Fetch(t.Context(), request()), "received empty token")
	refusal := errors.New("no such account")
	require.EqualError(t, tokens.New(&issuer{fails: refusal}).Fetch(t.Context(), request()), "create token: no such account")
}

func TestATokenIsNotPrintedByAccident(t *testing.T) {
	t.Parallel()
	token := recipe.Token{Value: "the value"}
	require.NotContains(t, fmt.Sprintf("%v %+v %#v %s", token, token, token, token), "the value")
}
