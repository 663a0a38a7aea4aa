package cli

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
	"github.com/syncspec/syncspec/steps"
)

// journal is a log that tells when a word was written.
type journal struct {
	mu    sync.Mutex
	text  bytes.Buffer
	await string
	found chan struct{}
}

func (j *journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.text.Write(line)
	if j.await != "" && strings.Contains(string(line), j.await) {
		j.await = ""
		close(j.found)
	}
	return len(line), nil
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func TestSyncIsReadyServesAndEndsWhenTold(t *testing.T) {
	t.Parallel()
	pair := envtest.Shared(t)
	config := filepath.Join(t.TempDir(), "vcluster.yaml")
	require.NoError(t, os.WriteFile(config, []byte("sync: {toHost: {secrets: {all: true}}}\n"), 0o600))
	env := map[string]string{
		"HOST_KUBECONFIG": credentials(t, pair, steps.Host), "VIRTUAL_KUBECONFIG": credentials(t, pair, steps.Virtual),
		"VCLUSTER_YAML": config, "VCLUSTER_NAME": "vc", "VCLUSTER_NAMESPACE": "vc",
	}
	create(t, pair, steps.Host, "namespaces", "", `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"vc"}}`)
	create(t, pair, steps.Virtual, "secrets", "default", `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"password"},"stringData":{"key":"hunter2"}}`)

	log := &journal{await: "msg=ready", found: make(chan struct{})}
	program := &Program{Name: "syncspec", Stdout: io.Discard, Stderr: log, Env: func(name string) string { return env[name] }}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan int, 1)
	go func() { ended <- program.run(ctx, []string{"sync", "--listen", "127.0.0.1:0", "--log-level", "debug"}) }()
	select {
	case <-log.found:
	case code := <-ended:
		t.Fatalf("sync ended with %d:\n%s", code, log)
	}

	address := regexp.MustCompile(`address=(\S+)`).FindStringSubmatch(log.String())
	require.Len(t, address, 2)
	require.Equal(t, "ok\n", get(t, address[1], "healthz"))
	require.Equal(t, "ready\n", get(t, address[1], "readyz"))
	require.Contains(t, get(t, address[1], "metrics"), "go_goroutines")
	copied, err := client(t, pair, steps.Host).Resource(core("secrets")).Namespace("vc").Get(t.Context(), "password-x-default-x-vc", metav1.GetOptions{})
	require.NoError(t, err, "what existed at the start is there once it is ready")
	require.Equal(t, "Secret", copied.GetKind())

	stop()
	require.Equal(t, ExitOK, <-ended)
	require.Contains(t, log.String(), "msg=stopped")
	require.NotContains(t, log.String(), "hunter2")
	require.NotContains(t, log.String(), "aHVudGVyMg")
}

func TestSyncThatIsToldToStopBeforeItBeganEndsWell(t *testing.T) {
	t.Parallel()
	silent, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer silent.Close() //nolint:errcheck // nothing was written
	file := filepath.Join(t.TempDir(), "kubeconfig")
	require.NoError(t, os.WriteFile(file, []byte(`{"apiVersion":"v1","kind":"Config","current-context":"x",
		"clusters":[{"name":"c","cluster":{"server":"https://`+silent.Addr().String()+`"}}],
		"users":[{"name":"u","user":{"token":"t"}}],"contexts":[{"name":"x","context":{"cluster":"c","user":"u"}}]}`), 0o600))
	var said bytes.Buffer
	program := &Program{Name: "syncspec", Stdout: io.Discard, Stderr: &said, Env: func(string) string { return "" }}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	code := program.run(ctx, []string{"sync", "--host-kubeconfig", file, "--virtual-kubeconfig", file, "--name", "vc", "--namespace", "vc"})
	require.Equal(t, ExitOK, code, said.String())
	require.Contains(t, said.String(), "msg=stopped")
}

func credentials(t *testing.T, pair *envtest.Pair, side steps.Side) string {
	t.Helper()
	text, err := pair.Kubeconfig(side, history.Engine)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "kubeconfig")
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

func core(resource string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Version: "v1", Resource: resource}
}

func client(t *testing.T, pair *envtest.Pair, side steps.Side) dynamic.Interface {
	t.Helper()
	made, err := pair.Client(side, history.Admin)
	require.NoError(t, err)
	return made
}

func create(t *testing.T, pair *envtest.Pair, side steps.Side, resource, namespace, text string) {
	t.Helper()
	object := &unstructured.Unstructured{}
	require.NoError(t, object.UnmarshalJSON([]byte(text)))
	_, err := client(t, pair, side).Resource(core(resource)).Namespace(namespace).Create(t.Context(), object, metav1.CreateOptions{})
	require.NoError(t, err)
}

func get(t *testing.T, address, path string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/"+path, nil)
	require.NoError(t, err)
	answer, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer answer.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return string(body)
}

func TestAFaultOfOursIsExitCodeFive(t *testing.T) {
	t.Parallel()
	var said bytes.Buffer
	program := &Program{Stdout: io.Discard, Stderr: &said, Env: func(string) string { return "" }}
	require.Equal(t, ExitInternal, program.guarded(func() int { panic("lost the thread") }))
	require.Equal(t, "syncspec: this is a fault of syncspec itself: lost the thread\n", said.String())
}
