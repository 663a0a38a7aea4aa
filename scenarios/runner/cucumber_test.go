package runner

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/steps"
)

// desk is a target without clusters: everything there is was created.
type desk struct {
	steps.Target
	holds   map[steps.Ref]*unstructured.Unstructured
	started func() error
}

func newDesk() *desk {
	return &desk{holds: map[steps.Ref]*unstructured.Unstructured{}, started: func() error { return nil }}
}

func (d *desk) Start(context.Context, steps.Settings) error { return d.started() }
func (d *desk) Settle(context.Context) error                { return nil }

func (d *desk) Get(_ context.Context, _ steps.Side, ref steps.Ref) (*unstructured.Unstructured, error) {
	if found := d.holds[ref]; found != nil {
		return found, nil
	}
	return nil, apierrors.NewNotFound(ref.Resource.GroupResource(), ref.Name)
}

func (d *desk) List(context.Context, steps.Side, schema.GroupVersionResource, string) ([]unstructured.Unstructured, error) {
	return nil, nil
}

func (d *desk) Create(_ context.Context, _ steps.Side, ref steps.Ref, object *unstructured.Unstructured) error {
	if strings.Contains(ref.Name, "refused") {
		return apierrors.NewForbidden(ref.Resource.GroupResource(), ref.Name, errors.New("no"))
	}
	d.holds[ref] = object
	return nil
}

func TestStepsBecomeResults(t *testing.T) {
	t.Parallel()
	const made = `    When this is applied in the virtual cluster:
      """yaml
      {apiVersion: v1, kind: ConfigMap, metadata: {name: NAME, namespace: default}}
      """
`
	cases := []struct {
		name, body string
		want       []reports.Status
		err        string
	}{
		{
			"steps that pass", "    Given a virtual cluster\n" + strings.ReplaceAll(made, "NAME", "a") + `    Then ConfigMap "default/a" is in the virtual cluster` + "\n",
			[]reports.Status{reports.Passed, reports.Passed, reports.Passed}, "",
		},
		{
			"the steps after a failure are skipped", `    Then ConfigMap "default/a" is in the virtual cluster` + "\n" + strings.ReplaceAll(made, "NAME", "a"),
			[]reports.Status{reports.Failed, reports.Skipped}, "default/a",
		},
		{
			"a step nobody defined", "    Given a virtual cluster\n    When the moon is full\n    Then it is night\n",
			[]reports.Status{reports.Passed, reports.Undefined, reports.Undefined}, "step is undefined: the moon is full",
		},
		{
			"a Then that is used as a Given is undefined", `    Given ConfigMap "default/a" is in the virtual cluster` + "\n",
			[]reports.Status{reports.Undefined}, "step is undefined",
		},
		{
			"what is found wrong after the last step fails it", "    Given a virtual cluster\n" + strings.ReplaceAll(made, "NAME", "refused"),
			[]reports.Status{reports.Passed, reports.Failed}, "a change was refused and the scenario does not say so",
		},
		{"no steps at all", "", []reports.Status{}, "the scenario has no steps"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page, err := parse("page.feature", []byte("Feature: f\n  Scenario: s\n"+c.body))
			require.NoError(t, err)
			result := play(t.Context(), page.Examples[0], newDesk(), func(int) {})
			if c.err == "" {
				require.NoError(t, result.err)
			} else {
				require.ErrorContains(t, result.err, c.err)
			}
			got := []reports.Status{}
			for _, step := range result.steps {
				got = append(got, step.Status)
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestAPanicInAStepFailsTheStep(t *testing.T) {
	t.Parallel()
	page, err := parse("page.feature", []byte("Feature: f\n  Scenario: s\n    Given a virtual cluster\n    And a virtual cluster\n"))
	require.NoError(t, err)
	target := newDesk()
	target.started = func() error { panic("out of ideas") }
	result := play(t.Context(), page.Examples[0], target, func(int) {})
	require.ErrorContains(t, result.err, "out of ideas")
	require.Equal(t, 0, result.at)
	require.Equal(t, reports.Failed, result.steps[0].Status)
}

func TestOnlyTheRowThatIsMeantIsPlayed(t *testing.T) {
	t.Parallel()
	page, err := parse("page.feature", []byte(`Feature: f
  Background:
    Given a virtual cluster
  Scenario Outline: s
    Given the virtual cluster has ConfigMap "default/<name>"
    Then ConfigMap "default/<name>" is in the virtual cluster
    Examples:
      | name  |
      | one   |
      | two   |
      | three |
`))
	require.NoError(t, err)
	target := newDesk()
	began := []int{}
	result := play(t.Context(), page.Examples[1], target, func(step int) { began = append(began, step) })
	require.NoError(t, result.err)
	require.Equal(t, []int{0, 1, 2}, began)
	require.Equal(t, `ConfigMap "default/two" is in the virtual cluster`, result.steps[2].Text)
	var made []string
	for ref := range target.holds {
		if ref.Kind == "ConfigMap" {
			made = append(made, ref.Name)
		}
	}
	require.Equal(t, []string{"two"}, made)
}

func TestABubbleReportsWhatGoesWrongInIt(t *testing.T) {
	t.Parallel()
	require.NoError(t, inBubble(func() {}))
	require.EqualError(t, inBubble(func() { panic("pop") }), "panic: pop")
	require.ErrorContains(t, inBubble(func() { <-make(chan int) }), "deadlock")
	require.ErrorContains(t, inBubble(func() { go func() { <-make(chan int) }() }), "deadlock")
}
