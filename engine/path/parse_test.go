package path_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/path"
)

func TestParseReads(t *testing.T) {
	t.Parallel()
	object := map[string]any{
		"spec": map[string]any{
			"list":      []any{"first", "second", map[string]any{"name": "third"}},
			"a.b/c":     "dotted",
			`say "hi"`:  "quoted",
			`it's`:      "apostrophe",
			`back\lash`: "backslash",
			"größe":     "wide",
			"":          "nameless",
			"*":         "star",
			"0":         "zero",
			"with [x]":  "bracketed",
			"two words": "spaced",
		},
	}
	for name, c := range map[string]struct {
		text string
		want any
	}{
		"the empty path is the whole object":                  {``, object},
		"names are joined by dots":                            {`spec.two words`, "spaced"},
		"an index takes one entry":                            {`spec.list[1]`, "second"},
		"an index with leading zeros is a number like others": {`spec.list[01]`, "second"},
		"a wildcard takes the first entry first":              {`spec.list[*]`, "first"},
		"a name goes on after a bracket":                      {`spec.list[2].name`, "third"},
		"brackets follow each other":                          {`spec["list"][2]["name"]`, "third"},
		"a path may begin with a bracket":                     {`["spec"].list[0]`, "first"},
		"a quoted key holds dots and slashes":                 {`spec["a.b/c"]`, "dotted"},
		"single quotes are quotes":                            {`spec['a.b/c']`, "dotted"},
		"the other quote needs no escape":                     {`spec['say "hi"']`, "quoted"},
		"a quote is escaped by a backslash":                   {`spec["say \"hi\""]`, "quoted"},
		"an apostrophe is escaped by a backslash":             {`spec['it\'s']`, "apostrophe"},
		"a backslash is escaped by itself":                    {`spec["back\\lash"]`, "backslash"},
		"a key may be no ASCII":                               {`spec.größe`, "wide"},
		"a quoted key may be no ASCII":                        {`spec["größe"]`, "wide"},
		"an escape before a wide letter is harmless":          {`spec["gr\öße"]`, "wide"},
		"a quoted key may be empty":                           {`spec[""]`, "nameless"},
		"a quoted star is a key":                              {`spec["*"]`, "star"},
		"a quoted number is a key":                            {`spec["0"]`, "zero"},
		"a number after a dot is a key":                       {`spec.0`, "zero"},
		"brackets in quotes are text":                         {`spec["with [x]"]`, "bracketed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := path.Parse(c.text)
			require.NoError(t, err)
			require.Equal(t, c.text, p.String())
			got, found := p.Get(object)
			require.True(t, found)
			require.Equal(t, c.want, got)
		})
	}
}

func TestParseSaysWhereAPathIsMalformed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text    string
		column  int
		message string
	}{
		"a dot at the beginning":            {`.spec`, 1, "a path does not begin with a dot"},
		"a lone dot":                        {`.`, 1, "a path does not begin with a dot"},
		"a dot at the end":                  {`spec.`, 6, "a name is missing here"},
		"two dots":                          {`spec..name`, 6, "a name is missing here"},
		"a dot before a bracket":            {`spec.[0]`, 6, "a name is missing here"},
		"nothing before a closing bracket":  {`]`, 1, "a name is missing here"},
		"a bracket that was never opened":   {`spec.a]`, 7, "this bracket was never opened"},
		"one closing bracket too many":      {`a[0]]`, 5, `a dot or a bracket is missing before "]"`},
		"a name right after a bracket":      {`a[0]b`, 5, `a dot or a bracket is missing before "b"`},
		"a bracket that is never closed":    {`spec.a[0`, 7, "this bracket is never closed"},
		"a bracket at the end":              {`spec[`, 5, "this bracket is never closed"},
		"an empty bracket":                  {`a[]`, 3, `"" is neither an index from 0, nor *, nor a quoted key`},
		"a negative index":                  {`a[-1]`, 3, `"-1" is neither an index from 0, nor *, nor a quoted key`},
		"an index with a sign":              {`a[+1]`, 3, `"+1" is neither an index from 0, nor *, nor a quoted key`},
		"minus zero":                        {`a[-0]`, 3, `"-0" is neither an index from 0, nor *, nor a quoted key`},
		"a key without quotes":              {`a[b]`, 3, `"b" is neither an index from 0, nor *, nor a quoted key`},
		"an index with a fraction":          {`a[1.5]`, 3, `"1.5" is neither an index from 0, nor *, nor a quoted key`},
		"an index larger than any":          {`a[99999999999999999999]`, 3, `"99999999999999999999" is neither an index from 0, nor *, nor a quoted key`},
		"a range":                           {`a[0:2]`, 3, `"0:2" is neither an index from 0, nor *, nor a quoted key`},
		"a quote that is never closed":      {`a["b]`, 2, "this quoted key is never closed"},
		"a quote closed by the other one":   {`a["b']`, 2, "this quoted key is never closed"},
		"a quote closed by an escaped one":  {`a["b\"]`, 2, "this quoted key is never closed"},
		"a backslash at the end":            {`a["b\`, 2, "this quoted key is never closed"},
		"nothing after the closing quote":   {`a["b"`, 5, "a closing bracket is missing after this quote"},
		"something after the closing quote": {`a["b"x]`, 5, "a closing bracket is missing after this quote"},
		"columns are counted in bytes":      {`größe..a`, 9, "a name is missing here"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := path.Parse(c.text)
			var malformed *path.SyntaxError
			require.ErrorAs(t, err, &malformed)
			require.Equal(t, path.SyntaxError{Text: c.text, Column: c.column, Message: c.message}, *malformed)
			require.ErrorContains(t, err, c.message)
			require.Equal(t, path.Path{}, p)
		})
	}
}

func TestMustPanicsOnAMalformedPath(t *testing.T) {
	t.Parallel()
	require.PanicsWithError(t, `path "a..b", column 3: a name is missing here`, func() { path.Must("a..b") })
	require.Panics(t, func() { path.List("a", "b[") })
	require.Len(t, path.List("a", "b.c"), 2)
}

func TestWithinLooksAtTheFirstKeyOnly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"status": true, "status.phase": true, `["status"].phase`: true, "status[0]": true,
		"": false, "statuses": false, "spec.status": false, "[*].status": false, "[0]": false,
	} {
		require.Equal(t, want, path.Must(text).Within("status"), text)
	}
}
