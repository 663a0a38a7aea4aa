package cluster

import (
	"bytes"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// leanNegotiator decodes objects in one pass where the library's decoder makes
// five (kind, strictness, kind again, validity, content): at full speed that was
// a third of the engine's time. It leaves managedFields out. What it does not know
// it leaves to the library.
type leanNegotiator struct {
	runtime.NegotiatedSerializer
	known *names
}

func (n leanNegotiator) SupportedMediaTypes() []runtime.SerializerInfo {
	var lean []runtime.SerializerInfo
	for _, info := range n.NegotiatedSerializer.SupportedMediaTypes() {
		if info.MediaType == runtime.ContentTypeJSON {
			info.Serializer = leanObjects{info.Serializer, n.known}
			if info.StreamSerializer != nil {
				stream := *info.StreamSerializer
				stream.Serializer = leanEvents{stream.Serializer}
				stream.Framer = leanFramer{stream.Framer}
				info.StreamSerializer = &stream
			}
		}
		lean = append(lean, info)
	}
	return lean
}

// leanObjects decodes single objects.
type leanObjects struct {
	runtime.Serializer
	known *names
}

func (l leanObjects) Decode(data []byte, defaults *schema.GroupVersionKind, into runtime.Object) (runtime.Object, *schema.GroupVersionKind, error) {
	target, single := into.(*unstructured.Unstructured)
	if into != nil && !single {
		return l.Serializer.Decode(data, defaults, into)
	}
	content, err := parsed(withoutManagedFields(data), l.known)
	if err != nil || !isObject(content) {
		return l.Serializer.Decode(data, defaults, into)
	}
	if target == nil {
		target = &unstructured.Unstructured{}
	}
	target.Object = content
	kind := target.GroupVersionKind()
	return target, &kind, nil
}

// isObject is an object of a kind of its own: no list, and no answer of the
// API machinery, which has a Go type.
func isObject(content map[string]any) bool {
	kind, _ := content["kind"].(string)
	version, _ := content["apiVersion"].(string)
	_, items := content["items"]
	return kind != "" && version != "" && !items && (version != "v1" || kind != "Status")
}

// leanEvents finds the object in a watch event without reading it.
type leanEvents struct{ runtime.Serializer }

// The two ends of an event as API servers write them.
var (
	eventType   = []byte(`{"type":"`)
	eventObject = []byte(`","object":{`)
)

func (l leanEvents) Decode(data []byte, defaults *schema.GroupVersionKind, into runtime.Object) (runtime.Object, *schema.GroupVersionKind, error) {
	event, ok := into.(*metav1.WatchEvent)
	line := bytes.TrimSpace(data)
	head := bytes.Index(line, eventObject)
	if !ok || head < len(eventType) || head > 30 || !bytes.HasPrefix(line, eventType) || !bytes.HasSuffix(line, []byte("}}")) {
		return l.Serializer.Decode(data, defaults, into)
	}
	event.Type = string(line[len(eventType):head])
	event.Object = runtime.RawExtension{Raw: bytes.Clone(line[head+len(eventObject)-1 : len(line)-1])}
	return event, &schema.GroupVersionKind{Version: "v1", Kind: "WatchEvent"}, nil
}
