package vocabulary

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/docs"
	"github.com/syncspec/syncspec/reports"
)

func TestEveryStepOfThePageIsThere(t *testing.T) {
	all, err := Definitions()
	require.NoError(t, err)
	require.Len(t, all, strings.Count(docs.Steps, "\n`"), "the page has a line in backticks for each")
	require.Contains(t, docs.Steps, "`"+all[0].Pattern+"`")
}

func TestAStepIsFoundByItsWholeTextAndItsKeyword(t *testing.T) {
	all, err := Definitions()
	require.NoError(t, err)
	found := Match(all, []reports.Step{
		{Keyword: "Given", Text: "a virtual cluster"},
		{Keyword: "And", Text: `the tenant runs Pod "default/web"`},
		{Keyword: "When", Text: "a virtual cluster"},
		{Keyword: "When", Text: `Pod "default/web" is deleted from the virtual cluster`},
		{Keyword: "Then", Text: `Pod "default/web" is in the virtual cluster`},
		{Keyword: "But", Text: "the moon is full"},
	})
	require.Equal(t, "a virtual cluster", all[found[0]].Pattern)
	require.Contains(t, all[found[1]].Pattern, "the tenant runs Pod")
	require.Equal(t, -1, found[2], "a Given is none of the others")
	require.Contains(t, all[found[3]].Pattern, "from the (host|virtual) cluster")
	require.NotEqual(t, -1, found[4])
	require.Equal(t, -1, found[5])
}

func TestAPatternThatIsNoneIsSaid(t *testing.T) {
	_, err := read("## Given\n\n`a (`\n")
	require.ErrorContains(t, err, "reading the page of steps: a (")
}
