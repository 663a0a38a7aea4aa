package loop_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// A broken watch is made good by a list: what came, changed and went meanwhile
// is seen as if it had been watched.
func TestWhatABrokenWatchMissedIsFoundByTheNextList(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		for _, name := range []string{"stays", "changes", "goes", "copy-changes", "copy-goes"} {
			w.create(configMap(name, "a", "1"))
		}
		synctest.Wait()
		require.Len(t, w.writes(steps.Host), 5)

		back := make(chan struct{})
		blind := func(verb string) {
			if verb == "list" || verb == "watch" {
				<-back
			}
		}
		for _, side := range []*hooked{e.virtual, e.host} {
			side.do(blind)
			side.sever()
		}
		synctest.Wait()
		put(t, w.tenant, "default", "changes", "a", "2")
		remove(t, w.tenant, "default", "goes")
		w.create(configMap("comes", "a", "1"))
		put(t, w.admin, "vcluster", "copy-changes-x-default-x-vcluster", "a", "2")
		remove(t, w.admin, "vcluster", "copy-goes-x-default-x-vcluster")
		synctest.Wait()
		require.Len(t, w.writes(steps.Host), 5, "nothing was seen")

		close(back)
		time.Sleep(time.Minute)
		synctest.Wait()
		require.True(t, settled(t, e))
		require.ElementsMatch(t, []string{
			"patch changes-x-default-x-vcluster ok", "delete goes-x-default-x-vcluster ok", "create comes-x-default-x-vcluster ok",
			"create copy-goes-x-default-x-vcluster ok", // nobody saw who took it away, so it is made again
		}, w.writes(steps.Host)[5:])
		require.ElementsMatch(t, []string{"patch copy-changes ok"}, w.writes(steps.Virtual))
		require.Positive(t, relists(t, w), "the engine listed again")
	})
}

// relists counts the lists of config maps after the first of each side; a watch
// that begins with a list of its own has none.
func relists(t *testing.T, w *world) int {
	t.Helper()
	calls, err := w.pair.Calls(t.Context())
	require.NoError(t, err)
	count := 0
	for _, c := range calls {
		if c.Actor.IsEngine() && c.Resource == configMaps && (c.Verb == "list" || c.Verb == "watch") {
			count++
		}
	}
	return count - 2
}

func TestSettledWaitsForAWatchThatIsBroken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		back := make(chan struct{})
		e.virtual.do(func(verb string) {
			if verb == "list" || verb == "watch" {
				<-back
			}
		})
		e.virtual.sever()
		synctest.Wait()
		made := w.create(configMap("settings", "color", "red"))
		require.False(t, settled(t, e, mark(cluster.Virtual, made)))
		close(back)
		require.True(t, settled(t, e, mark(cluster.Virtual, made)))
	})
}

// The answer to a write says that it was done; if its object goes before a watch
// shows it, no event ever will.
func TestAWriteWhoseObjectCameAndWentUnseenIsNotAwaitedForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		back := make(chan struct{})
		e.host.do(func(verb string) {
			if verb == "list" || verb == "watch" {
				<-back
			}
		})
		e.host.sever()
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		remove(t, w.admin, "vcluster", "settings-x-default-x-vcluster")
		require.False(t, settled(t, e))
		close(back)
		time.Sleep(time.Minute)
		require.True(t, settled(t, e))
		require.Equal(t, map[string]string{"color": "red"}, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"))
	})
}

func TestAnEngineRefusesToBeMadeOfHalfAPair(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		clients := cluster.Pair{Virtual: w.client(steps.Virtual, history.Engine), Host: w.client(steps.Host, history.Engine)}
		for name, options := range map[string]engine.Options{
			"without a name":            {Namespace: "vcluster", Clusters: clients},
			"without a namespace":       {Name: "vcluster", Clusters: clients},
			"without a virtual cluster": {Name: "vcluster", Namespace: "vcluster", Clusters: cluster.Pair{Host: clients.Host}},
			"without a host":            {Name: "vcluster", Namespace: "vcluster", Clusters: cluster.Pair{Virtual: clients.Virtual}},
		} {
			_, err := engine.New(options)
			require.Error(t, err, name)
		}
	})
}
