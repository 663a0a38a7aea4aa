package script_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/script"
)

func newPool(t testing.TB, options script.Options) *script.Pool {
	t.Helper()
	pool, err := script.NewPool(script.Static{Name: "vcluster", Namespace: "vcluster-ns", Config: map[string]any{"sync": map[string]any{"toHost": true}}}, options)
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

func TestAPoolAnswersAsThisProcessDoes(t *testing.T) {
	pool := newPool(t, script.Options{})
	for _, source := range []string{`"a" + value`, "context", "({a:[1,2.5,null,true]})", "undefined", "null", "x", "[NaN]", "9007199254740993", "value ? 1 : 2", "(()=>{while(true){}})()", `'x'.repeat(1e12)`, `'x'.repeat(4e9)`, "JSON.parse('['.repeat(1e7))"} {
		e, err := script.Compile(source)
		require.NoError(t, err)
		got, err := pool.Evaluate(script.Call{Expression: e, Value: "v", Exists: true})
		t.Log(source, got, err)
	}
}
