package plan_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/plan"
)

var update = flag.Bool("update", false, "rewrite the golden plans")

// A case is a folder of testdata. All files are optional but config.yaml:
//
//	config.yaml                          the vcluster.yaml
//	virtual.yaml host.yaml               the pair as it is
//	base-virtual.yaml base-host.yaml     the pair as both sides last agreed
//	taken.yaml                           the host object that has the copy's name
//	view.yaml                            what else there is: documents of {side, object}
//	case.yaml                            compat, hostDeleted, and the name where no object has it
//	plan.yaml                            what is decided: go test ./engine/plan -update
func TestGoldenPlans(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("testdata/*")
	require.NoError(t, err)
	require.NotEmpty(t, folders)
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			in := load(t, folder)
			before := []*unstructured.Unstructured{deep(in.Virtual), deep(in.Host), deep(in.Base.Virtual), deep(in.Base.Host), deep(in.Taken)}
			got := spell(t, plan.For(in))
			require.Equal(t, before, []*unstructured.Unstructured{in.Virtual, in.Host, in.Base.Virtual, in.Base.Host, in.Taken},
				"a decision changes nothing it was given")
			for range 10 {
				require.Equal(t, got, spell(t, plan.For(in)), "the same question has the same answer")
			}
			golden(t, filepath.Join(folder, "plan.yaml"), got)
		})
	}
}

func deep(o *unstructured.Unstructured) *unstructured.Unstructured {
	if o == nil {
		return nil
	}
	return o.DeepCopy()
}

func golden(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// text reads a file of a case; what is not there is empty.
func text(t testing.TB, folder, file string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(folder, file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	require.NoError(t, err)
	return raw
}
