package loop_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
)

// settled reports whether an engine calls itself settled within an hour.
func settled(t *testing.T, e *started, marks ...engine.Mark) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	err := e.Settled(ctx, marks...)
	if err != nil {
		require.ErrorIs(t, err, context.DeadlineExceeded)
	}
	return err == nil
}

func mark(side cluster.Side, o *unstructured.Unstructured) engine.Mark {
	return engine.Mark{
		Side: side, Resource: configMaps, Namespace: o.GetNamespace(), Name: o.GetName(),
		UID: string(o.GetUID()), ResourceVersion: o.GetResourceVersion(), Labels: o.GetLabels(),
	}
}

func gone(m engine.Mark) engine.Mark {
	m.ResourceVersion = ""
	return m
}

func TestSettledWaitsForWhatItIsToldOf(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		require.True(t, settled(t, e), "nothing is under way")

		release := e.virtual.hold()
		made := w.create(configMap("settings", "color", "red"))
		require.True(t, settled(t, e), "of a write it has not seen it knows nothing")
		require.False(t, settled(t, e, mark(cluster.Virtual, made)), "of a write it is told of it waits for the event")
		release()
		require.True(t, settled(t, e, mark(cluster.Virtual, made)))
		require.NotNil(t, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"), "and for all that follows")
	})
}

func TestSettledWaitsForDeletions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		made := w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		release := e.virtual.hold()
		remove(t, w.tenant, "default", "settings")
		require.False(t, settled(t, e, gone(mark(cluster.Virtual, made))))
		release()
		require.True(t, settled(t, e, gone(mark(cluster.Virtual, made))))
		require.Nil(t, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"))

		again := w.create(configMap("settings", "color", "blue"))
		require.True(t, settled(t, e, gone(mark(cluster.Virtual, made)), mark(cluster.Virtual, again)), "another of the same name does not hide that it is gone")
	})
}

func TestSettledDoesNotWaitForWhatNobodyWatches(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		release := e.host.hold()
		stranger := configMap("stranger", "a", "1")
		stranger.SetNamespace("vcluster")
		stranger.SetResourceVersion("99999999")
		require.True(t, settled(t, e, mark(cluster.Host, stranger)), "it does not carry our label")
		stranger.SetLabels(map[string]string{"vcluster.loft.sh/managed-by": "vcluster"})
		require.False(t, settled(t, e, mark(cluster.Host, stranger)), "with our label it would be seen")
		stranger.SetNamespace("elsewhere")
		require.True(t, settled(t, e, mark(cluster.Host, stranger)), "in another namespace it would not")
		release()
	})
}

func TestSettledWaitsForOwnWritesToComeBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		release := e.host.hold()
		made := w.create(configMap("settings", "color", "red"))
		require.False(t, settled(t, e, mark(cluster.Virtual, made)))
		release()
		require.True(t, settled(t, e, mark(cluster.Virtual, made)))
	})
}
