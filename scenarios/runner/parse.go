package runner

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/syncspec/syncspec/reports"
)

// BadFeature is the error of a feature file that cannot be read as Gherkin.
type BadFeature struct {
	URI     string
	Problem string
}

func (b *BadFeature) Error() string { return fmt.Sprintf("%s: %s", b.URI, b.Problem) }

// parse reads one feature file into its examples. Bad text is a *BadFeature.
func parse(uri string, text []byte) (*Feature, error) {
	document, err := read(text)
	if err != nil {
		return nil, &BadFeature{URI: uri, Problem: strings.TrimSpace(err.Error())}
	}
	if document.Feature == nil {
		return nil, &BadFeature{URI: uri, Problem: "it holds no feature"}
	}
	page := &Feature{
		URI: uri, Name: document.Feature.Name, Line: int(document.Feature.Location.Line),
		Description: dedent(document.Feature.Description), text: text,
	}
	places := index(document.Feature)
	rows := map[int]int{}
	newID := (&messages.Incrementing{}).NewId
	for _, pickle := range gherkin.Pickles(*document, uri, newID) {
		example := places.example(page, pickle)
		example.row = rows[example.scenarioLine]
		rows[example.scenarioLine]++
		page.Examples = append(page.Examples, example)
	}
	return page, nil
}

// read parses Gherkin; the parser panics on some broken tables.
func read(text []byte) (document *messages.GherkinDocument, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.Join(err, fmt.Errorf("not readable as Gherkin: %v", p))
		}
	}()
	return gherkin.ParseGherkinDocument(bytes.NewReader(text), (&messages.Incrementing{}).NewId)
}

// places finds by id what a pickle came from.
type places struct {
	scenarios map[string]*messages.Scenario
	rules     map[string]*messages.Rule // by the scenario's id
	rows      map[string]*messages.TableRow
	steps     map[string]*messages.Step
}

func index(feature *messages.Feature) places {
	p := places{map[string]*messages.Scenario{}, map[string]*messages.Rule{}, map[string]*messages.TableRow{}, map[string]*messages.Step{}}
	for _, child := range feature.Children {
		p.add(nil, child.Background, child.Scenario)
		if child.Rule == nil {
			continue
		}
		for _, inner := range child.Rule.Children {
			p.add(child.Rule, inner.Background, inner.Scenario)
		}
	}
	return p
}

func (p places) add(rule *messages.Rule, background *messages.Background, scenario *messages.Scenario) {
	if background != nil {
		p.addSteps(background.Steps)
	}
	if scenario == nil {
		return
	}
	p.addSteps(scenario.Steps)
	p.scenarios[scenario.Id], p.rules[scenario.Id] = scenario, rule
	for _, table := range scenario.Examples {
		for _, row := range table.TableBody {
			p.rows[row.Id] = row
		}
	}
}

func (p places) addSteps(steps []*messages.Step) {
	for _, step := range steps {
		p.steps[step.Id] = step
	}
}

func (p places) example(page *Feature, pickle *messages.Pickle) Example {
	scenario := p.scenarios[pickle.AstNodeIds[0]]
	line := int(scenario.Location.Line)
	example := Example{Feature: page, Name: pickle.Name, Line: line, scenarioLine: line, from: line, to: line}
	for _, tag := range scenario.Tags {
		example.from = min(example.from, int(tag.Location.Line))
	}
	if rule := p.rules[scenario.Id]; rule != nil {
		example.Rule, example.RuleLine = rule.Name, int(rule.Location.Line)
	}
	for _, tag := range pickle.Tags {
		example.Tags = append(example.Tags, tag.Name)
	}
	for _, step := range pickle.Steps {
		example.Steps = append(example.Steps, p.step(step))
	}
	if len(scenario.Steps) > 0 {
		example.to = endOf(scenario.Steps[len(scenario.Steps)-1])
	}
	if len(pickle.AstNodeIds) > 1 {
		example.Line = int(p.rows[pickle.AstNodeIds[1]].Location.Line)
		example.Name = rowName(scenario.Name, pickle.Name, p.rows[pickle.AstNodeIds[1]])
	}
	return example
}

// rowName tells the rows of an outline apart, even if its title names no cell.
func rowName(title, name string, row *messages.TableRow) string {
	if title != name {
		return name
	}
	var cells []string
	for _, cell := range row.Cells {
		cells = append(cells, cell.Value)
	}
	return fmt.Sprintf("%s (%s)", name, strings.Join(cells, ", "))
}

func (p places) step(step *messages.PickleStep) reports.Step {
	written := p.steps[step.AstNodeIds[0]]
	return reports.Step{
		Keyword: strings.TrimSpace(written.Keyword), Text: step.Text,
		Argument: argument(step.Argument), Line: int(written.Location.Line),
	}
}

func endOf(step *messages.Step) int {
	end := int(step.Location.Line)
	if step.DocString != nil {
		end = int(step.DocString.Location.Line) + strings.Count(step.DocString.Content, "\n") + 2
	}
	if step.DataTable != nil && len(step.DataTable.Rows) > 0 {
		end = int(step.DataTable.Rows[len(step.DataTable.Rows)-1].Location.Line)
	}
	return end
}

// argument is a step's doc string or table as it is written.
func argument(given *messages.PickleStepArgument) string {
	switch {
	case given == nil:
		return ""
	case given.DocString != nil:
		return given.DocString.Content
	case given.DataTable != nil:
		return table(given.DataTable)
	}
	return ""
}

// table writes cells in columns, as an editor formats them.
func table(given *messages.PickleTable) string {
	var widths []int
	for _, row := range given.Rows {
		for i, cell := range row.Cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], len([]rune(cell.Value)))
		}
	}
	var b strings.Builder
	for _, row := range given.Rows {
		for i, cell := range row.Cells {
			fmt.Fprintf(&b, "| %-*s ", widths[i], cell.Value)
		}
		b.WriteString("|\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func dedent(description string) string {
	lines := strings.Split(strings.TrimSpace(description), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}
