package plan_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
)

// large is the input of a pod as large as they come: ten containers with a hundred
// variables between them and thirty volumes, many of which refer to other objects.
func large(t testing.TB) plan.Input {
	t.Helper()
	in := load(t, "testdata/pod-with-every-kind-of-reference-is-created")
	var containers, volumes []any
	for i := range 30 {
		name := fmt.Sprint("v", i)
		source := map[string]any{"name": name, "configMap": map[string]any{"name": name}}
		switch i % 3 {
		case 1:
			source = map[string]any{"name": name, "secret": map[string]any{"secretName": name}}
		case 2:
			source = map[string]any{"name": name, "emptyDir": map[string]any{}}
		}
		volumes = append(volumes, source)
	}
	for i := range 10 {
		var env, mounts []any
		for j := range 10 {
			variable := map[string]any{"name": fmt.Sprint("E", j), "value": "some value of a variable"}
			if j%2 == 0 {
				variable = map[string]any{"name": fmt.Sprint("E", j), "valueFrom": map[string]any{
					"configMapKeyRef": map[string]any{"name": "settings", "key": fmt.Sprint("k", j)},
				}}
			}
			env = append(env, variable)
		}
		for j := range 30 {
			mounts = append(mounts, map[string]any{"name": fmt.Sprint("v", j), "mountPath": fmt.Sprint("/mnt/", j)})
		}
		containers = append(containers, map[string]any{
			"name": fmt.Sprint("c", i), "image": "nginx", "env": env, "volumeMounts": mounts,
			"resources": map[string]any{"requests": map[string]any{"cpu": "100m"}, "limits": map[string]any{"memory": "1Gi"}},
		})
	}
	spec, _ := in.Virtual.Object["spec"].(map[string]any)
	for _, other := range []string{"initContainers", "ephemeralContainers"} {
		delete(spec, other)
	}
	spec["containers"], spec["volumes"] = containers, volumes
	in.Explain, in.Env = false, in.With(kinds.All()) // as the loop asks
	return in
}

// inStep is the same pod with the copy that was made of it.
func inStep(t testing.TB) plan.Input {
	t.Helper()
	in := large(t)
	created := plan.For(in)
	require.Len(t, created.Actions, 1)
	in.Host = created.Actions[0].Object.DeepCopy()
	in.Host.SetUID("host-uid")
	in.Host.SetResourceVersion("20")
	if status, ok := in.Virtual.Object["status"]; ok {
		in.Host.Object["status"] = status
	}
	in.Base = plan.Base{Virtual: in.Virtual, Host: in.Host}
	return in
}

func BenchmarkForLargePodCreate(b *testing.B) { benchmarkInput(b, large(b), 1) }

// BenchmarkForLargePodInStep is what every change of a status costs.
func BenchmarkForLargePodInStep(b *testing.B) { benchmarkInput(b, inStep(b), 0) }

func TestALargePodIsInStepWithTheCopyThatWasMadeOfIt(t *testing.T) {
	t.Parallel()
	in := inStep(t)
	before, host := in.Virtual.DeepCopy(), in.Host.DeepCopy()
	require.Empty(t, plan.For(in).Actions)
	require.True(t, object.Equal(before.Object, in.Virtual.Object), "planning changes nothing")
	require.True(t, object.Equal(host.Object, in.Host.Object))
}
