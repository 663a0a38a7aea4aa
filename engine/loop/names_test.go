package loop_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/syncspec/syncspec/steps"
)

func TestAForeignObjectInTheWayIsLeftAloneUntilItGoes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		foreign := configMap("settings-x-default-x-vcluster", "of", "somebody else")
		foreign.SetNamespace("vcluster")
		_, err := w.admin.Resource(configMaps).Namespace("vcluster").Create(t.Context(), foreign, metav1.CreateOptions{})
		require.NoError(t, err)
		e := w.run(everything)
		w.create(configMap("settings", "of", "the tenant"))
		time.Sleep(10 * time.Minute)
		require.Equal(t, map[string]string{"of": "somebody else"}, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"))
		told := w.told("default")
		require.Len(t, told, 1, "it is told once")
		require.Contains(t, told[0], "does not belong to this virtual cluster")
		require.True(t, settled(t, e))

		remove(t, w.admin, "vcluster", "settings-x-default-x-vcluster")
		time.Sleep(2 * time.Minute)
		require.Equal(t, map[string]string{"of": "the tenant"}, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"))
	})
}

func TestTheSecondOfTwoWithOneHostNameWaitsForTheFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		for _, name := range []string{"c", "b-x-c"} {
			_, err := w.tenant.Resource(namespaces).Create(t.Context(), object("Namespace", "", name), metav1.CreateOptions{})
			require.NoError(t, err)
		}
		w.run(everything)
		first, second := configMap("a-x-b", "of", "first"), configMap("a", "of", "second")
		first.SetNamespace("c")
		second.SetNamespace("b-x-c")
		w.create(first)
		synctest.Wait()
		w.create(second)
		synctest.Wait()
		copied := "a-x-b-x-c-x-vcluster"
		require.Equal(t, map[string]string{"of": "first"}, data(t, w.admin, "vcluster", copied))
		require.Empty(t, w.told("c"))
		require.Len(t, w.told("b-x-c"), 1)
		require.Contains(t, w.told("b-x-c")[0], `already belongs to configmap "c/a-x-b"`)

		remove(t, w.tenant, "c", "a-x-b")
		synctest.Wait()
		require.Equal(t, map[string]string{"of": "second"}, data(t, w.admin, "vcluster", copied), "the name is free at once")
		require.Len(t, w.told("b-x-c"), 1)
	})
}

func TestACopyThatLostOurLabelIsFoundAndMarkedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run(everything)
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		copied := "settings-x-default-x-vcluster"
		_, err := w.admin.Resource(configMaps).Namespace("vcluster").Patch(t.Context(), copied, types.MergePatchType,
			[]byte(`{"metadata":{"labels":{"vcluster.loft.sh/managed-by":null}}}`), metav1.PatchOptions{})
		require.NoError(t, err)
		time.Sleep(time.Minute)
		found, err := w.admin.Resource(configMaps).Namespace("vcluster").Get(t.Context(), copied, metav1.GetOptions{})
		require.NoError(t, err)
		require.Equal(t, "vcluster", found.GetLabels()["vcluster.loft.sh/managed-by"])
		require.Empty(t, w.writes(steps.Virtual), "the tenant's own was not touched")
	})
}

func TestWhatIsDeletedOnTheHostGoesFromTheVirtualCluster(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run(everything)
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		remove(t, w.admin, "vcluster", "settings-x-default-x-vcluster")
		synctest.Wait()
		require.Nil(t, data(t, w.tenant, "default", "settings"))
		require.Equal(t, []string{"create settings-x-default-x-vcluster ok"}, w.writes(steps.Host))

		w.create(configMap("settings", "color", "blue"))
		synctest.Wait()
		require.Equal(t, map[string]string{"color": "blue"}, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"), "a new one is a new one")
	})
}

func TestAnObjectMadeAnewWhileTheEngineIsStoppedGetsANewCopy(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		e.stop()
		remove(t, w.tenant, "default", "settings")
		made := w.create(configMap("settings", "color", "blue"))
		w.run(everything)
		synctest.Wait()
		found, err := w.admin.Resource(configMaps).Namespace("vcluster").Get(t.Context(), "settings-x-default-x-vcluster", metav1.GetOptions{})
		require.NoError(t, err)
		require.Equal(t, string(made.GetUID()), found.GetAnnotations()["vcluster.loft.sh/object-uid"])
		require.Equal(t, map[string]string{"color": "blue"}, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"))
	})
}
