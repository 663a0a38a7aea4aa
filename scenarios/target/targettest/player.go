package targettest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/steps"
)

// patience is for what a real server knows only after a while, and for events.
const patience = 10 * time.Second

// player plays one story and writes down the answers.
type player struct {
	t       *testing.T
	clients func(steps.Side) dynamic.Interface
	saved   map[string]*unstructured.Unstructured
	watch   watch.Interface
	masks   *masks
	text    strings.Builder
}

func newPlayer(t *testing.T, clients func(steps.Side) dynamic.Interface) *player {
	p := &player{t: t, clients: clients, saved: map[string]*unstructured.Unstructured{}, masks: newMasks()}
	t.Cleanup(func() {
		if p.watch != nil {
			p.watch.Stop()
		}
	})
	return p
}

func (p *player) play(number int, step Step) {
	p.t.Helper()
	step = p.resolved(step)
	fmt.Fprintf(&p.text, "--- %d %s\n", number, step.title())
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	switch {
	case step.List != "":
		p.list(ctx, step)
	case step.Watch != "":
		p.open(step)
	case step.Events > 0:
		p.read(ctx, step)
	default:
		answer, err := p.ask(ctx, step)
		for step.Patient && err != nil && ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case <-time.After(20 * time.Millisecond):
				answer, err = p.ask(ctx, step)
			}
		}
		p.tell(step, answer, err)
	}
}

func (p *player) api(step Step, to target) dynamic.ResourceInterface {
	side := steps.Host
	if step.Side != "" {
		side = steps.Side(step.Side)
	}
	api := p.clients(side).Resource(to.resource)
	switch {
	case step.In == "-" || step.In == "" && to.cluster:
		return api
	case step.In == "":
		return api.Namespace("default")
	}
	return api.Namespace(step.In)
}

func (p *player) ask(ctx context.Context, step Step) (*unstructured.Unstructured, error) {
	strict := ""
	if step.Strict {
		strict = metav1.FieldValidationStrict
	}
	switch {
	case step.Create != nil:
		object, to := targetOf(step.Create, step.Sub)
		return p.api(step, to).Create(ctx, object, metav1.CreateOptions{FieldValidation: strict}, to.subresources...)
	case step.Update != nil:
		object, to := targetOf(step.Update, step.Sub)
		return p.api(step, to).Update(ctx, object, metav1.UpdateOptions{FieldValidation: strict}, to.subresources...)
	case step.Get != "":
		to := named(step.Get)
		return p.api(step, to).Get(ctx, to.name, metav1.GetOptions{}, to.subresources...)
	case step.Patch != "":
		return p.patch(ctx, step)
	case step.Delete != "":
		to := named(step.Delete)
		return nil, p.api(step, to).Delete(ctx, to.name, step.deleteOptions(), to.subresources...)
	case step.DeleteCollection != "":
		to := named(step.DeleteCollection)
		return nil, p.api(step, to).DeleteCollection(ctx, step.deleteOptions(), metav1.ListOptions{LabelSelector: step.Labels})
	}
	return nil, errors.New("a step without a verb")
}

func (p *player) patch(ctx context.Context, step Step) (*unstructured.Unstructured, error) {
	to := named(step.Patch)
	kind, content := types.MergePatchType, any(step.Merge)
	switch {
	case step.JSON != nil:
		kind, content = types.JSONPatchType, step.JSON
	case step.Strategic != nil:
		kind, content = types.StrategicMergePatchType, step.Strategic
	}
	body, err := json.Marshal(content)
	require.NoError(p.t, err)
	return p.api(step, to).Patch(ctx, to.name, kind, body, metav1.PatchOptions{}, to.subresources...)
}

func (s Step) deleteOptions() (options metav1.DeleteOptions) {
	options.GracePeriodSeconds = s.Grace
	if s.UID != "" || s.Version != "" {
		options.Preconditions = &metav1.Preconditions{}
	}
	if uid := types.UID(s.UID); uid != "" {
		options.Preconditions.UID = &uid
	}
	if s.Version != "" {
		options.Preconditions.ResourceVersion = &s.Version
	}
	if policy := metav1.DeletionPropagation(s.Policy); policy != "" {
		options.PropagationPolicy = &policy
	}
	return options
}

func (p *player) list(ctx context.Context, step Step) {
	to := named(step.List)
	list, err := p.api(step, to).List(ctx, metav1.ListOptions{LabelSelector: step.Labels, FieldSelector: step.Fields})
	if err != nil {
		p.tell(step, nil, err)
		return
	}
	if step.Save != "" {
		p.saved[step.Save] = &unstructured.Unstructured{Object: list.Object}
	}
	fmt.Fprintf(&p.text, "%s\n", list.GetKind())
	for i := range list.Items {
		fmt.Fprintf(&p.text, "- %s\n", p.masks.hide(list.Items[i].GetNamespace()+"/"+list.Items[i].GetName()))
	}
}

func (p *player) open(step Step) {
	to := named(step.Watch)
	options := metav1.ListOptions{LabelSelector: step.Labels, FieldSelector: step.Fields, ResourceVersion: step.From}
	if step.Initial {
		options.SendInitialEvents, options.AllowWatchBookmarks = &step.Initial, true
		options.ResourceVersionMatch = metav1.ResourceVersionMatchNotOlderThan
	}
	watching, err := p.api(step, to).Watch(p.t.Context(), options)
	require.NoError(p.t, err)
	p.watch = watching
}

func (p *player) read(ctx context.Context, step Step) {
	for range step.Events {
		select {
		case event := <-p.watch.ResultChan():
			fmt.Fprintf(&p.text, "%s\n", event.Type)
			object, isObject := event.Object.(*unstructured.Unstructured)
			require.True(p.t, isObject, "%#v", event.Object)
			if event.Type == watch.Bookmark {
				object.SetResourceVersion("")
			}
			p.print(object, step.Show)
		case <-ctx.Done():
			fmt.Fprintln(&p.text, "nothing")
			return
		}
	}
}

func (p *player) tell(step Step, answer *unstructured.Unstructured, err error) {
	if err != nil {
		code, reason := int32(0), metav1.StatusReason("")
		if status := apierrors.APIStatus(nil); errors.As(err, &status) {
			code, reason = status.Status().Code, status.Status().Reason
		}
		message, _, _ := strings.Cut(err.Error(), "\n")
		fmt.Fprintf(&p.text, "%d %s: %s\n", code, reason, p.masks.hide(message))
		return
	}
	if step.Save != "" {
		p.saved[step.Save] = answer.DeepCopy()
	}
	p.print(answer, step.Show)
}
