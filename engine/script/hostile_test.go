package script_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/script"
)

// What an evaluation may come to. Several are given where it depends on the
// machine which limit is met first.
const (
	timeout = "timeout"
	memory  = "memory"
	thrown  = "thrown"
	bad     = "bad result"
	fine    = "fine"
)

func outcome(err error) string {
	var message *script.Thrown
	var result *script.BadResult
	switch {
	case err == nil:
		return fine
	case errors.Is(err, script.ErrTimeout):
		return timeout
	case errors.Is(err, script.ErrMemory):
		return memory
	case errors.As(err, &message):
		return thrown
	case errors.As(err, &result):
		return bad
	}
	return err.Error()
}

// body makes an expression of statements.
func body(statements string) string { return "(() => {" + statements + "})()" }

// hostile are inputs that hold up, blow up or fool a process that evaluates them.
var hostile = map[string]struct {
	source string
	value  any
	want   []string
}{
	// programs that do not end
	"J1: a loop":                           {body(`while (true) {}`), nil, []string{timeout}},
	"J1: a loop in try":                    {body(`while (true) { try { while (true) {} } catch (e) {} }`), nil, []string{timeout}},
	"J1: a loop in finally":                {body(`try { throw 1 } finally { while (true) {} }`), nil, []string{timeout}},
	"J1: a loop in catch":                  {body(`try { throw 1 } catch (e) { for (;;) {} }`), nil, []string{timeout}},
	"J1: a loop in a comparison":           {`[1, 2].sort(() => { while (true) {} })`, nil, []string{timeout}},
	"J2: endless microtasks":               {body(`const f = () => Promise.resolve().then(f); f(); return 1`), nil, []string{timeout}},
	"J2: an async loop":                    {body(`(async () => { while (true) await 1 })(); return 1`), nil, []string{timeout}},
	"J3: an endless generator":             {`[...(function* () { while (true) yield 1 })()]`, nil, []string{timeout, memory}},
	"J3: an endless iterator":              {`Array.from({[Symbol.iterator]() { return {next() { return {done: false, value: 1} }} }})`, nil, []string{timeout, memory}},
	"J3: an endless generator taken apart": {body(`for (const x of (function* () { while (true) yield 1 })()) {}`), nil, []string{timeout}},
	"J3: a loop of a proxy":                {`Object.keys(new Proxy({}, {ownKeys() { while (true) {} }}))`, nil, []string{timeout}},
	// recursion
	"J4: direct":                  {`(function f() { return f() })()`, nil, []string{thrown}},
	"J4: mutual":                  {body(`const f = () => g(), g = () => f(); f()`), nil, []string{thrown}},
	"J4: in a getter":             {body(`const o = {get a() { return this.a }}; return o.a`), nil, []string{thrown}},
	"J4: in toString":             {body(`const o = {toString() { return "" + this }}; return "" + o`), nil, []string{thrown, memory}},
	"J4: in a replacement":        {body(`const f = () => "a".replace("a", f); return f()`), nil, []string{thrown, memory}},
	"J4: in a comparison":         {body(`const f = () => [2, 1].sort(f); return f()`), nil, []string{thrown, memory}},
	"J4: through proxies":         {body(`let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.a`), nil, []string{fine, thrown, memory, timeout}},
	"J4: through bound functions": {body(`let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null); return f()`), nil, []string{fine, thrown, memory, timeout}},
	"J4: in a reviver":            {body(`const f = () => JSON.parse("[1]", f); return f()`), nil, []string{thrown, memory}},
	// memory
	"J5: a long repeat":                     {`'x'.repeat(1e12)`, nil, []string{memory, thrown}},
	"J5: a repeat that would fit elsewhere": {`'x'.repeat(4e9)`, nil, []string{memory, thrown}},
	"J5: a long padding":                    {`'x'.padStart(4e9)`, nil, []string{memory, thrown, timeout}},
	"J5: a filled array":                    {`new Array(1e9).fill(1)`, nil, []string{memory, timeout}},
	"J5: a joined array":                    {`new Array(2 ** 32 - 1).join('x')`, nil, []string{memory, timeout}},
	"J6: a large buffer":                    {`new ArrayBuffer(8e9)`, nil, []string{memory, thrown}},
	"J6: many buffers":                      {body(`const a = []; while (true) a.push(new Uint8Array(1e7).fill(1))`), nil, []string{memory, timeout}},
	"J7: a text that doubles":               {body(`let s = 'x'; while (true) s += s`), nil, []string{memory, timeout, thrown}},
	"J7: an array that grows":               {body(`const a = []; while (true) a.push('x' + a.length)`), nil, []string{memory, timeout}},
	"J7: an object that grows":              {body(`const o = {}; for (let i = 0; ; i++) o['k' + i] = i`), nil, []string{memory, timeout}},
	"J7: a map that grows":                  {body(`const m = new Map(); for (let i = 0; ; i++) m.set(i, i)`), nil, []string{memory, timeout}},
	"J8: a power of powers":                 {`2n ** (2n ** 40n)`, nil, []string{timeout, memory, thrown}},
	"J8: a shift":                           {`1n << (1n << 40n)`, nil, []string{timeout, memory, thrown}},
	"J8: a number of three million digits":  {`BigInt('9'.repeat(3e6)).toString().length`, nil, []string{fine, timeout, memory}},
	"J8: a BigInt that grows":               {body(`let n = 3n; while (true) n *= n`), nil, []string{timeout, memory}},
	// patterns
	"J9: a look-ahead":                       {`/^(?=(a+)+$)b/.test('a'.repeat(40) + '!')`, nil, []string{timeout, fine}},
	"J9: a back-reference":                   {`/^(a+)+\1$/.test('a'.repeat(40) + '!')`, nil, []string{timeout, fine}},
	"J10: a pattern and what a tenant wrote": {`/^(?=.)(\w+\s?)*$/.test(value)`, strings.Repeat("a", 60) + "!", []string{timeout, fine}},
	"J10: a harmless pattern":                {`/^(a+)+$/.test(value)`, strings.Repeat("a", 1e5) + "!", []string{fine, timeout}},
	// work inside the library
	"J11: a long sort":                   {`Array.from({length: 3e6}, (_, i) => -i).sort().length`, nil, []string{timeout, memory, fine}},
	"J12: a reverse of nothing":          {`Array.prototype.reverse.call({length: 9e15})`, nil, []string{timeout, memory}},
	"J12: a search in nothing":           {`Array.prototype.indexOf.call({length: 9e15}, 1)`, nil, []string{timeout}},
	"J13: deep text to read":             {`JSON.parse('['.repeat(1e7))`, nil, []string{memory, thrown, timeout}},
	"J13: a deep value to write":         {body(`let a = []; for (let i = 0; i < 1e7; i++) a = [a]; return JSON.stringify(a)`), nil, []string{memory, thrown, timeout}},
	"J14: deep code made at run time":    {`eval('('.repeat(1e6))`, nil, []string{memory, thrown, timeout}},
	"J14: brackets made at run time":     {`eval('['.repeat(1e6))`, nil, []string{memory, thrown, timeout}},
	"J14: negations made at run time":    {`eval('!'.repeat(5e6) + '1')`, nil, []string{memory, thrown, timeout}},
	"J14: a long sum made at run time":   {`eval('1' + '+1'.repeat(2e6))`, nil, []string{memory, thrown, timeout, fine}},
	"J14: a long chain made at run time": {`eval('({})' + '?.a'.repeat(2e6))`, nil, []string{memory, thrown, timeout}},
	"J15: a function made of text":       {`Function('while (true) {}')()`, nil, []string{timeout}},
	"J15: a constructor found":           {`(() => {}).constructor('while (true) {}')()`, nil, []string{timeout}},
	"J15: an async constructor found":    {`(async () => {}).constructor('while (true) {}')()`, nil, []string{timeout}},
	"J15: the outside by its old names":  {`[typeof require, typeof process, typeof fetch, typeof setTimeout, typeof console].join()`, nil, []string{fine}},
	// errors
	"J19: null thrown":                    {body(`throw null`), nil, []string{thrown}},
	"J19: undefined thrown":               {body(`throw undefined`), nil, []string{thrown}},
	"J19: an error that cannot be read":   {body(`throw {toString() { while (true) {} }}`), nil, []string{thrown, timeout}},
	"J19: an error that throws when read": {body(`throw {toString() { throw 1 }}`), nil, []string{thrown}},
	"J19: a symbol thrown":                {body(`throw Symbol("x")`), nil, []string{thrown}},
	"J19: an endless message":             {body(`throw new Error('x'.repeat(1e6))`), nil, []string{thrown}},
	"J19: an error without a prototype":   {body(`throw Object.create(null)`), nil, []string{thrown}},
	// results
	"R2: no number":                          {`value * 2`, "x", []string{bad}},
	"R2: no number inside":                   {`({a: [0, 0 / 0]})`, nil, []string{bad}},
	"R3: infinity":                           {`1 / 0`, nil, []string{bad}},
	"R3: a number too large to be one":       {`1e400`, nil, []string{bad}},
	"R3: less than everything":               {`-1 / 0`, nil, []string{bad}},
	"R5: an integer that is not exact":       {`9007199254740993`, nil, []string{bad}},
	"R6: a BigInt":                           {`1n`, nil, []string{bad}},
	"R7: a Date":                             {`new Date()`, nil, []string{bad}},
	"R8: a symbol":                           {`Symbol("x")`, nil, []string{bad}},
	"R8: a function":                         {`() => 1`, nil, []string{bad}},
	"R8: a function inside":                  {`({a: () => 1})`, nil, []string{bad}},
	"R8: a class":                            {`class {}`, nil, []string{bad}},
	"R9: a Map":                              {`new Map([[1, 2]])`, nil, []string{bad}},
	"R9: a Set":                              {`new Set([1])`, nil, []string{bad}},
	"R9: a typed array":                      {`new Uint8Array(3)`, nil, []string{bad}},
	"R9: a pattern":                          {`/a/`, nil, []string{bad}},
	"R9: an error":                           {`new Error("x")`, nil, []string{bad}},
	"R9: a boxed text":                       {`new String("x")`, nil, []string{bad}},
	"R9: an instance":                        {`new (class A { a = 1 })()`, nil, []string{bad}},
	"R10: a proxy":                           {`new Proxy({}, {})`, nil, []string{bad}},
	"R10: a proxy of an array":               {`new Proxy([], {get() { while (true) {} }})`, nil, []string{bad}},
	"R10: a revoked proxy":                   {body(`const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy`), nil, []string{bad}},
	"R10: a promise":                         {`Promise.resolve(1)`, nil, []string{bad}},
	"R10: a promise inside":                  {`[(async () => 1)()]`, nil, []string{bad}},
	"R11: a cycle":                           {body(`const a = {}; a.a = a; return a`), nil, []string{bad}},
	"R11: a cycle of an array":               {body(`const a = []; a.push(a); return a`), nil, []string{bad}},
	"R11: a value that doubles at each step": {body(`let a = 1; for (let i = 0; i < 60; i++) a = [a, a]; return a`), nil, []string{bad, timeout}},
	"R12: a getter that does not end":        {`({get a() { while (true) {} }})`, nil, []string{timeout}},
	"R12: a getter that throws":              {`({get a() { throw 1 }})`, nil, []string{thrown}},
	"R12: toJSON that does not end":          {`({toJSON() { while (true) {} }})`, nil, []string{bad}},
	"R13: a hole of four thousand million":   {body(`const a = []; a[4294967294] = 1; return a`), nil, []string{bad}},
	"R13: a hole":                            {`[, 1]`, nil, []string{bad}},
	"R14: half a character":                  {`"\ud800"`, nil, []string{bad}},
	"R14: half a character in a key":         {`({"\udc00": 1})`, nil, []string{bad}},
	"R14: NUL is a character":                {`"\0"`, nil, []string{fine}},
	"R15: a text of 64 MiB":                  {`'x'.repeat(64 << 20)`, nil, []string{bad, memory, timeout}},
	"R15: a million keys":                    {body(`const o = {}; for (let i = 0; i < 1e6; i++) o['k' + i] = 1; return o`), nil, []string{bad, timeout, memory}},
	"R15: a depth of a hundred thousand":     {body(`let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a`), nil, []string{bad, timeout}},
	"R1: undefined inside":                   {`({a: undefined})`, nil, []string{bad}},
}

func TestNoInputCrashesOrStalls(t *testing.T) {
	if script.Instrumented {
		t.Skip("without a limit, some of these take all the memory of the machine")
	}
	pool := newPool(t, script.Options{Limit: 150 * time.Millisecond, Workers: 2})
	innocent, err := script.Compile(`"a" + value`)
	require.NoError(t, err)
	for name, c := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expression, err := script.Compile(c.source)
			require.NoError(t, err)
			_, err = pool.Evaluate(script.Call{Expression: expression, Value: c.value, Exists: c.value != nil})
			require.Contains(t, c.want, outcome(err), "%v", err)
			if err != nil {
				require.Less(t, len(err.Error()), 1200)
			}
			// The others are not affected.
			got, err := pool.Evaluate(script.Call{Expression: innocent, Value: "b", Exists: true})
			require.NoError(t, err)
			require.Equal(t, "ab", got.Value)
		})
	}
}
