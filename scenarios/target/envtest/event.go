package envtest

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// event is the part of an audit event (audit.k8s.io/v1) that makes a call. What
// may be large stays undecoded until it is known to be needed.
type event struct {
	side       steps.Side
	Stage      string
	RequestURI string
	Verb       string
	User       struct{ Username string }
	ObjectRef  *struct {
		Resource, Namespace, Name, APIGroup, APIVersion, Subresource string
	}
	ResponseStatus           *metav1.Status
	RequestObject            json.RawMessage
	ResponseObject           json.RawMessage
	RequestReceivedTimestamp metav1.MicroTime
	StageTimestamp           metav1.MicroTime
}

// ofScenario tells whether the event is a call of one of the scenario's actors
// that arrived after the scenario began. A watch is answered when it starts.
func (e event) ofScenario(since time.Time) bool {
	actor := history.Actor(e.User.Username)
	switch {
	case actor.IsEngine(), actor == history.Tenant, actor == history.Admin, actor == history.Node:
	case actor == history.Controllers && e.effective():
	default:
		return false
	}
	if e.ObjectRef == nil || e.ResponseStatus == nil || e.RequestReceivedTimestamp.Time.Before(since) {
		return false
	}
	if e.Verb == "watch" && e.ResponseStatus.Code < 300 {
		return e.Stage == "ResponseStarted"
	}
	return e.Stage == "ResponseComplete" || e.Stage == "Panic"
}

// effective tells whether an event changed something that others may see.
func (e event) effective() bool {
	reads := e.Verb == "get" || e.Verb == "list" || e.Verb == "watch"
	return !reads && e.ResponseStatus != nil && e.ResponseStatus.Code < 300
}

// call reads the event; the object a delete left is not known to it.
func (e event) call() (history.Call, error) {
	c := history.Call{
		At:          e.RequestReceivedTimestamp.Time,
		Took:        e.StageTimestamp.Sub(e.RequestReceivedTimestamp.Time),
		Side:        string(e.side),
		Actor:       history.Actor(e.User.Username),
		Verb:        e.Verb,
		Resource:    schema.GroupVersionResource{Group: e.ObjectRef.APIGroup, Version: e.ObjectRef.APIVersion, Resource: e.ObjectRef.Resource},
		Subresource: e.ObjectRef.Subresource,
		Namespace:   e.ObjectRef.Namespace,
		Name:        e.ObjectRef.Name,
		Code:        int(e.ResponseStatus.Code),
	}
	if !c.OK() {
		c.Reason, c.Message = string(e.ResponseStatus.Reason), e.ResponseStatus.Message
	}
	if e.dryRun() {
		c.Verb = "dry-run " + c.Verb
	}
	if !c.Mutating() {
		return c, nil
	}
	return c, e.objects(&c)
}

// dryRun calls change nothing, so they must not look as if they did.
func (e event) dryRun() bool {
	if !strings.Contains(e.RequestURI, "dryRun=") {
		return false
	}
	uri, err := url.ParseRequestURI(e.RequestURI)
	return err == nil && uri.Query().Get("dryRun") != ""
}

// objects decodes what a mutating call sent and what came of it.
func (e event) objects(c *history.Call) error {
	if len(e.RequestObject) > 0 {
		if e.RequestObject[0] == '[' { // a JSON patch is a list
			var operations []any
			if err := utiljson.Unmarshal(e.RequestObject, &operations); err != nil {
				return err
			}
			c.Body = map[string]any{"jsonPatch": operations}
		} else if err := utiljson.Unmarshal(e.RequestObject, &c.Body); err != nil {
			return err
		}
	}
	if !c.OK() || len(e.ResponseObject) == 0 {
		return nil
	}
	after := &unstructured.Unstructured{}
	if err := utiljson.Unmarshal(e.ResponseObject, &after.Object); err != nil {
		return err
	}
	if after.GetUID() == "" || after.GroupVersionKind().Group != c.Resource.Group {
		return nil // a Status, a token, a scale: not the object itself
	}
	c.After = after
	if c.Name == "" { // generateName
		c.Name = after.GetName()
	}
	return nil
}
