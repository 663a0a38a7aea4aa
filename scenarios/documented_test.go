package scenarios_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/scenarios/runner"
)

var asVCluster = regexp.MustCompile(`(?m)^compat: vcluster$`)

// shownElsewhere are @documented scenarios without a sibling on their page that
// has one of their ids and says what the real one does, with where that is said.
func shownElsewhere() map[string]string {
	return map[string]string{
		"features/from-host/runtime-classes.feature several expressions must all match":                                               "a NotIn among other expressions: the scenario of RTC-12 shows the difference alone",
		"features/from-host/runtime-classes.feature an orphan whose class is selected again catches up":                               "the real one does not look at its pods when a class changes: shown by RTC-50, at a pod that waits",
		"features/from-host/runtime-classes.feature the event says that the selector does not let the pod through":                    "the event of the real one has an id of its own, EVT-02",
		"features/from-host/runtime-classes.feature the tenant of an orphan is told":                                                  "the event of the real one has an id of its own, EVT-02",
		"features/sync/merging.feature different keys that both sides changed are on both sides":                                      "both changes are made while the engine is down, which the real one does not repair: SYNC-35",
		"features/to-host/pods.feature conditions that changed while the engine was away are the host's":                              "what differs after a start stays so with the real one: SYNC-35",
		"features/to-host/pods/nodes.feature a copy that got a node and ran while the engine was away":                                "what differs after a start stays so with the real one: SYNC-35",
		"features/to-host/pods/nodes.feature a pod whose gates are closed in the virtual cluster only":                                "the real one says nothing of it, as of all that stops it before a write: EVT-14",
		"features/to-host/pods/rewrite-hosts.feature a container that brings its own hosts file keeps it":                             "the host refuses the pod the real one makes, for two mounts of one path: EVT-07",
		"features/to-host/pods/selecting-pods.feature keys that the virtual API server put into the selector are not asked for twice": "the host refuses the pod the real one makes, for asking for the keys twice: EVT-07",
		"features/from-host/nodes.feature the tenant is told of a pod on a node that is not shown":                                    "the real one says nothing of it, as of all that stops it before a write: EVT-14",
		"features/sync/merging.feature a key both sides changed is the tenant's":                                                      "both changes are made while the engine is down, which the real one does not repair: SYNC-35",
	}
}

// TestWhatIsOnlyDocumentedHasASibling holds both halves together: where the real
// vCluster differs from what is documented, what it does is specified too.
func TestWhatIsOnlyDocumentedHasASibling(t *testing.T) {
	t.Parallel()
	examples, elsewhere := builtIn(t), shownElsewhere()
	for _, example := range examples {
		if !slices.Contains(example.Tags, "@documented") {
			continue
		}
		require.Falsef(t, isReal(example), "%s says what is documented and has compat: vcluster", example.Place())
		title := example.Feature.URI + " " + example.Name
		_, listed := elsewhere[title]
		delete(elsewhere, title)
		require.NotEqualf(t, listed, hasSibling(example), "%s: either a scenario of its page has one of its ids and compat: vcluster, or it is listed with a reason", example.Place())
	}
	require.Empty(t, elsewhere, "listed, but no longer there")
}

func hasSibling(example runner.Example) bool {
	return slices.ContainsFunc(example.Feature.Examples, func(other runner.Example) bool {
		return isReal(other) && slices.ContainsFunc(other.Behaviours(), func(id string) bool {
			return slices.Contains(example.Behaviours(), id)
		})
	})
}

// isReal reports whether a scenario says what the real vCluster does.
func isReal(example runner.Example) bool {
	for _, step := range example.Steps {
		if asVCluster.MatchString(step.Argument) {
			return true
		}
	}
	return false
}

// TestADeliberateDifferenceIsShownFromBothSides holds the list of differences to the
// scenarios: each has one that says what is documented, and one of the real vCluster
// or the reason why not.
func TestADeliberateDifferenceIsShownFromBothSides(t *testing.T) {
	t.Parallel()
	ours, theirs := map[string]bool{}, map[string]bool{}
	for _, example := range builtIn(t) {
		for _, id := range example.Behaviours() {
			ours[id] = ours[id] || !isReal(example)
			theirs[id] = theirs[id] || isReal(example)
		}
	}
	differences, err := features.Differences()
	require.NoError(t, err)
	require.NotEmpty(t, differences)
	for _, d := range differences {
		what := d.Kind + " " + d.At
		require.NotContains(t, []string{d.Kind, d.Real, d.Ours, d.Reason}, "", what)
		require.NotContains(t, d.Reason, "\n", "%s: the reason is one line", what)
		require.Truef(t, ours[d.Behaviour], "%s: no scenario shows %s", what, d.Behaviour)
		require.NotEqualf(t, theirs[d.Behaviour], d.Alike != "", "%s: either a scenario shows %s with compat: vcluster, or alike says why not", what, d.Behaviour)
	}
}
