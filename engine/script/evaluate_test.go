package script_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/script"
)

func static() script.Static {
	return script.Static{Name: "vcluster", Namespace: "vcluster-ns", Config: map[string]any{"sync": map[string]any{"toHost": true}}}
}

func newPool(t testing.TB, options script.Options) *script.Pool {
	t.Helper()
	pool, err := script.NewPool(static(), options)
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

func compiled(t testing.TB, source string) *script.Expression {
	t.Helper()
	expression, err := script.Compile(source)
	require.NoError(t, err, source)
	return expression
}

type m = map[string]any

// call is what the expressions of the tables are given.
func call() script.Call {
	return script.Call{
		Value: "web", Exists: true, Path: "spec.containers.0.name",
		Virtual: m{"metadata": m{"name": "web", "labels": m{"my-label": "x"}, "generation": int64(3)}},
		Host:    m{"metadata": m{"name": "web-x-default-x-vcluster"}},
	}
}

// Both evaluators have to agree on all of it.
func TestExpressionsReturnValues(t *testing.T) {
	t.Parallel()
	pool := newPool(t, script.Options{})
	for name, c := range map[string]struct {
		source string
		want   any
	}{
		"PATCH-32: a prefix":                         {`"my-prefix-"+value`, "my-prefix-web"},
		"PATCH-33: as printed it leaves a dash":      {`("my-prefix-" + value).slice("my-prefix".length)`, "-web"},
		"PATCH-34: a constant":                       {`"my-value"`, "my-value"},
		"PATCH-35: a value that exists":              {`valueExists ? value + "-changed" : "new-label-value"`, "web-changed"},
		"PATCH-38: null":                             {`null`, nil},
		"PATCH-39: a label of the virtual object":    {`context.virtualObject.metadata?.labels?.['my-label'] ? 'my-value' : null`, "my-value"},
		"PATCH-39: as printed it is never there":     {`context.virtualObject.metadata?.label?.['my-label'] ? 'my-value' : null`, nil},
		"PATCH-41: optional chaining":                {`value.myfield?.anotherfield || "fallback"`, "fallback"},
		"PATCH-43: the language's newer parts":       {"[...`a${1}`, ((a, b = 2) => a ?? b)(null)]", []any{"a", "1", int64(2)}},
		"PATCH-43: an object needs no brackets":      {`{a: value, b: {c: [1, 2.5, -0, true, null]}}`, m{"a": "web", "b": m{"c": []any{int64(1), 2.5, int64(0), true, nil}}}},
		"PATCH-44: atob":                             {`atob("bXktdmFsdWU=")`, "my-value"},
		"PATCH-45: btoa":                             {`btoa("my-value")`, "bXktdmFsdWU="},
		"PATCH-47: wide text is UTF-8":               {`[btoa("größe"), atob("Z3LDtsOfZQ==")]`, []any{"Z3LDtsOfZQ==", "größe"}},
		"PATCH-47: padding and blanks do not matter": {`atob(" bXktdm\nFsdWU ")`, "my-value"},
		"PATCH-48: a host name":                      {`virtualToHostDNS("nginx.default.svc.cluster.local")`, "nginx-x-default-x-vcluster.vcluster-ns.svc.cluster.local"},
		"PATCH-48: a short host name":                {`virtualToHostDNS("nginx.default.svc")`, "nginx-x-default-x-vcluster.vcluster-ns.svc"},
		"PATCH-49: the virtual cluster":              {`context.vcluster.name + "/" + context.vcluster.namespace`, "vcluster/vcluster-ns"},
		"PATCH-50: the configuration":                {`context.vcluster.config.sync.toHost`, true},
		"PATCH-51: both objects":                     {`[context.hostObject.metadata.name, context.virtualObject.metadata.generation]`, []any{"web-x-default-x-vcluster", int64(3)}},
		"PATCH-52: the path":                         {`context.path`, "spec.containers.0.name"},
		"variables by other ways":                    {`[this.value, globalThis["val" + "ue"], eval("value"), context["pa" + "th"], \u0076alue]`, []any{"web", "web", "web", "spec.containers.0.name", "web"}},
		"the whole context":                          {`Object.keys(context)`, []any{"hostObject", "path", "vcluster", "virtualObject"}},
		"the context by another name":                {`(c => c.virtualObject.metadata.name)(context)`, "web"},
		"a part of the context by another name":      {`(({vcluster: {config}}) => config.sync.toHost)(context)`, true},
		"J18: the clock stands still":                {`[Date.now(), new Date().toISOString()]`, []any{int64(0), "1970-01-01T00:00:00.000Z"}},
		"J18: chance begins alike":                   {`Math.random() === Math.random()`, false},
		"J15: nothing of the outside":                {`[typeof require, typeof process, typeof fetch, typeof setTimeout, typeof console].join()`, "undefined,undefined,undefined,undefined,undefined"},
		"R4: minus zero is zero":                     {`-0`, int64(0)},
		"a whole number is an integer":               {`4 / 2`, int64(2)},
		"R14: NUL":                                   {`"\0"`, "\x00"},
		"R16: the key __proto__":                     {`JSON.parse('{"__proto__": {"a": 1}}')`, m{"__proto__": m{"a": int64(1)}}},
		"an object without a prototype":              {`Object.assign(Object.create(null), {a: 1})`, m{"a": int64(1)}},
		"a wide character":                           {`"😀".length + "😀"`, "2😀"},
		"what a symbol names is not there":           {`({[Symbol("x")]: 1, a: 2})`, m{"a": int64(2)}},
		"assigning a variable":                       {`(value = value + "!", value)`, "web!"},
		"J21: a function has no more than it":        {`(function () { return typeof this.value })()`, "string"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			call := call()
			call.Expression = compiled(t, c.source)
			for _, evaluator := range []script.Evaluator{script.InProcess(static()), pool} {
				got, err := evaluator.Evaluate(call)
				require.NoError(t, err)
				require.Equal(t, c.want, got.Value)
				require.Equal(t, c.want == nil, got.Nothing())
				require.False(t, got.Undefined)
			}
		})
	}
}

