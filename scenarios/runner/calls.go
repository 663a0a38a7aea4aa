package runner

import (
	"fmt"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/history"
)

// callsOf returns the calls a reader of the report wants to see: every change
// that was asked for, and what the engine was refused.
func callsOf(past history.History, epoch time.Time) []reports.Call {
	return callsThat(telling, past, epoch)
}

// everyCall returns all of them.
func everyCall(past history.History, epoch time.Time) []reports.Call {
	return callsThat(func(history.Call) bool { return true }, past, epoch)
}

func callsThat(matter func(history.Call) bool, past history.History, epoch time.Time) []reports.Call {
	var shown []reports.Call
	for _, call := range past.Calls {
		if !matter(call) {
			continue
		}
		shown = append(shown, reports.Call{
			Number: call.Seq, Offset: max(call.At.Sub(epoch), 0), Took: call.Took,
			Side: call.Side, Actor: string(call.Actor), Verb: call.Verb, Object: objectOf(call),
			Code: call.Code, Message: call.Message, Patch: bodyOf(call),
		})
	}
	return shown
}

func telling(call history.Call) bool {
	return call.Mutating() || call.Actor.IsEngine() && !call.OK() && call.Code != 404
}

// placeSteps says of each step where its calls begin among those shown.
func (a *attempt) placeSteps() {
	for i := range a.result.Steps {
		shown := 0
		for _, call := range a.past.Calls {
			if call.Seq <= a.startOf(i) && telling(call) {
				shown++
			}
		}
		a.result.Steps[i].FromCalls = shown
	}
}

// startOf is the last call before a step; steps that never began start where the
// one before them did.
func (a *attempt) startOf(step int) int {
	start := 0
	for i := 0; i <= step && i < len(a.seqs); i++ {
		start = max(start, a.seqs[i])
	}
	return start
}

func objectOf(call history.Call) string {
	kind := call.Resource.Resource
	if call.After != nil && call.After.GetKind() != "" {
		kind = call.After.GetKind()
	} else if named, ok := call.Body["kind"].(string); ok && named != "DeleteOptions" {
		kind = named
	}
	name := call.Name
	if name == "" { // of a create: the body names the object
		name = (&unstructured.Unstructured{Object: call.Body}).GetName()
	}
	if name == "" && call.After != nil {
		name = call.After.GetName()
	}
	if call.Namespace != "" && call.Resource.Resource != "namespaces" {
		name = call.Namespace + "/" + name
	}
	if call.Subresource != "" {
		name += " (" + call.Subresource + ")"
	}
	return strings.TrimSpace(kind + " " + name)
}

func bodyOf(call history.Call) string {
	if len(call.Body) == 0 {
		return ""
	}
	text, err := yaml.Marshal(reports.RedactKind(secretKind(call), call.Body))
	if err != nil {
		return fmt.Sprintf("(not YAML: %v)", err)
	}
	return strings.TrimSpace(string(text))
}

// secretKind is the kind of a body that holds secret values; a patch does not
// name its own.
func secretKind(call history.Call) string {
	switch {
	case call.Resource.Resource == "secrets":
		return "Secret"
	case call.Subresource == "token":
		return "TokenRequest"
	case call.Resource.Resource == "pods" && call.Subresource == "":
		return "Pod"
	}
	kind, _ := call.Body["kind"].(string)
	return kind
}
