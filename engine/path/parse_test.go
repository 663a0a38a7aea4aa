package path_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/path"
)

func TestParseReads(t *testing.T) {
	t.Parallel()
	object := map[string]any{
		"spec": map[string]any{
			"list":      []any{"first", "second", map[string]any{"name": "third", "-1": "minus"}},
			"a.b/c":     "dotted",
			`say "hi"`:  "quoted",
			`it's`:      "apostrophe",
			`back\lash`: "backslash",
			"größe":     "wide",
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
		"a quoted star is a key":                              {`spec["*"]`, "star"},
		"a quoted number is a key":                            {`spec["0"]`, "zero"},
		"a number after a dot is a key":                       {`spec.0`, "zero"},
		"brackets in quotes are text":                         {`spec["with [x]"]`, "bracketed"},
		"a number in brackets is a key of a map":              {`spec[0]`, "zero"},
		"a number after a dot is an index of a list":          {`spec.list.1`, "second"},
		"a key in brackets needs no quotes":                   {`spec[a.b/c]`, "dotted"},
		"a wide key in brackets needs no quotes":              {`spec[größe]`, "wide"},
		"quotes after a dot protect what is in them":          {`spec."a.b/c"`, "dotted"},
		"a star in quotes after a dot is a key":               {`spec."*"`, "star"},
		"an escape in quotes after a dot":                     {`spec."back\\lash"`, "backslash"},
		"an apostrophe in a name is part of it":               {`spec.it's`, "apostrophe"},
		"empty names mean nothing":                            {`.spec..list.[1].`, "second"},
		"blanks around names mean nothing":                    {" spec . list [ 1 ] ", "second"},
		"blanks around quotes mean nothing":                   {`spec[ "a.b/c" ]`, "dotted"},
		"dots alone are the whole object":                     {` .. `, object},
		"a minus in quotes is a key like others":              {`spec.list[2]["-1"]`, "minus"},
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
		"nothing before a closing bracket":   {`]`, 1, "this bracket was never opened"},
		"a bracket that was never opened":    {`spec.a]`, 7, "this bracket was never opened"},
		"one closing bracket too many":       {`a[0]]`, 5, `a dot or a bracket is missing before "]"`},
		"a name right after a bracket":       {`a[0]b`, 5, `a dot or a bracket is missing before "b"`},
		"a name right after quotes":          {`a."b"c`, 6, `a dot or a bracket is missing before "c"`},
		"a bracket that is never closed":     {`spec.a[0`, 7, "this bracket is never closed"},
		"a bracket at the end":               {`spec[`, 5, "this bracket is never closed"},
		"a bracket in a bracket":             {`a[b[0]]`, 4, "a bracket inside a bracket"},
		"an empty bracket":                   {`a[]`, 3, "an index, a key or * is missing between these brackets"},
		"a blank bracket":                    {`a[ ]`, 4, "an index, a key or * is missing between these brackets"},
		"an empty key":                       {`a[""]`, 3, "a key is missing between these quotes"},
		"an empty key after a dot":           {`a.""`, 3, "a key is missing between these quotes"},
		"a negative index":                   {`a[-1]`, 3, `"-1" is no index, they count from 0; a key like this needs quotes`},
		"a quote that is never closed":       {`a["b]`, 3, "this quoted key is never closed"},
		"a quote after a dot never closed":   {`a."b`, 3, "this quoted key is never closed"},
		"a quote closed by the other one":    {`a["b']`, 3, "this quoted key is never closed"},
		"a quote closed by an escaped one":   {`a["b\"]`, 3, "this quoted key is never closed"},
		"a backslash at the end":             {`a["b\`, 3, "this quoted key is never closed"},
		"a quote in the middle of a name":    {`a.b"c"`, 4, "a quote in the middle of a name"},
		"a quote in the middle of a bracket": {`a[b"c"]`, 4, `a closing bracket is missing before "\"c\"]"`},
		"nothing after the closing quote":    {`a["b"`, 2, "this bracket is never closed"},
		"something after the closing quote":  {`a["b"x]`, 6, `a closing bracket is missing before "x]"`},
		"columns are counted in characters":  {`größe]`, 6, "this bracket was never opened"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := path.Parse(c.text)
			var malformed *path.SyntaxError
			require.ErrorAs(t, err, &malformed)
			require.Equal(t, c.text, malformed.Text)
			require.Equal(t, c.column, malformed.Column())
			require.Equal(t, c.message, malformed.Message)
			require.ErrorContains(t, err, c.message)
			require.Equal(t, path.Path{}, p)
		})
	}
}

func TestMustPanicsOnAMalformedPath(t *testing.T) {
	t.Parallel()
	require.PanicsWithError(t, `path "a.b]", column 4: this bracket was never opened`, func() { path.Must("a.b]") })
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

func TestPathsAreTheSameHoweverTheyAreSpelled(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`a["b"].c[0]`, `.a..b.c.0`, `["a"]['b'][c][0]`, ` a . "b" . c [ 0 ]`} {
		require.True(t, path.Must("a.b.c[0]").Same(path.Must(text)), text)
	}
	for _, text := range []string{`a.b.c`, `a.b.c[1]`, `a.b.c[*]`, `a.b.c["0"]`, `a.b.d[0]`, ``} {
		require.False(t, path.Must("a.b.c[0]").Same(path.Must(text)), text)
	}
}

func TestTheLastSegmentSaysHowItWasWritten(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]path.Segment{
		`a.b`:      {Key: "b", Index: -1},
		`a."b"`:    {Key: "b", Index: -1},
		`a["b"]`:   {Key: "b", Index: -1, Bracket: true},
		`a[b]`:     {Key: "b", Index: -1, Bracket: true},
		`a[1]`:     {Key: "1", Index: 1, Bracket: true},
		`a.1`:      {Key: "1", Index: 1},
		`a["1"]`:   {Key: "1", Index: -1, Bracket: true},
		`a[*]`:     {Index: -1, Wildcard: true},
		`a.*`:      {Index: -1, Wildcard: true},
		`a["*"]`:   {Key: "*", Index: -1, Bracket: true},
		`a[1e9]`:   {Key: "1e9", Index: -1, Bracket: true},
		`a["%2e"]`: {Key: "%2e", Index: -1, Bracket: true},
	} {
		segments := path.Must(text).Segments()
		require.Equal(t, want, segments[len(segments)-1], text)
	}
	require.True(t, path.Must(" . ").Whole())
	require.False(t, path.Must("a").Whole())
}

func TestAnAbsurdlyLongPathIsReadLikeOthers(t *testing.T) {
	t.Parallel()
	p, err := path.Parse(strings.Repeat("a.", 10_000) + "b")
	require.NoError(t, err)
	require.Len(t, p.Segments(), 10_001)
	_, found := p.Get(map[string]any{"a": map[string]any{"a": 1}})
	require.False(t, found)
}
