package plan_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

func TestMessagesToATenantShowVirtualNames(t *testing.T) {
	t.Parallel()
	s := naming.Scheme{Name: "vcluster", Namespace: "host-namespace"}
	for name, c := range map[string]struct {
		recipe        *recipe.Recipe
		key           object.Key
		message, want string
	}{
		"the object's own name": {
			&kinds.Service, object.Key{Namespace: "default", Name: "web"},
			`services "web-x-default-x-vcluster" is invalid`, `services "web" is invalid`,
		},
		"every time it is named": {
			&kinds.Service, object.Key{Namespace: "default", Name: "web"},
			"web-x-default-x-vcluster and web-x-default-x-vcluster", "web and web",
		},
		"another object of the same namespace": {
			&kinds.Pod, object.Key{Namespace: "default", Name: "web"},
			`persistentvolumeclaim "data-x-default-x-vcluster" not found`, `persistentvolumeclaim "data" not found`,
		},
		"a shortened name": {
			&kinds.Pod, object.Key{Namespace: "default", Name: "a-name-that-is-so-long-that-it-does-not-fit-into-63-bytes"},
			`pods "` + s.Host("default", "a-name-that-is-so-long-that-it-does-not-fit-into-63-bytes") + `" is forbidden`,
			`pods "a-name-that-is-so-long-that-it-does-not-fit-into-63-bytes" is forbidden`,
		},
		"not one of another namespace": {
			&kinds.Pod, object.Key{Namespace: "default", Name: "web"},
			`"data-x-other-x-vcluster"`, `"data-x-other-x-vcluster"`,
		},
		"a virtual name that ends like a host name is kept": {
			&kinds.Pod, object.Key{Namespace: "default", Name: "web-x-default-x-vcluster"},
			`pods "web-x-default-x-vcluster-x-default-x-vcluster" is invalid`, `pods "web-x-default-x-vcluster" is invalid`,
		},
		"kinds that come from the host keep every word": {
			&kinds.RuntimeClass, object.Key{Name: "web"},
			"web-x-default-x-vcluster", "web-x-default-x-vcluster",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, plan.Sanitise(s, c.recipe, c.key, c.message))
		})
	}
}

func TestARefusalTellsWhichStepWasRefused(t *testing.T) {
	t.Parallel()
	in := load(t, "testdata/service-ports-and-selector-go-down")
	for name, c := range map[string]struct {
		failed plan.Action
		want   string
	}{
		"a creation": {
			plan.Action{Side: object.Host, Verb: plan.Create},
			`Error syncing to host cluster: create object: services "nginx" is invalid`,
		},
		"a patch on the host": {
			plan.Action{Side: object.Host, Verb: plan.Patch},
			`Error syncing: patch host object: update object: services "nginx" is invalid`,
		},
		"a patch of the virtual object": {
			plan.Action{Side: object.Virtual, Verb: plan.Patch},
			`Error syncing: patch virtual object: update object: services "nginx" is invalid`,
		},
		"EVT-10: a write to a subresource": {
			plan.Action{Side: object.Virtual, Verb: plan.Post, Doing: "binding pod"},
			`Error binding pod: services "nginx" is invalid`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			told := plan.Refusal(in, c.failed, `services "nginx-x-default-x-vcluster" is invalid`)
			require.Equal(t, plan.Tell, told.Verb)
			require.Equal(t, object.Virtual, told.Side)
			require.Equal(t, plan.Event{Regarding: in.Virtual, Reason: "SyncError", Message: c.want}, *told.Event)
		})
	}
}
