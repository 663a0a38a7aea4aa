package features_test

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/features"
)

// behaviourID is the form of a tag that names a behaviour.
var behaviourID = regexp.MustCompile(`^@([A-Z][A-Z0-9]*-T?\d+)$`)

func TestEveryIDIsInTheCatalogueOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range catalogue(t) {
		require.False(t, seen[b.ID], "%s is in the catalogue twice", b.ID)
		seen[b.ID] = true
	}
	for id, where := range tagged(t) {
		require.True(t, seen[id], "%s is tagged in %s and in no catalogue", id, where)
	}
}

func TestTheCatalogueIsComplete(t *testing.T) {
	require.Len(t, catalogue(t), 1211)
	for _, b := range catalogue(t) {
		require.NotEmpty(t, b.Statement, b.ID)
		require.NotEmpty(t, b.Source, b.ID)
		require.NotEmpty(t, b.Page, b.ID)
		require.Contains(t, []string{"seed", "docs", "impl"}, b.Class, b.ID)
		require.Contains(t, []string{"delivered", "planned"}, b.Status, b.ID)
	}
}

func TestABehaviourIsDeliveredWhenAScenarioShowsItAndElseSaysWhyNot(t *testing.T) {
	shown := tagged(t)
	for _, b := range catalogue(t) {
		if _, ok := shown[b.ID]; ok {
			require.Equal(t, "delivered", b.Status, "%s has a scenario in %s", b.ID, shown[b.ID])
			require.Empty(t, b.Why, b.ID)
			continue
		}
		require.Equal(t, "planned", b.Status, "%s has no scenario", b.ID)
		require.NotEmpty(t, b.Why, "%s has no scenario and no reason", b.ID)
	}
}

func TestRulesHaveNames(t *testing.T) {
	each(t, func(uri string, feature *messages.Feature) {
		require.NotEmpty(t, feature.Name, uri)
		for _, child := range feature.Children {
			if child.Rule != nil {
				require.NotEmpty(t, child.Rule.Name, "%s:%d", uri, child.Rule.Location.Line)
			}
		}
	})
}

func TestBackgroundsAndScenariosAreShort(t *testing.T) {
	each(t, func(uri string, feature *messages.Feature) {
		backgrounds, scenarios := parts(feature)
		for _, b := range backgrounds {
			require.LessOrEqual(t, len(b.Steps), 2, "%s:%d", uri, b.Location.Line)
		}
		for _, s := range scenarios {
			require.LessOrEqual(t, len(s.Steps), 7, "%s:%d %s", uri, s.Location.Line, s.Name)
			require.LessOrEqual(t, whens(s), 1, "%s:%d %s", uri, s.Location.Line, s.Name)
		}
	})
}

func TestTitlesAreUniqueInTheirFeature(t *testing.T) {
	each(t, func(uri string, feature *messages.Feature) {
		seen := map[string]bool{}
		_, scenarios := parts(feature)
		for _, s := range scenarios {
			require.NotEmpty(t, s.Name, "%s:%d", uri, s.Location.Line)
			require.False(t, seen[s.Name], "%s:%d %s", uri, s.Location.Line, s.Name)
			seen[s.Name] = true
		}
	})
}

func TestOnlyThePageOfNamesSpellsHostNames(t *testing.T) {
	exact := regexp.MustCompile(`(?s)is exactly:\n\s+""".*?"""`)
	eachText(t, func(uri, text string) {
		if uri != "naming.feature" {
			require.NotRegexp(t, `-x-\w+-x-`, exact.ReplaceAllString(text, ""), uri)
		}
	})
}

// whens counts the When steps with the And and But steps that continue them.
func whens(s *messages.Scenario) int {
	count, action := 0, false
	for _, step := range s.Steps {
		if step.KeywordType != messages.StepKeywordType_CONJUNCTION {
			action = step.KeywordType == messages.StepKeywordType_ACTION
		}
		if action {
			count++
		}
	}
	return count
}

func parts(feature *messages.Feature) (backgrounds []*messages.Background, scenarios []*messages.Scenario) {
	for _, child := range feature.Children {
		switch {
		case child.Background != nil:
			backgrounds = append(backgrounds, child.Background)
		case child.Scenario != nil:
			scenarios = append(scenarios, child.Scenario)
		case child.Rule != nil:
			for _, c := range child.Rule.Children {
				if c.Background != nil {
					backgrounds = append(backgrounds, c.Background)
				}
				if c.Scenario != nil {
					scenarios = append(scenarios, c.Scenario)
				}
			}
		}
	}
	return backgrounds, scenarios
}

// tagged maps each behaviour id that a scenario carries to one place of it.
func tagged(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	eachDocument(t, func(uri string, document *messages.GherkinDocument) {
		for _, pickle := range gherkin.Pickles(*document, uri, newID()) {
			for _, tag := range pickle.Tags {
				if m := behaviourID.FindStringSubmatch(tag.Name); m != nil {
					found[m[1]] = uri + ": " + pickle.Name
				}
			}
		}
	})
	return found
}

func catalogue(t *testing.T) []features.Behaviour {
	t.Helper()
	behaviours, err := features.Behaviours()
	require.NoError(t, err)
	return behaviours
}

func each(t *testing.T, do func(uri string, feature *messages.Feature)) {
	t.Helper()
	eachDocument(t, func(uri string, document *messages.GherkinDocument) { do(uri, document.Feature) })
}

func eachDocument(t *testing.T, do func(uri string, document *messages.GherkinDocument)) {
	t.Helper()
	eachText(t, func(uri, text string) {
		document, err := gherkin.ParseGherkinDocument(strings.NewReader(text), newID())
		require.NoError(t, err, uri)
		do(uri, document)
	})
}

func eachText(t *testing.T, do func(uri, text string)) {
	t.Helper()
	err := fs.WalkDir(features.FS, ".", func(uri string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(uri) != ".feature" {
			return err
		}
		raw, err := features.FS.ReadFile(uri)
		do(uri, string(raw))
		return err
	})
	require.NoError(t, err)
}

func newID() func() string { return (&messages.Incrementing{}).NewId }
