package memory

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
)

type request func(dynamic.ResourceInterface) (*unstructured.Unstructured, error)

// call answers one request: alone, and with one entry in the history.
func (s *server) call(ctx context.Context, call history.Call, send request) (*unstructured.Unstructured, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%s %s: %w", call.Verb, call.Resource.Resource, err)
	}
	s.pair.mutex.Lock()
	defer s.pair.mutex.Unlock()
	if s.pair.closed {
		return nil, errClosed
	}
	call.At, call.Side = time.Now(), string(s.side)
	s.verb, s.after, s.dry = call.Verb, nil, false
	got, err := s.send(&call, send)
	if s.dry {
		call.Verb = "dry-run " + call.Verb // it changed nothing, so it must not look as if it did
	}
	s.record(call, err)
	return got, err
}

func (s *server) send(call *history.Call, send request) (*unstructured.Unstructured, error) {
	if err := s.route(call); err != nil {
		return nil, err
	}
	api := dynamic.ResourceInterface(s.fake.Resource(call.Resource))
	if call.Namespace != "" {
		api = s.fake.Resource(call.Resource).Namespace(call.Namespace)
	}
	return send(api)
}

func (s *server) record(call history.Call, err error) {
	if call.Actor == history.Installer {
		return
	}
	call.Seq = len(s.pair.calls) + 1
	call.Took = time.Since(call.At)
	call.Code = http.StatusOK
	if call.Verb == "create" {
		call.Code = http.StatusCreated
	}
	if err != nil {
		call.Code, call.Reason, call.Message = http.StatusInternalServerError, "", err.Error()
		if status := apierrors.APIStatus(nil); errors.As(err, &status) {
			call.Code, call.Reason = int(status.Status().Code), string(status.Status().Reason)
		}
	} else if s.after != nil {
		call.After = s.after.DeepCopy()
	}
	if call.Verb == "create" && call.Name == "" {
		call.Name = createdName(call)
	}
	s.pair.calls = append(s.pair.calls, call)
}

// createdName is the name a new object got, or would have got.
func createdName(call history.Call) string {
	if call.After != nil {
		return call.After.GetName()
	}
	return (&unstructured.Unstructured{Object: call.Body}).GetName()
}

// patchBody is a patch as the history shows it; a JSON patch, being a list, stands under "patch".
func patchBody(data []byte) map[string]any {
	var body map[string]any
	if err := json.Unmarshal(data, &body); err == nil {
		return body
	}
	var operations []any
	if err := json.Unmarshal(data, &operations); err == nil {
		return map[string]any{"patch": operations}
	}
	return map[string]any{"patch": string(data)}
}

func deleteBody(options metav1.DeleteOptions) map[string]any {
	body, err := runtime.DefaultUnstructuredConverter.ToUnstructured(&options)
	if err != nil {
		return nil
	}
	return body
}
