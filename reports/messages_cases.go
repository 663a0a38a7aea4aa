package reports

import (
	"errors"
	"fmt"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// afterwards names the hook that carries what no step does.
const afterwards = "the laws hold and the engine stops"

// testCase is one attempt at one scenario; steps are the ids of its steps, the
// hook's last.
type testCase struct {
	id       string
	steps    []string
	scenario begun
}

// cases sends everything that stands before the first result: pages, pickles, the
// hook and the test cases.
func (s *stream) cases(run Run) ([]testCase, error) {
	pickles := map[string]*messages.Pickle{} // by uri:line
	sent := map[string]bool{}
	for _, feature := range run.Features {
		if sent[feature.URI] {
			continue
		}
		sent[feature.URI] = true
		if err := s.page(feature, pickles); err != nil {
			return nil, err
		}
	}
	hook := s.ids.NewId()
	s.send(messages.Envelope{Hook: &messages.Hook{Id: hook, Name: afterwards, SourceReference: &messages.SourceReference{}}})
	var all []testCase
	for scenario := range run.begun() {
		at := lineOf(scenario.Feature.URI, int64(scenario.Line))
		pickle := pickles[at]
		if pickle == nil || len(pickle.Steps) != len(scenario.Steps) {
			return nil, fmt.Errorf("%s: the page's text holds no such scenario", at)
		}
		all = append(all, s.testCase(scenario, pickle, hook))
	}
	return all, nil
}

func (s *stream) testCase(scenario begun, pickle *messages.Pickle, hook string) testCase {
	c := testCase{id: s.ids.NewId(), scenario: scenario}
	var steps []*messages.TestStep
	for _, step := range pickle.Steps {
		steps = append(steps, &messages.TestStep{Id: s.ids.NewId(), PickleStepId: step.Id})
	}
	steps = append(steps, &messages.TestStep{Id: s.ids.NewId(), HookId: hook})
	for _, step := range steps {
		c.steps = append(c.steps, step.Id)
	}
	s.send(messages.Envelope{TestCase: &messages.TestCase{Id: c.id, PickleId: pickle.Id, TestSteps: steps}})
	return c
}

// page sends one page and the pickles of what was run of it.
func (s *stream) page(feature Feature, pickles map[string]*messages.Pickle) error {
	if feature.Source == "" {
		return fmt.Errorf("%s: the run does not hold the page's text", feature.URI)
	}
	document, err := s.parse(feature.Source)
	if err != nil {
		return fmt.Errorf("%s: %w", feature.URI, err)
	}
	document.Uri = feature.URI
	s.send(messages.Envelope{Source: &messages.Source{
		Uri: feature.URI, Data: feature.Source, MediaType: messages.SourceMediaType_TEXT_X_CUCUMBER_GHERKIN_PLAIN,
	}})
	s.send(messages.Envelope{GherkinDocument: document})
	lines := linesOf(document)
	for _, pickle := range gherkin.Pickles(*document, feature.URI, s.ids.NewId) {
		at := lineOf(feature.URI, lines[pickle.AstNodeIds[len(pickle.AstNodeIds)-1]])
		pickles[at] = pickle
		s.send(messages.Envelope{Pickle: pickle})
	}
	return nil
}

// parse reads Gherkin; the parser panics on some broken tables.
func (s *stream) parse(text string) (document *messages.GherkinDocument, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("not readable as Gherkin: %v", p)
		}
	}()
	document, err = gherkin.ParseGherkinDocument(strings.NewReader(text), s.ids.NewId)
	if err == nil && document.Feature == nil {
		return nil, errors.New("it holds no feature")
	}
	return document, err
}

// linesOf finds the line of every scenario and of every row of an outline by id.
func linesOf(document *messages.GherkinDocument) map[string]int64 {
	lines := map[string]int64{}
	add := func(scenario *messages.Scenario) {
		if scenario == nil {
			return
		}
		lines[scenario.Id] = scenario.Location.Line
		for _, table := range scenario.Examples {
			for _, row := range table.TableBody {
				lines[row.Id] = row.Location.Line
			}
		}
	}
	for _, child := range document.Feature.Children {
		add(child.Scenario)
		if child.Rule == nil {
			continue
		}
		for _, inner := range child.Rule.Children {
			add(inner.Scenario)
		}
	}
	return lines
}

func lineOf(uri string, line int64) string { return fmt.Sprintf("%s:%d", uri, line) }
