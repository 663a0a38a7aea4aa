package loop_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/steps"
)

// Who loses the right to see a kind goes on with what was seen of it, and sees all
// again once it may.
func TestARightToReadThatIsWithdrawnIsToldOnceAndRecoversFrom(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		w.create(configMap("before", "a", "1"))
		synctest.Wait()

		e.host.see(false)
		e.host.sever()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		require.Equal(t, 1, strings.Count(e.log.String(), "the engine may not watch configmaps in the host cluster: "), "it is told once: %s", e.log)
		require.NotContains(t, e.log.String(), "Failed to watch")
		require.Less(t, e.host.refused, 30, "it is tried ever more rarely")
		put(t, w.admin, "vcluster", "before-x-default-x-vcluster", "a", "2")
		w.create(configMap("meanwhile", "a", "1"))
		synctest.Wait()
		require.True(t, settled(t, e), "nobody waits for what cannot be seen")
		require.Equal(t, []string{"create before-x-default-x-vcluster ok", "create meanwhile-x-default-x-vcluster ok"}, w.writes(steps.Host))
		require.Empty(t, w.writes(steps.Virtual))

		e.host.see(true)
		require.NoError(t, e.Looked(t.Context()))
		synctest.Wait()
		require.Equal(t, []string{"patch before ok"}, w.writes(steps.Virtual))
		require.Equal(t, 1, strings.Count(e.log.String(), "the engine may watch what it could not"))
		require.True(t, settled(t, e))
	})
}
