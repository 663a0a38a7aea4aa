package playground_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/playground"
	"github.com/syncspec/syncspec/scenarios/render"
	"github.com/syncspec/syncspec/steps"
)

// heard is what a playground tells.
type heard struct {
	t     *testing.T
	lines chan string
	ended chan error
}

// until reads on until a line contains a text.
func (h *heard) until(text string) string {
	h.t.Helper()
	for {
		select {
		case line := <-h.lines:
			if strings.Contains(line, text) {
				return line
			}
		case err := <-h.ended:
			require.Fail(h.t, "the playground ended before it said "+text, "%v", err)
		case <-h.t.Context().Done():
			require.Fail(h.t, "nobody said "+text)
		}
	}
}

func TestAPlaygroundTellsWhatIsSyncedAndReadsItsConfigurationAgain(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "vcluster.yaml")
	write := func(text string) { require.NoError(t, os.WriteFile(file, []byte(text), 0o600)) }
	write("sync: {fromHost: {runtimeClasses: {enabled: true}}}\n")
	host, err := render.Parse("host.yaml", []byte("{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: gvisor}, handler: runsc}"))
	require.NoError(t, err)
	virtual, err := render.Parse("virtual.yaml", []byte("{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}}\n---\n"+
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop}}\n---\n"+
		"{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}}"))
	require.NoError(t, err)

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	h := &heard{t: t, lines: make(chan string, 1000), ended: make(chan error, 1)}
	go func() {
		h.ended <- playground.Run(ctx, playground.Options{
			Config: file, Name: "vcluster", Namespace: "vcluster", Host: host, Virtual: virtual,
			Out: func(line string) { h.lines <- line }, Every: 10 * time.Millisecond, Nodes: 1,
		})
	}()
	require.Contains(t, h.until("kubectl"), "host.kubeconfig get all -n vcluster")
	require.Equal(t, "virtual create  RuntimeClass gvisor: new on the host", h.until("RuntimeClass"))
	h.until("the engine is ready")
	require.Contains(t, h.until("virtual.yaml"), "refuses Widget w")
	require.Equal(t, "host    event   Pod vcluster/web-x-shop-x-vcluster: Started: Container started", h.until("Started"))
	require.Equal(t, "host    node    Pod vcluster/web-x-shop-x-vcluster on node-1: Running", h.until("Running"))

	write("sync: {toHost: {configMaps: {all: true}}}\n")
	h.until("the configuration changed; the engine starts again")
	require.Equal(t, "host    create  ConfigMap vcluster/settings-x-shop-x-vcluster of shop/settings: new in the virtual cluster", h.until("shop/settings"))

	write("sync: 5\n")
	require.Contains(t, h.until("the one before stays in force"), "vcluster.yaml:1:7: ")
	cancel()
	require.NoError(t, <-h.ended)
}

func TestAPlaygroundRefusesAConfigurationBeforeItStartsAnything(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "vcluster.yaml")
	require.NoError(t, os.WriteFile(file, []byte("sync: {toHosts: {}}\n"), 0o600))
	err := playground.Run(t.Context(), playground.Options{Config: file, Name: "a", Namespace: "a", Out: func(string) {}})
	var refused *steps.Refused
	require.ErrorAs(t, err, &refused)
	require.ErrorContains(t, playground.Run(t.Context(), playground.Options{Config: file + ".none", Out: func(string) {}}), "reading the configuration")
}
