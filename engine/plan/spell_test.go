package plan_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/plan"
)

// A plan in the form of its golden file. Maps are printed by sorted key.
type spelled struct {
	Verdict string          `yaml:"verdict"`
	Warning string          `yaml:"warning,omitempty"`
	Retry   bool            `yaml:"retry,omitempty"`
	Actions []spelledAction `yaml:"actions"`
	// Remembers says what the pair will be held against from now on.
	Remembers string `yaml:"remembers"`
}

type spelledAction struct {
	Do              string         `yaml:"do"`
	Subresource     string         `yaml:"subresource,omitempty"`
	UID             string         `yaml:"uid,omitempty"`
	ResourceVersion string         `yaml:"resourceVersion,omitempty"`
	Grace           *int64         `yaml:"grace,omitempty"`
	Cause           string         `yaml:"cause,omitempty"`
	Event           string         `yaml:"event,omitempty"`
	Patch           map[string]any `yaml:"patch,omitempty"`
	Object          map[string]any `yaml:"object,omitempty"`
	Probe           map[string]any `yaml:"probe,omitempty"`
	Because         []string       `yaml:"because,omitempty"`
}

func spell(t testing.TB, p plan.Plan) string {
	t.Helper()
	all := spelled{Verdict: p.Verdict, Warning: p.Warning, Retry: p.Retry, Actions: []spelledAction{}, Remembers: remembers(p.Base)}
	for _, a := range p.Actions {
		one := spelledAction{
			Do:          strings.Join([]string{string(a.Verb), string(a.Side), a.Recipe.Kind, a.Key.String()}, " "),
			Subresource: a.Subresource, UID: a.UID, ResourceVersion: a.ResourceVersion, Grace: a.Grace, Cause: a.Cause,
			Patch: a.Patch, Object: content(a.Object), Probe: content(a.Probe),
		}
		if a.Event != nil {
			require.Equal(t, a.Cause, a.Event.Message)
			one.Event = "Warning " + a.Event.Reason + " on " + a.Event.Regarding.GetKind() + " " + string(a.Event.Regarding.GetUID())
		}
		for _, reason := range a.Because {
			one.Because = append(one.Because, because(reason))
		}
		all.Actions = append(all.Actions, one)
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	require.NoError(t, encoder.Encode(all))
	return out.String()
}

// because is a reason in one line: "POD-19 the workload service account runs it".
func because(r plan.Reason) string {
	var words []string
	for _, word := range []string{r.Behaviour, r.Field, r.Rule, r.Config} {
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " | ")
}

func remembers(b plan.Base) string {
	switch {
	case b.Virtual != nil && b.Host != nil:
		return "both"
	case b.Virtual != nil:
		return "the virtual object"
	case b.Host != nil:
		return "the host object"
	}
	return "nothing"
}

func content(o *unstructured.Unstructured) map[string]any {
	if o == nil {
		return nil
	}
	return o.Object
}
