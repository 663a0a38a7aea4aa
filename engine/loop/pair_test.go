package loop

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
)

func TestAWriteIsSeenWhenTheCacheShowsWhatItDid(t *testing.T) {
	t.Parallel()
	object := func(uid, version string, change ...func(*unstructured.Unstructured)) *unstructured.Unstructured {
		made := &unstructured.Unstructured{Object: map[string]any{}}
		made.SetUID(types.UID(uid))
		made.SetResourceVersion(version)
		for _, each := range change {
			each(made)
		}
		return made
	}
	ending := func(o *unstructured.Unstructured) {
		o.SetDeletionTimestamp(&metav1.Time{Time: time.Unix(1e9, 0)})
		o.SetDeletionGracePeriodSeconds(new(int64))
	}
	held := func(o *unstructured.Unstructured) { o.SetFinalizers([]string{"kubernetes.io/pv-protection"}) }
	for name, c := range map[string]struct {
		stored, now *unstructured.Unstructured
		want        bool
	}{
		"a change that came back":                        {object("a", "5"), object("a", "5"), true},
		"a change that did not":                          {object("a", "5"), object("a", "4"), false},
		"a change of what is gone":                       {object("a", "5"), nil, false},
		"a deletion that came back":                      {nil, nil, true},
		"a deletion that did not":                        {nil, object("a", "4"), false},
		"a deletion that has to wait for a finalizer":    {nil, object("a", "4", ending, held), true},
		"a finalizer of several taken away":              {object("a", "5", ending, held), object("a", "5", ending, held), true},
		"the last finalizer taken away, not yet seen":    {object("a", "4", ending), object("a", "4", ending, held), false},
		"the last finalizer taken away, and seen":        {object("a", "4", ending), nil, true},
		"the last finalizer taken away, and a successor": {object("a", "4", ending), object("b", "6"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, expecting("a", c.stored).met(c.now))
		})
	}
}
