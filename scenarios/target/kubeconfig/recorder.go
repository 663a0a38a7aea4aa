package kubeconfig

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/json"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// recorder is the way of one actor to one API server. Every request is noted
// before its answer reaches the one who asked.
type recorder struct {
	to    http.RoundTripper
	pair  *Pair
	side  steps.Side
	actor history.Actor
	base  string
}

// RoundTrip sends a request on, unless the guard keeps it back.
func (r *recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	call, about := read(request.Method, request.URL, r.base)
	if !about {
		return r.to.RoundTrip(request)
	}
	call.Side, call.Actor, call.At = string(r.side), r.actor, time.Now()
	if call.Mutating() {
		body, err := drain(&request.Body)
		if err != nil {
			return nil, fmt.Errorf("reading the request: %w", err)
		}
		call.Body = bodyOf(body)
	}
	if reason := r.pair.guard(call); reason != "" {
		return r.note(call, forbidden(request, reason))
	}
	answer, err := r.to.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	return r.note(call, answer)
}

// note keeps what was asked and what came of it. Answers to reads are not
// looked into: a watch has no end.
func (r *recorder) note(call history.Call, answer *http.Response) (*http.Response, error) {
	call.Took, call.Code = time.Since(call.At), answer.StatusCode
	if !call.OK() || call.Mutating() {
		body, err := drain(&answer.Body)
		if err != nil {
			return nil, fmt.Errorf("reading the answer: %w", err)
		}
		describe(&call, body)
	}
	r.pair.note(call)
	return answer, nil
}

// drain reads a body to its end and leaves a new one in its place.
func drain(body *io.ReadCloser) ([]byte, error) {
	if *body == nil {
		return nil, nil
	}
	text, err := io.ReadAll(*body)
	if err != nil {
		return nil, err
	}
	if err := (*body).Close(); err != nil {
		return nil, err
	}
	*body = io.NopCloser(bytes.NewReader(text))
	return text, nil
}

// bodyOf is a request's body as histories show it; what is not JSON is left out.
func bodyOf(text []byte) map[string]any {
	var body map[string]any
	if json.Unmarshal(text, &body) == nil {
		return body
	}
	var operations []any
	if json.Unmarshal(text, &operations) == nil {
		return map[string]any{"jsonPatch": operations}
	}
	return nil
}

// describe fills in what the answer says: the object as it is stored, or why not.
func describe(call *history.Call, text []byte) {
	if !call.OK() {
		var status metav1.Status
		if json.Unmarshal(text, &status) == nil {
			call.Reason, call.Message = string(status.Reason), status.Message
		}
		return
	}
	after := &unstructured.Unstructured{}
	if json.Unmarshal(text, &after.Object) != nil || after.GetUID() == "" || after.GroupVersionKind().Group != call.Resource.Group {
		return // a Status, a token, a scale: not the object itself
	}
	call.After = after
	if call.Name == "" {
		call.Name = after.GetName()
	}
}

// forbidden is the answer of a guard.
func forbidden(request *http.Request, reason string) *http.Response {
	body, err := json.Marshal(metav1.Status{
		TypeMeta: metav1.TypeMeta{Kind: "Status", APIVersion: "v1"},
		Status:   metav1.StatusFailure, Reason: metav1.StatusReasonForbidden, Code: http.StatusForbidden, Message: reason,
	})
	if err != nil {
		body = nil
	}
	return &http.Response{
		Status: "403 Forbidden", StatusCode: http.StatusForbidden, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}}, ContentLength: int64(len(body)),
		Body: io.NopCloser(bytes.NewReader(body)), Request: request,
	}
}
