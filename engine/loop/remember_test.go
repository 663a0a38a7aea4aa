package loop

import (
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/write"
)

// A pod's plan finds no DNS service, the service arrives, and only then is it
// written down that the pod waits for it: nobody else would ever wake the pod.
func TestWhatChangedBetweenPlanningAndRememberingWakesTheName(t *testing.T) {
	t.Parallel()
	l := New(Options{
		Env:     recipe.Env{Scheme: naming.Scheme{Name: "vcluster", Namespace: "vcluster"}, Config: config.Default()},
		Recipes: kinds.All(), Writer: &write.Writer{}, Log: slog.New(slog.DiscardHandler), Metrics: NewMetrics(nil),
	})
	pod := item{&kinds.Pod, object.Key{Namespace: "default", Name: "web"}}
	dns := dependency{object.Host, &kinds.Service, object.Key{Namespace: "vcluster", Name: "kube-dns-x-kube-system-x-vcluster"}}
	service := &unstructured.Unstructured{Object: map[string]any{
		"metadata": map[string]any{"namespace": dns.key.Namespace, "name": dns.key.Name, "resourceVersion": "2"},
	}}
	require.NoError(t, l.caches[place{side: dns.side, recipe: dns.recipe}].Add(service))

	l.mu.Lock()
	defer l.mu.Unlock()
	l.remember(pod, l.pair(pod), []reading{{dns, service}})
	require.Empty(t, l.waiting, "what was read is what there is")
	l.remember(pod, l.pair(pod), []reading{{dns, nil}})
	require.True(t, l.waiting[pod])
}
