package cluster_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/rest"

	"github.com/syncspec/syncspec/engine/cluster"
)

// asked is what an API server was sent.
type asked struct{ method, uri, contentType, body string }

func TestWritesSendWhatTheDynamicClientSendsAndReturnMetadataOnly(t *testing.T) {
	t.Parallel()
	var got asked
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		got = asked{r.Method, r.RequestURI, r.Header.Get("Content-Type"), string(body)}
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/api/v1/namespaces/ns/pods/gone" {
			w.WriteHeader(http.StatusNotFound)
			_, _ = fmt.Fprint(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"message":"pods \"gone\" not found"}`)
			return
		}
		_, _ = fmt.Fprint(w, `{"kind":"X","apiVersion":"v1","metadata":{"name":"a","namespace":"ns","uid":"u","resourceVersion":"7","labels":{"a":"b"}},"spec":{}}`)
	}))
	t.Cleanup(server.Close)
	client, err := cluster.Connect(&rest.Config{Host: server.URL})
	require.NoError(t, err)
	pods := client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "pods"}).Namespace("ns")
	classes := client.Resource(schema.GroupVersionResource{Group: "node.k8s.io", Version: "v1", Resource: "runtimeclasses"})
	object := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "X"}}
	known := map[string]any{"metadata": map[string]any{"name": "a", "namespace": "ns", "uid": "u", "resourceVersion": "7"}}

	stored, err := pods.Create(t.Context(), object, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	require.NoError(t, err)
	require.Equal(t, known, stored.Object)
	require.Equal(t, asked{"POST", "/api/v1/namespaces/ns/pods?dryRun=All", "application/json", "{\"apiVersion\":\"v1\",\"kind\":\"X\"}\n"}, got)

	_, err = classes.Create(t.Context(), object, metav1.CreateOptions{})
	require.NoError(t, err)
	require.Equal(t, "/apis/node.k8s.io/v1/runtimeclasses", got.uri)

	stored, err = pods.Patch(t.Context(), "a", types.MergePatchType, []byte(`{}`), metav1.PatchOptions{}, "status")
	require.NoError(t, err)
	require.Equal(t, known, stored.Object)
	require.Equal(t, asked{"PATCH", "/api/v1/namespaces/ns/pods/a/status", "application/merge-patch+json", "{}"}, got)

	_, err = pods.Patch(t.Context(), "gone", types.MergePatchType, []byte(`{}`), metav1.PatchOptions{})
	require.True(t, apierrors.IsNotFound(err))
	require.EqualError(t, err, `pods "gone" not found`)
	_, err = pods.Patch(t.Context(), "", types.MergePatchType, []byte(`{}`), metav1.PatchOptions{})
	require.ErrorContains(t, err, "a name is required")
}
