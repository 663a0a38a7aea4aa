package cluster

import (
	"testing"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

// serializers are the library's and the lean one, for objects and for watch events.
func serializers(t *testing.T) (library, lean runtime.SerializerInfo) {
	t.Helper()
	negotiated := dynamic.ConfigFor(&rest.Config{}).NegotiatedSerializer
	find := func(n runtime.NegotiatedSerializer) runtime.SerializerInfo {
		info, ok := runtime.SerializerInfoForMediaType(n.SupportedMediaTypes(), runtime.ContentTypeJSON)
		require.True(t, ok)
		require.NotNil(t, info.StreamSerializer)
		return info
	}
	return find(negotiated), find(leanNegotiator{negotiated, &names{}})
}

func TestTheLeanDecoderReadsWhatTheLibraryReads(t *testing.T) {
	t.Parallel()
	library, lean := serializers(t)
	for name, text := range map[string]string{
		"an object":                     `{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"},"spec":{"n":9007199254740993,"f":1.5,"l":[null,true]}}`,
		"an object of a group":          `{"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":{"name":"a"}}`,
		"an object of unknown fields":   `{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","new":{"field":1}},"other":"x"}`,
		"a list":                        `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"}}]}`,
		"an empty list":                 `{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[]}`,
		"an answer of the API machine":  `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}`,
		"an object without a kind":      `{"apiVersion":"v1","metadata":{"name":"a"}}`,
		"an object without a version":   `{"kind":"Pod","metadata":{"name":"a"}}`,
		"an object with a kind too odd": `{"kind":5,"apiVersion":"v1"}`,
		"a text":                        `"text"`,
		"a null":                        `null`,
		"text that ends too early":      `{"kind":"Pod","apiVersion":"v1","metadata":{`,
		"nothing":                       ``,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, wantKind, wantErr := library.Serializer.Decode([]byte(text), nil, nil)
			got, gotKind, gotErr := lean.Serializer.Decode([]byte(text), nil, nil)
			require.Equal(t, wantErr == nil, gotErr == nil, "%v / %v", wantErr, gotErr)
			require.Equal(t, want, got)
			require.Equal(t, wantKind, gotKind)

			into, plain := &unstructured.Unstructured{}, &unstructured.Unstructured{}
			_, _, wantErr = library.Serializer.Decode([]byte(text), nil, plain)
			_, _, gotErr = lean.Serializer.Decode([]byte(text), nil, into)
			require.Equal(t, wantErr == nil, gotErr == nil, "%v / %v", wantErr, gotErr)
			if wantErr == nil {
				require.Equal(t, plain, into)
			}
		})
	}
}

func TestTheLeanDecoderReadsWatchEvents(t *testing.T) {
	t.Parallel()
	library, lean := serializers(t)
	for name, text := range map[string]string{
		"something new":           `{"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"}}}` + "\n",
		"a change":                `{"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"},"data":{"x":"\",\"object\":{"}}}` + "\n",
		"a bookmark":              `{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"12"}}}`,
		"an error":                `{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","code":410}}`,
		"with blanks":             `{ "type": "ADDED", "object": {"kind":"Pod","apiVersion":"v1"} }`,
		"in the other order":      `{"object":{"kind":"Pod","apiVersion":"v1"},"type":"ADDED"}`,
		"an empty object":         `{"type":"ADDED","object":{}}`,
		"without an object":       `{"type":"ADDED"}`,
		"that ends too early":     `{"type":"ADDED","object":{"kind":"Pod"`,
		"that is no event at all": `[]`,
		"nothing":                 ``,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want, got metav1.WatchEvent
			_, wantKind, wantErr := library.StreamSerializer.Decode([]byte(text), nil, &want)
			_, gotKind, gotErr := lean.StreamSerializer.Decode([]byte(text), nil, &got)
			require.Equal(t, wantErr == nil, gotErr == nil, "%v / %v", wantErr, gotErr)
			if wantErr != nil {
				return
			}
			require.Equal(t, want.Type, got.Type)
			require.Equal(t, string(want.Object.Raw), string(got.Object.Raw))
			require.Equal(t, wantKind, gotKind)
		})
	}
}

func TestADecodedEventKeepsNothingOfTheBuffer(t *testing.T) {
	t.Parallel()
	_, lean := serializers(t)
	buffer := []byte(`{"type":"ADDED","object":{"kind":"Pod"}}`)
	var event metav1.WatchEvent
	_, _, err := lean.StreamSerializer.Decode(buffer, nil, &event)
	require.NoError(t, err)
	for i := range buffer {
		buffer[i] = '#'
	}
	require.Equal(t, `{"kind":"Pod"}`, string(event.Object.Raw))
}