func TestExpressionsEndWithErrors(t *testing.T) {
	t.Parallel()
	pool := newPool(t, script.Options{})
	for name, c := range map[string]struct{ source, want string }{
		"PATCH-54: a field of nothing":       {`undefined.bar`, "TypeError: Cannot read property 'bar' of undefined"},
		"PATCH-54: a name nobody knows":      {`x`, "ReferenceError: x is not defined"},
		"PATCH-47: btoa of null":             {`btoa(null)`, "TypeError: btoa needs a text"},
		"PATCH-47: atob of nothing":          {`atob()`, "TypeError: atob needs a text"},
		"PATCH-47: atob of no base64":        {`atob("%")`, "TypeError: atob: this is no base64"},
		"PATCH-47: atob of bytes":            {`atob("/w==")`, "TypeError: atob: the bytes are no text"},
		"PATCH-48: not a name of a service":  {`virtualToHostDNS("nginx")`, `TypeError: virtualToHostDNS: "nginx" is not of the form <name>.<namespace>.svc or <name>.<namespace>.svc.<domain>`},
		"PATCH-48: a name without a service": {`virtualToHostDNS(".default.svc")`, `TypeError: virtualToHostDNS: ".default.svc" is not of the form <name>.<namespace>.svc or <name>.<namespace>.svc.<domain>`},
		"a place in a result":                {`{a: {"b.c": [1, NaN]}}`, `the result's ["a"]["b.c"][1] is NaN`},
		"a result without a place":           {`() => 1`, `the result is a function`},
		"recursion":                          {`(function f() { f() })()`, "RangeError: calls nest too deeply"},
		"an error of its own":                {`(() => { throw new Error("no " + value) })()`, "Error: no web"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			call := call()
			call.Expression = compiled(t, c.source)
			for _, evaluator := range []script.Evaluator{script.InProcess(static()), pool} {
				got, err := evaluator.Evaluate(call)
				require.EqualError(t, err, c.want)
				require.Equal(t, script.Result{}, got)
			}
		})
	}
}

func TestNothingIsOfTwoKinds(t *testing.T) {
	t.Parallel()
	for _, evaluator := range []script.Evaluator{script.InProcess(static()), newPool(t, script.Options{})} {
		got, err := evaluator.Evaluate(script.Call{Expression: compiled(t, `valueExists ? value : undefined`)})
		require.NoError(t, err)
		require.Equal(t, script.Result{Undefined: true}, got)
		require.True(t, got.Nothing())
		got, err = evaluator.Evaluate(script.Call{Expression: compiled(t, `value`)})
		require.NoError(t, err)
		require.Equal(t, script.Result{}, got, "PATCH-36: what is missing is null")
	}
}

func TestWhatPassesByIsNotChanged(t *testing.T) {
	t.Parallel()
	const large = int64(9007199254740993)
	for _, evaluator := range []script.Evaluator{script.InProcess(static()), newPool(t, script.Options{})} {
		evaluate := func(source string, value any) (any, error) {
			got, err := evaluator.Evaluate(script.Call{Expression: compiled(t, source), Value: value, Exists: true})
			return got.Value, err
		}
		got, err := evaluate(`Object.assign(value, {new: 1})`, m{"a": []any{m{"n": large}}, "f": 1e300, "g": 0.1})
		require.NoError(t, err)
		require.Equal(t, m{"a": []any{m{"n": large}}, "f": 1e300, "g": 0.1, "new": int64(1)}, got)
		_, err = evaluate(`value.reverse()`, []any{large, int64(1)})
		require.EqualError(t, err, "the result's [1] is a number beyond 2^53, which JavaScript does not hold exactly")
		_, err = evaluate(`value + 2`, large)
		require.Error(t, err)
	}
}

