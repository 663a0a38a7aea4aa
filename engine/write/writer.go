package write

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/engine/plan"
)

// Writer sends the requests of one engine.
type Writer struct {
	Clusters cluster.Pair
	Log      *slog.Logger
	// Instance tells this engine from another in the events it writes; usually the host's name.
	Instance string
}

// Do carries out one action. It returns the object as the server stored it, nil
// where the object is gone. Errors of the API come back wrapped once, so that
// errors.As finds them.
func (w *Writer) Do(ctx context.Context, a plan.Action) (*unstructured.Unstructured, error) {
	stored, err := w.send(ctx, a)
	if err != nil {
		return nil, fmt.Errorf("%s %s %s %s: %w", a.Verb, a.Side, a.Recipe.Kind, a.Key, err)
	}
	w.log(a)
	return stored, nil
}

func (w *Writer) send(ctx context.Context, a plan.Action) (*unstructured.Unstructured, error) {
	switch a.Verb {
	case plan.Create:
		return w.client(a).Create(ctx, a.Object, metav1.CreateOptions{})
	case plan.Patch:
		return w.patch(ctx, a)
	case plan.Post:
		return w.post(ctx, a)
	case plan.Delete:
		return nil, w.delete(ctx, a)
	case plan.Replace:
		return w.replace(ctx, a)
	case plan.Tell:
		return nil, w.tell(ctx, a)
	}
	return nil, fmt.Errorf("unknown verb %q", a.Verb)
}

func (w *Writer) client(a plan.Action) dynamic.ResourceInterface {
	resource := w.Clusters.Of(a.Side).Resource(a.Recipe.GVR())
	if a.Key.Namespace == "" {
		return resource
	}
	return resource.Namespace(a.Key.Namespace)
}

// patch sends a JSON merge patch. The uid in it is a precondition: the server
// refuses to change it, so a patch cannot land on an object made since.
func (w *Writer) patch(ctx context.Context, a plan.Action) (*unstructured.Unstructured, error) {
	body := make(map[string]any, len(a.Patch)+1)
	for field, value := range a.Patch {
		body[field] = value
	}
	metadata := map[string]any{"uid": a.UID}
	if a.ResourceVersion != "" {
		metadata["resourceVersion"] = a.ResourceVersion
	}
	given, _ := a.Patch["metadata"].(map[string]any)
	for field, value := range given {
		metadata[field] = value
	}
	body["metadata"] = metadata
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	var subresources []string
	if a.Subresource != "" {
		subresources = []string{a.Subresource}
	}
	return w.client(a).Patch(ctx, a.Key.Name, types.MergePatchType, data, metav1.PatchOptions{}, subresources...)
}

// post creates something in a subresource. The answer says nothing of the object
// itself, so that is read: its version tells when the caches have caught up.
func (w *Writer) post(ctx context.Context, a plan.Action) (*unstructured.Unstructured, error) {
	if _, err := w.client(a).Create(ctx, a.Object, metav1.CreateOptions{}, a.Subresource); err != nil {
		return nil, err
	}
	return w.client(a).Get(ctx, a.Key.Name, metav1.GetOptions{})
}

// delete deletes exactly the object that was planned for; one that is gone already is success (SYNC-28).
func (w *Writer) delete(ctx context.Context, a plan.Action) error {
	uid := types.UID(a.UID)
	err := w.client(a).Delete(ctx, a.Key.Name, metav1.DeleteOptions{
		Preconditions: &metav1.Preconditions{UID: &uid}, GracePeriodSeconds: a.Grace,
	})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// replace deletes an object and makes it anew. The server is asked first,
// under another name, whether it would take the new one; should it be refused all the
// same, the old one is made again as it was: nothing of the tenant's is lost.
func (w *Writer) replace(ctx context.Context, a plan.Action) (*unstructured.Unstructured, error) {
	old, err := w.client(a).Get(ctx, a.Key.Name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	if _, err := w.client(a).Create(ctx, a.Probe, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}); err != nil {
		return nil, err
	}
	restore, err := w.along(ctx, a)
	if err != nil {
		return nil, err
	}
	if err := w.delete(ctx, a); err != nil {
		return nil, err
	}
	stored, err := w.client(a).Create(ctx, a.Object, metav1.CreateOptions{})
	if err == nil {
		return stored, restore()
	}
	old.SetUID("")
	old.SetResourceVersion("")
	if _, again := w.client(a).Create(ctx, old, metav1.CreateOptions{}); again != nil {
		return nil, fmt.Errorf("%w (and the old one could not be restored: %w)", err, again)
	}
	return nil, errors.Join(err, restore())
}

// along reads what a server deletes along with an object, and returns how it is
// made again: as it was, unless it is there after all.
func (w *Writer) along(ctx context.Context, a plan.Action) (func() error, error) {
	if a.Along == nil {
		return func() error { return nil }, nil
	}
	client := w.Clusters.Of(a.Side).Resource(*a.Along).Namespace(a.Key.Namespace)
	lost, err := client.Get(ctx, a.Key.Name, metav1.GetOptions{})
	switch {
	case apierrors.IsNotFound(err):
		return func() error { return nil }, nil
	case err != nil:
		return nil, err
	}
	lost.SetUID("")
	lost.SetResourceVersion("")
	return func() error {
		_, err := client.Create(ctx, lost, metav1.CreateOptions{})
		if apierrors.IsAlreadyExists(err) {
			return nil
		}
		return err
	}, nil
}

func (w *Writer) log(a plan.Action) {
	where := fmt.Sprintf("%s %s %s", a.Side, a.Recipe.Kind, a.Key)
	switch a.Verb {
	case plan.Delete, plan.Replace:
		w.Log.Info(string(a.Verb)+" "+where+", because "+a.Cause, "kind", a.Recipe.Kind)
	case plan.Tell:
		w.Log.Warn(a.Cause, "kind", a.Recipe.Kind, "object", a.Key.String())
	case plan.Post:
		w.Log.Info(a.Doing+" "+where, "kind", a.Recipe.Kind)
	case plan.Create:
		w.Log.Info("create "+where, "kind", a.Recipe.Kind)
	case plan.Patch:
		w.Log.Debug("patch "+where, "kind", a.Recipe.Kind, "subresource", a.Subresource)
	}
}
