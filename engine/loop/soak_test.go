package loop_test

import (
	"fmt"
	"math/rand"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/steps"
)

// Whatever people do, however fast, and whatever breaks meanwhile: in the end
// both sides hold the same, and an engine that is started anew has nothing to do.
func TestBothSidesAgreeAfterAnyStorm(t *testing.T) {
	t.Parallel()
	for seed := range int64(12) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				e := w.run(everything)
				storm(t, w, e, rand.New(rand.NewSource(seed)))
				time.Sleep(10 * time.Minute)
				require.True(t, settled(t, e))
				agree(t, w)

				before := len(w.writes(steps.Host)) + len(w.writes(steps.Virtual))
				e.stop()
				w.run(everything)
				time.Sleep(10 * time.Minute)
				require.Equal(t, before, len(w.writes(steps.Host))+len(w.writes(steps.Virtual)), "a restart changes nothing")
			})
		})
	}
}

// storm is sixty things that people and networks do. Errors are part of it:
// what is not there cannot be changed.
func storm(t *testing.T, w *world, e *started, r *rand.Rand) {
	t.Helper()
	var release []func()
	for range 60 {
		name := fmt.Sprintf("settings-%d", r.Intn(4))
		client, namespace, at := w.tenant, "default", name
		if r.Intn(3) == 0 {
			client, namespace, at = w.admin, "vcluster", name+"-x-default-x-vcluster"
		}
		resource := client.Resource(configMaps).Namespace(namespace)
		switch r.Intn(8) {
		case 0, 1, 2:
			_, _ = w.tenant.Resource(configMaps).Namespace("default").Create(t.Context(), configMap(name, "a", "new"), metav1.CreateOptions{})
		case 3, 4:
			patch := fmt.Sprintf(`{"data":{"key%d":"%d"},"metadata":{"labels":{"l%d":"%d"}}}`, r.Intn(3), r.Intn(3), r.Intn(2), r.Intn(3))
			_, _ = resource.Patch(t.Context(), at, types.MergePatchType, []byte(patch), metav1.PatchOptions{})
		case 5:
			_ = resource.Delete(t.Context(), at, metav1.DeleteOptions{})
		case 6:
			[]*hooked{e.virtual, e.host}[r.Intn(2)].sever()
		case 7:
			if len(release) == 0 {
				release = append(release, []*hooked{e.virtual, e.host}[r.Intn(2)].hold())
			} else {
				release[0]()
				release = nil
			}
		}
		if r.Intn(2) == 0 {
			time.Sleep(time.Duration(r.Intn(2000)) * time.Millisecond)
		}
	}
	for _, let := range release {
		let()
	}
}

// agree requires that every virtual config map has a copy with the same content,
// and that there is no other copy.
func agree(t *testing.T, w *world) {
	t.Helper()
	require.Equal(t, contents(t, w.tenant, "default", ""), contents(t, w.admin, "vcluster", "-x-default-x-vcluster"))
}

func contents(t *testing.T, client dynamic.Interface, namespace, suffix string) map[string]string {
	t.Helper()
	list, err := client.Resource(configMaps).Namespace(namespace).List(t.Context(), metav1.ListOptions{})
	require.NoError(t, err)
	found := map[string]string{}
	for _, o := range list.Items {
		labels := o.GetLabels()
		delete(labels, "vcluster.loft.sh/managed-by")
		delete(labels, "vcluster.loft.sh/namespace")
		name := o.GetName()
		require.GreaterOrEqual(t, len(name), len(suffix))
		found[name[:len(name)-len(suffix)]] = fmt.Sprint(o.Object["data"], len(labels), labels)
	}
	return found
}
