package script_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/script"
)

func TestCompileTakesEveryExpression(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		`value`, `"my-prefix-"+value`, `value.slice("my-prefix".length)`, `'x'`, "`a${value}b`", `a, b`, `a ? b : c`, `a = 1`,
		`context.virtualObject.metadata?.labels?.['my-label'] ? 'my-value' : null`, `valueExists ? value + "-changed" : "new"`,
		`value ?? "x"`, `x => x`, `function () { return 1 }`, `class {}`, `(() => { if (value) { return 1 } })()`, `new Date()`,
		`{a: 1}`, `{}`, `{"a": 1, ...value}`, `[1, ...value]`, `/[)\]]/.test(value)`, `")"`, `value // why`, `value /* why */`, "\n value \n",
		`(value)`, `value;`, `value ; ;`, `typeof value`, `void 0`, `delete value.a`, `async () => await 1`, `größe`, `1n ** 2n`, `a ||= 1`,
		"value.metadata.annotations ??= {}, value.metadata.annotations.a = 'b', value", `(a) + (b)`, `"a;b"`, `/* ( */ value`,
	} {
		expression, err := script.Compile(source)
		require.NoError(t, err, source)
		require.Equal(t, source, expression.String())
	}
}

func TestCompileSaysWhereATextIsNoExpression(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ source, want string }{
		"nothing":                    {"", "1:1: an expression is missing"},
		"blanks":                     {" \n ;", "1:1: an expression is missing"},
		"a comment":                  {"// x", "1:5: Unexpected end of input"},
		"half an expression":         {"value +", "1:8: Unexpected end of input"},
		"half of one on three lines": {"value\n\n ??", "3:4: Unexpected end of input"},
		"a bracket too few":          {"f(1", "1:4: Unexpected end of input"},
		"a bracket too many":         {"f(1))", "1:5: Unexpected token )"},
		"the place after wide text":  {`"größe" value`, "1:9: Unexpected identifier"},
		"the place on another line":  {"value +\n  )", "2:3: Unexpected token )"},
		"two statements":             {"a; b", "1:2: Unexpected token ;"},
		"two lines":                  {"a\nb", "2:1: Unexpected identifier"},
		"return":                     {"return value", "1:1: Unexpected token return"},
		"if":                         {"if (value) {}", "1:1: Unexpected token if"},
		"let":                        {"let a = 1", "1:5: Unexpected identifier"},
		"import":                     {"import 'fs'", "1:1: Unexpected reserved word"},
		"a text never closed":        {"'value", "1:1: Unexpected token ILLEGAL"},
		"a comment never closed":     {"/* x", "1:5: Unexpected end of input"},
		"a pattern that is none":     {"/(/", "1:1: Unterminated group"},
		"parentheses of ours closed": {"1) + (2", "1:2: Unexpected token )"},
		"and with a statement":       {"1); (2", "1:2: Unexpected token )"},
		"await outside":              {"await 1", "1:7: Unexpected number"},
		"assigned to a value":        {"1 = 2", "1:1: Invalid left-hand side in assignment"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := script.Compile(c.source)
			var syntax *script.SyntaxError
			require.ErrorAs(t, err, &syntax)
			require.Contains(t, err.Error(), c.want)
			require.NotContains(t, err.Error(), "SyntaxError")
		})
	}
}

// J14 and J22, and J8 where a compiler calculates constants.
func TestCompileOutlivesAnyText(t *testing.T) {
	t.Parallel()
	fill := func(unit string) string { return strings.Repeat(unit, script.MaxSource/len(unit)) }
	some := func(unit string, n int) string { return strings.Repeat(unit, n) }
	for name, source := range map[string]string{
		"some arrows": some("a=>", 255) + "a", "some of a chain": "a" + some("?.a", 1000), "some nested": some("(", 250) + "1" + some(")", 250),
		"some texts": some("`${", 200) + "1" + some("}`", 200), "some functions": some("function(){return ", 200) + "1" + some("}", 200),
		"some brackets": some("[", 250) + some("]", 250), "some objects": some("{a:", 250) + "1" + some("}", 250), "open objects": some("{a:", 256), "open brackets": some("[", 256),
		"parentheses": fill("("), "brackets": fill("["), "braces": fill("{"), "negations": fill("!"), "minus": fill("- "), "a sum": fill("1+"),
		"a chain": "a" + fill("?.a")[1:], "arrows": fill("a=>"), "conditions": fill("a?"), "texts": fill("`${"), "types": fill("typeof "),
		"balanced": strings.Repeat("(", script.MaxSource/2-1) + "1" + strings.Repeat(")", script.MaxSource/2-1), "powers": fill("2**"),
		"lists": strings.Repeat("[", script.MaxSource/2-1) + strings.Repeat("]", script.MaxSource/2-1), "digits": fill("9") + "",
		"a power of powers": "2n**(2n**40n)", "a shift": "1n<<(1n<<40n)", "NUL": "\x00", "no UTF-8": "\xff\xfe", "a source map": "1 //# sourceMappingURL=/etc/passwd",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := script.Compile(source)
			if err != nil {
				var syntax *script.SyntaxError
				require.ErrorAs(t, err, &syntax)
			}
		})
	}
	_, err := script.Compile("1,\n" + strings.Repeat("(", 300))
	require.EqualError(t, err, "2:257: brackets nest deeper than 256 levels")
	_, err = script.Compile(strings.Repeat(" ", script.MaxSource) + "1")
	require.ErrorContains(t, err, "an expression of 65537 bytes is too long, 65536 are the limit")
}