// J17: an expression gets copies.
func TestAnExpressionCannotChangeTheObjects(t *testing.T) {
	t.Parallel()
	for _, evaluator := range []script.Evaluator{script.InProcess(static()), newPool(t, script.Options{})} {
		given, value := call(), m{"a": []any{"x"}}
		given.Value = value
		given.Expression = compiled(t, `(value.a[0] = "y", value.b = 1, context.virtualObject.metadata.name = "evil", context.hostObject.metadata = null,
			context.vcluster.config.sync.toHost = false, delete context.virtualObject.metadata.labels, value)`)
		got, err := evaluator.Evaluate(given)
		require.NoError(t, err)
		require.Equal(t, m{"a": []any{"y"}, "b": int64(1)}, got.Value)
		require.Equal(t, m{"a": []any{"x"}}, value)
		require.Equal(t, call().Virtual, given.Virtual)
		require.Equal(t, call().Host, given.Host)
	}
}

// J16, J18 and J21: no evaluation sees what an earlier one did.
func TestAnExpressionLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	probe := compiled(t, `[String(({}).polluted), "abc".startsWith("x"), JSON.stringify({a: 1}), [2, 1].map(x => x), typeof leaked, value, typeof atob,
		Math.random(), Object.keys(context), context.vcluster.config.sync, Array.isArray([])]`)
	for name, evaluator := range map[string]script.Evaluator{"here": script.InProcess(static()), "there": newPool(t, script.Options{Workers: 1})} {
		given := call()
		given.Expression = probe
		want, err := evaluator.Evaluate(given)
		require.NoError(t, err)
		for _, source := range []string{
			`Object.prototype.polluted = 1`, `({}).__proto__.polluted = 1`, `({}).constructor.prototype.polluted = 1`, `value.__proto__.polluted = 1`,
			`String.prototype.startsWith = () => true`, `(JSON.stringify = () => "evil", 1)`, `(Array.prototype.map = function () { return "evil" }, 1)`,
			`leaked = 1`, `this.leaked = 1`, `(0, eval)("var leaked = 1")`, `globalThis.value = "evil"`, `(atob = null)`, `(Math.random = () => 7)()`,
			`(context.vcluster.config.sync.evil = 1)`, `(Array.isArray = () => false, [1])`, `(Object.defineProperty(Array.prototype, "0", {set() {}}), [1])`,
			`(Object.getPrototypeOf(function* () {}).leaked = 1)`, `Object.freeze(Object.prototype) && 1`, `(Object.keys = () => ["evil"], {a: 1})`, `Math.random()`,
		} {
			given.Expression = compiled(t, source)
			_, _ = evaluator.Evaluate(given) // what it returns is not the point, and often no JSON
			given.Expression = probe
			got, err := evaluator.Evaluate(given)
			require.NoError(t, err, source)
			require.Equal(t, want, got, "%s: %s", name, source)
		}
	}
}

// What is reported is plain JSON whatever the expression did to the language.
func TestAResultIsReadWithoutTheHelpOfTheExpression(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		`(JSON.stringify = () => '"evil"', Object.keys = () => [], Array.prototype.toJSON = () => "evil", Object.prototype.toJSON = () => "evil", {a: [1]})`,
		`(Object.prototype.b = 2, {a: [1]})`,
		`(Object.defineProperty(Object.prototype, "a", {get() { return "evil" }}), {a: [1]})`,
	} {
		got, err := script.InProcess(static()).Evaluate(script.Call{Expression: compiled(t, source)})
		require.NoError(t, err, source)
		require.Equal(t, m{"a": []any{int64(1)}}, got.Value, source)
	}
}

// A tenant's keys are keys, whatever they are called.
func TestKeysOfATenantAreOnlyKeys(t *testing.T) {
	t.Parallel()
	var value any
	require.NoError(t, json.Unmarshal([]byte(`{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "toString": "x", "length": "9", "toJSON": "y", "then": "z"}`), &value))
	for _, evaluator := range []script.Evaluator{script.InProcess(static()), newPool(t, script.Options{})} {
		got, err := evaluator.Evaluate(script.Call{Expression: compiled(t, `[({}).polluted === undefined, value.polluted === undefined, Object.keys(value).length]`), Value: value, Exists: true})
		require.NoError(t, err)
		require.Equal(t, []any{true, true, int64(6)}, got.Value)
		got, err = evaluator.Evaluate(script.Call{Expression: compiled(t, `({...value})`), Value: value, Exists: true})
		require.NoError(t, err)
		require.Equal(t, value, got.Value)
	}
}
