package script_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/script"
)

func evaluate(t *testing.T, source string, call script.Call) (script.Result, error) {
	t.Helper()
	expression, err := script.Compile(source)
	require.NoError(t, err)
	call.Expression = expression
	return script.InProcess(script.Static{Name: "vcluster", Namespace: "vcluster-ns", Config: map[string]any{"sync": map[string]any{}}}).Evaluate(call)
}

func TestAnExpressionReturnsAValue(t *testing.T) {
	for source, want := range map[string]any{
		`"my-prefix-"+value`:                                  "my-prefix-v",
		`({a: value})`:                                        map[string]any{"a": "v"},
		`{a: value, b: [1, 1.5, null, true]}`:                 map[string]any{"a": "v", "b": []any{int64(1), 1.5, nil, true}},
		`context.vcluster.name + context.path`:                "vcluster",
		`virtualToHostDNS("nginx.default.svc.cluster.local")`: "nginx-x-default-x-vcluster.vcluster-ns.svc.cluster.local",
		`atob("bXktdmFsdWU=")`:                                "my-value",
		`btoa("my-value");`:                                   "bXktdmFsdWU=",
	} {
		got, err := evaluate(t, source, script.Call{Value: "v", Exists: true})
		require.NoError(t, err, source)
		require.Equal(t, want, got.Value, source)
	}
	for _, bad := range []string{"", "a;b", "return 1", "1) + (2", "1],[2", "if (a) {}", "a +", "let a = 1", "import 'x'", "a\n\n ??", "'abc", "/* x", "(1"} {
		_, err := script.Compile(bad)

		require.Error(t, err)
	}
	for _, throws := range []string{"undefined.x", "x", "(()=>{throw null})()", "[NaN]", "(()=>{while(true){}})()", "(function f(){f()})()", "2n**2n", "[undefined]", "[,1]", "9007199254740993", "new Date()", "{get a(){while(true){}}}"} {
		got, err := evaluate(t, throws, script.Call{Value: "v", Exists: true})
		require.Error(t, err, throws)
		require.Nil(t, got.Value)
	}
}
