package runner_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/runner"
)

const outline = "testdata/pages/outline.feature"

func TestPathsSelectExamples(t *testing.T) {
	t.Parallel()
	all := []string{"outside of any rule", "first of the rule", "rows differ (one)", "rows differ (two)", "row three"}
	cases := []struct {
		name  string
		paths []string
		want  []string
	}{
		{"a file means all of its scenarios", []string{outline}, all},
		{"a folder means all of its files, whatever their depth", []string{"testdata/pages"}, append(all[:5:5], "only one")},
		{"a page asked for twice is run once", []string{outline, "testdata/pages/../pages/outline.feature"}, all},
		{"a scenario's line means the scenario", []string{outline + ":8"}, all[:1]},
		{"its tags' line means the scenario", []string{outline + ":14"}, all[1:2]},
		{"a line of its steps means the scenario", []string{outline + ":19"}, all[1:2]},
		{"the last line of its table means the scenario", []string{outline + ":23"}, all[1:2]},
		{"an outline's line means all its rows", []string{outline + ":25"}, all[2:4]},
		{"a row's line means the row", []string{outline + ":32"}, all[3:4]},
		{"a rule's line means all its scenarios", []string{outline + ":12"}, all[1:]},
		{"the feature's line means the page", []string{outline + ":2"}, all},
		{"lines of one page add up", []string{outline + ":8", outline + ":31"}, []string{all[0], all[2]}},
		{"a line and its whole page mean the page", []string{outline + ":8", outline}, all},
		{"features that are built in are found by their place", []string{"features/in/side.feature"}, []string{"built in"}},
		{"no path means everything that is built in", nil, []string{"built in"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pages, err := runner.Load(builtIn(), c.paths)
			require.NoError(t, err)
			chosen, err := runner.Choose(pages, runner.Selection{})
			require.NoError(t, err)
			require.Equal(t, c.want, names(chosen))
		})
	}
}

func TestWhatCannotBeLoadedIsExplained(t *testing.T) {
	t.Parallel()
	broken := fstest.MapFS{
		"text.feature":   {Data: []byte("not Gherkin\n")},
		"empty.feature":  {Data: nil},
		"table.feature":  {Data: []byte("Feature: f\n  Scenario: s\n    Given x\n      | a | b |\n      | c |\n")},
		"rows.feature":   {Data: []byte("Feature: f\n  Scenario Outline: s\n    Given <a>\n    Examples:\n      | a | b |\n      | c |\n")},
		"readme.txt":     {Data: []byte("x")},
		"fine.feature":   {Data: []byte("Feature: f\n  Scenario: s\n    Given x\n")},
		"binary.feature": {Data: []byte{0, 1, 0xff, 0xfe}},
	}
	cases := []struct{ name, path, want string }{
		{"a file that is not there", "features/none.feature", "there is no feature file or folder features/none.feature, neither on disk nor built in"},
		{"a path that leads outside", "features/../../x", "there is no feature file or folder features/../../x, neither on disk nor built in"},
		{"text that is not Gherkin", "features/text.feature", "features/text.feature: Parser errors:\n(1:1): expected: #EOF, #Language, #TagLine, #FeatureLine, #Comment, #Empty, got 'not Gherkin'"},
		{"an empty file", "features/empty.feature", "features/empty.feature: it holds no feature"},
		{"a ragged table", "features/table.feature", "features/table.feature: Parser errors:\n(5:7): inconsistent cell count within the table"},
		{"ragged examples", "features/rows.feature", "features/rows.feature: Parser errors:\n(6:7): inconsistent cell count within the table"},
		{"a line without a scenario", "features/fine.feature:77", "no scenario of features/fine.feature is at line 77"},
		{"line zero", "features/fine.feature:0", "no scenario of features/fine.feature is at line 0"},
		{"a line beyond counting", "features/fine.feature:99999999999999999999", "features/fine.feature:99999999999999999999: the line is not a number that fits"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := runner.Load(broken, []string{c.path})
			require.EqualError(t, err, c.want)
		})
	}
	t.Run("bytes that are not text", func(t *testing.T) {
		t.Parallel()
		_, err := runner.Load(broken, []string{"features/binary.feature"})
		var bad *runner.BadFeature
		require.ErrorAs(t, err, &bad)
	})
}

func TestTagsAndNamesSelectExamples(t *testing.T) {
	t.Parallel()
	pages, err := runner.Load(builtIn(), []string{outline})
	require.NoError(t, err)
	cases := []struct {
		name string
		with runner.Selection
		want []string
	}{
		{"a feature's tag reaches its scenarios", runner.Selection{Tags: "@page", Name: "outside"}, []string{"outside of any rule"}},
		{"a rule's tag reaches its scenarios", runner.Selection{Tags: "@rule-tag and @RTC-14"}, []string{"first of the rule"}},
		{"the tag of examples reaches its rows", runner.Selection{Tags: "@wide"}, []string{"rows differ (one)", "rows differ (two)"}},
		{"not works", runner.Selection{Tags: "not @rule-tag"}, []string{"outside of any rule"}},
		{"a name is a regular expression", runner.Selection{Name: "^row .*e$"}, []string{"row three"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			chosen, err := runner.Choose(pages, c.with)
			require.NoError(t, err)
			require.Equal(t, c.want, names(chosen))
		})
	}
}

func TestAnEmptySelectionIsAnError(t *testing.T) {
	t.Parallel()
	pages, err := runner.Load(builtIn(), []string{outline})
	require.NoError(t, err)
	cases := []struct {
		name string
		with runner.Selection
		want string
	}{
		{"tags nobody has", runner.Selection{Tags: "@nobody"}, `nothing is selected: none of 5 scenarios has tags "@nobody"`},
		{"a name nobody has", runner.Selection{Name: "zzz"}, `nothing is selected: none of 5 scenarios has a name like "zzz"`},
		{"a wrong tag expression", runner.Selection{Tags: "@a and"}, `tag expression "@a and", position 7: expected a tag, "not" or "(", found the end`},
		{"a wrong name", runner.Selection{Name: "("}, "--name is not a regular expression: error parsing regexp: missing closing ): `(`"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := runner.Choose(pages, c.with)
			var misused *runner.UsageError
			require.ErrorAs(t, err, &misused)
			require.EqualError(t, err, c.want)
		})
	}
}

func TestAnExampleKnowsWhatItSays(t *testing.T) {
	t.Parallel()
	pages, err := runner.Load(builtIn(), []string{outline + ":15"})
	require.NoError(t, err)
	example := pages[0].Examples[0]
	require.Equal(t, []string{"RTC-14", "NAME-02a"}, example.Behaviours())
	require.Equal(t, "A documented sentence", example.Rule)
	require.Equal(t, outline+":15", example.Place())
	require.Equal(t, "What a page says of itself.", pages[0].Description)
	require.Equal(t, "Given", example.Steps[0].Keyword)
	require.Equal(t, "kind: Pod\nmetadata: {name: a}", example.Steps[1].Argument)
	require.Equal(t, "| spec.nodeName | (absent) |\n| a             | b        |", example.Steps[2].Argument)
	require.Equal(t, 21, example.Steps[2].Line)
}

func names(examples []runner.Example) []string {
	var all []string
	for _, example := range examples {
		all = append(all, example.Name)
	}
	return all
}

func builtIn() fstest.MapFS {
	return fstest.MapFS{"in/side.feature": {Data: []byte("Feature: Inside\n  Scenario: built in\n    Given a virtual cluster\n")}}
}
