package write

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine/plan"
)

var events = schema.GroupVersionResource{Group: "events.k8s.io", Version: "v1", Resource: "events"}

// longestNote is what the API accepts in an event (EVT-18), in bytes.
const longestNote = 1024

// longestName is what the API accepts as a name.
const longestName = 253

// tell writes a Warning event on a virtual object. Its name is made of what it
// says, so that the same thing is said once, by whatever engine after whatever restart.
func (w *Writer) tell(ctx context.Context, a plan.Action) error {
	event := w.event(a)
	client := w.Clusters.Virtual.Resource(events).Namespace(event.GetNamespace())
	if _, err := client.Get(ctx, event.GetName(), metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		return err
	}
	_, err := client.Create(ctx, event, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

func (w *Writer) event(a plan.Action) *unstructured.Unstructured {
	about, note := a.Event.Regarding, a.Event.Message
	if len(note) > longestNote {
		note = strings.ToValidUTF8(note[:longestNote-3], "") + "…"
	}
	namespace := about.GetNamespace()
	if namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	said := sha256.Sum256([]byte(string(about.GetUID()) + "\n" + a.Event.Reason + "\n" + note))
	reporter := cmp.Or(a.Event.Syncer, a.Recipe.Syncer()+"-syncer")
	action := cmp.Or(a.Event.Action, "Sync"+a.Recipe.Kind)
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "events.k8s.io/v1", "kind": "Event",
		"metadata":            map[string]any{"namespace": namespace, "name": eventName(about.GetName(), hex.EncodeToString(said[:])[:16])},
		"eventTime":           time.Now().UTC().Format("2006-01-02T15:04:05.000000Z07:00"),
		"type":                "Warning",
		"reason":              a.Event.Reason,
		"action":              action,
		"note":                note,
		"reportingController": reporter,
		"reportingInstance":   reporter + "-" + w.Instance,
		"regarding": map[string]any{
			"apiVersion": about.GetAPIVersion(), "kind": about.GetKind(), "namespace": about.GetNamespace(),
			"name": about.GetName(), "uid": string(about.GetUID()), "resourceVersion": about.GetResourceVersion(),
		},
	}}
}

// eventName is the name of what the event is about, as far as there is room, and
// a hash of what it says.
func eventName(about, said string) string {
	if room := longestName - len(said) - 1; len(about) > room {
		about = strings.TrimRight(about[:room], ".-")
	}
	return about + "." + said
}
