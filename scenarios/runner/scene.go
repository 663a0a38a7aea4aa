package runner

import (
	"context"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// scene gathers what the clusters hold after a failure: every object of the kinds
// that somebody was answered about. What cannot be read any more is left out.
func (a *attempt) scene(ctx context.Context) *reports.Scene {
	scene := &reports.Scene{Calls: everyCall(a.past, a.epoch)}
	if servers, ok := a.pair.(interface{ Dir() string }); ok {
		scene.Servers = servers.Dir()
	}
	for side, objects := range map[steps.Side]*[]string{steps.Virtual: &scene.Virtual, steps.Host: &scene.Host} {
		for _, resource := range asked(a.past, side) {
			found, err := a.subject.List(ctx, side, resource, "")
			if err != nil {
				continue
			}
			for i := range found {
				*objects = append(*objects, show(&found[i]))
			}
		}
	}
	return scene
}

// asked are the resources of one side, events apart, that a call was answered for.
func asked(past history.History, side steps.Side) []schema.GroupVersionResource {
	var all []schema.GroupVersionResource
	for _, call := range past.Calls {
		if call.Side == string(side) && call.OK() && call.Resource.Resource != "events" && !slices.Contains(all, call.Resource) {
			all = append(all, call.Resource)
		}
	}
	slices.SortFunc(all, func(a, b schema.GroupVersionResource) int { return strings.Compare(a.String(), b.String()) })
	return all
}
