package worlds_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/worlds"
)

// TestTheFeatureTellsTheSameStoryAsTheFiles finds for each world the scenarios that
// begin with its configuration and its host, and in them all that its tenants make.
func TestTheFeatureTellsTheSameStoryAsTheFiles(t *testing.T) {
	t.Parallel()
	for _, world := range all(t) {
		t.Run(world.Name, func(t *testing.T) {
			t.Parallel()
			var applied []any
			for _, example := range page(t) {
				if begins(t, example, world) {
					for _, step := range example.Steps[2:] {
						if step.Text == "this is applied in the virtual cluster:" {
							applied = append(applied, objects(t, step.Argument)...)
						}
					}
				}
			}
			for _, object := range objects(t, world.Virtual) {
				require.Contains(t, applied, object, "features/use-cases.feature has no scenario with this host and configuration in which it is applied")
			}
		})
	}
}

// begins reports whether a scenario has the configuration and the host of a world.
func begins(t *testing.T, example runner.Example, world worlds.World) bool {
	t.Helper()
	require.GreaterOrEqual(t, len(example.Steps), 2)
	config, host := example.Steps[0], example.Steps[1]
	require.Equal(t, "a virtual cluster with this configuration:", config.Text)
	require.Equal(t, "the host cluster has:", host.Text)
	return assert.ObjectsAreEqual(fields(t, world.Config), fields(t, config.Argument)) &&
		assert.ObjectsAreEqual(objects(t, world.Host), objects(t, host.Argument))
}

// page are the scenarios of the feature.
func page(t *testing.T) []runner.Example {
	t.Helper()
	pages, err := runner.Load(features.FS, []string{"features/use-cases.feature"})
	require.NoError(t, err)
	examples, err := runner.Choose(pages, runner.Selection{})
	require.NoError(t, err)
	return examples
}

func fields(t *testing.T, text string) any {
	t.Helper()
	var fields any
	require.NoError(t, yaml.UnmarshalStrict([]byte(text), &fields))
	return fields
}

func objects(t *testing.T, text string) []any {
	t.Helper()
	var all []any
	for _, m := range manifests(t, "text", text) {
		all = append(all, m.Object.Object)
	}
	return all
}
