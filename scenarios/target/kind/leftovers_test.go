package kind

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/steps"
)

func TestWhatAClusterHeldAtFirstIsWrittenDown(t *testing.T) {
	t.Parallel()
	w := &wiper{
		planes: &planes{host: &host{folder: t.TempDir()}},
		first: map[steps.Side]map[item]*unstructured.Unstructured{steps.Host: {
			{schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "daemonsets"}, "kube-system", "kube-proxy"}: {},
		}},
	}
	require.NoError(t, w.remember())
	text, err := os.ReadFile(filepath.Join(w.host.folder, firstFile))
	require.NoError(t, err)
	require.JSONEq(t, `[{"Group": "apps", "Version": "v1", "Resource": "daemonsets", "Namespace": "kube-system", "Name": "kube-proxy"}]`, string(text))
}

func TestAClusterThatNeverGotToScenariosHasNothingToClear(t *testing.T) {
	t.Parallel()
	p := &planes{host: &host{folder: t.TempDir()}}
	require.NoError(t, p.tidy(t.Context()))
}
