package reports

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// WriteJUnit writes the run as JUnit XML (the shape of junit-10.xsd): a test
// suite per feature, a test case per scenario. Suite times are the sum of their
// cases; the root's is the run's own.
func WriteJUnit(w io.Writer, run Run) error {
	run = cleaned(run)
	doc := junitSuites{Name: "syncspec " + run.Target, Time: seconds(run.Duration)}
	for _, feature := range run.Features {
		suite := junitFeature(feature, run)
		doc.Tests += suite.Tests
		doc.Failures += suite.Failures
		doc.Suites = append(doc.Suites, suite)
	}
	if run.BrokenOff != "" {
		doc.Tests, doc.Errors = doc.Tests+1, 1
		doc.Suites = append(doc.Suites, junitBrokenOff(run))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("writing the JUnit report: %w", err)
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(doc); err != nil {
		return fmt.Errorf("writing the JUnit report: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name       string          `xml:"name,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Time       string          `xml:"time,attr"`
	Timestamp  string          `xml:"timestamp,attr"`
	File       string          `xml:"file,attr,omitempty"`
	Properties []junitProperty `xml:"properties>property"`
	Cases      []junitCase     `xml:"testcase"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Name      string        `xml:"name,attr"`
	Classname string        `xml:"classname,attr"`
	File      string        `xml:"file,attr"`
	Line      int           `xml:"line,attr,omitempty"`
	Time      string        `xml:"time,attr"`
	Skipped   *junitMessage `xml:"skipped"`
	Failure   *junitMessage `xml:"failure"`
	Error     *junitMessage `xml:"error"`
	Flaky     *junitMessage `xml:"flakyFailure"` // as Maven Surefire has it
	SystemOut *junitText    `xml:"system-out"`
}

type junitMessage struct {
	Type    string `xml:"type,attr,omitempty"`
	Message string `xml:"message,attr"`
	Body    string `xml:",cdata"`
}

type junitText struct {
	Body string `xml:",cdata"`
}

func junitFeature(feature Feature, run Run) junitSuite {
	totals := feature.Totals()
	suite := junitSuite{
		Name: feature.Name, File: feature.URI,
		Tests: totals.All(), Failures: totals.Bad(), Skipped: totals.Skipped,
		Time: seconds(totals.Time), Timestamp: run.Started.UTC().Format("2006-01-02T15:04:05"),
		Properties: junitProperties(run),
	}
	for _, rule := range feature.Rules {
		for _, s := range rule.Scenarios {
			suite.Cases = append(suite.Cases, junitScenario(feature, rule, s))
		}
	}
	return suite
}

// junitBrokenOff is a suite of its own that keeps a run that broke off from
// looking like a short one that went well.
func junitBrokenOff(run Run) junitSuite {
	return junitSuite{
		Name: "syncspec run", Tests: 1, Errors: 1, Time: seconds(0),
		Timestamp:  run.Started.UTC().Format("2006-01-02T15:04:05"),
		Properties: junitProperties(run),
		Cases: []junitCase{{
			Name: "the run reaches its end", Classname: "syncspec run", Time: seconds(0),
			Error: &junitMessage{Type: "broken off", Message: whyBrokenOff(run)},
		}},
	}
}

// whyBrokenOff is why a run broke off, and what that leaves open.
func whyBrokenOff(run Run) string {
	return fmt.Sprintf("%s; %d of %s not judged", run.BrokenOff, run.NotJudged(), plural(run.Selected, "scenario"))
}

func junitProperties(run Run) []junitProperty {
	return []junitProperty{
		{"target", run.Target}, {"detail", run.Detail}, {"engine", run.Engine}, {"compat", run.Compat},
	}
}

func junitScenario(feature Feature, rule Rule, s Scenario) junitCase {
	c := junitCase{
		Name: attemptName(s), Classname: classname(feature, rule), File: feature.URI, Line: s.Line, Time: seconds(s.Duration),
	}
	switch {
	case s.Status == Skipped:
		c.Skipped = &junitMessage{Message: s.Reason}
	case s.Bad():
		c.Failure = &junitMessage{Type: string(s.Status), Message: headline(s), Body: failureText(s)}
		c.SystemOut = stepsText(s)
		if s.Flaky {
			c.Failure.Type, c.Failure.Message = "flaky", flakiness(s)+": "+c.Failure.Message
		}
	case s.Flaky:
		c.Flaky = &junitMessage{Type: "flaky", Message: flakiness(s) + ": " + firstTrouble(s), Body: "\n" + triesText(s)}
	}
	return c
}

// attemptName tells the attempts at one scenario apart.
func attemptName(s Scenario) string {
	if s.Attempt > 1 {
		return fmt.Sprintf("%s (attempt %d)", s.Name, s.Attempt)
	}
	return s.Name
}

// classname groups cases in CI systems: the feature's file without its ending, then the rule.
func classname(feature Feature, rule Rule) string {
	name := strings.TrimSuffix(feature.URI, ".feature")
	if rule.Name == "" {
		return name
	}
	return name + "/" + rule.Name
}

// headline is a failed scenario in one line.
func headline(s Scenario) string {
	if s.Failure != nil && s.Failure.Message != "" {
		first, _, _ := strings.Cut(whatFailed(*s.Failure), "\n")
		return first + firstField(s.Failure.Fields)
	}
	for _, law := range s.Laws {
		if len(law.Violations) > 0 {
			return fmt.Sprintf("law %q is broken: %s", law.Name, law.Violations[0])
		}
	}
	for _, step := range s.Steps {
		if step.Status == Undefined {
			return "no step definition for: " + step.Text
		}
		if step.Error != "" {
			return step.Error
		}
	}
	return string(s.Status)
}

// firstField is the first field that is not as expected, and how many follow.
func firstField(fields []Mismatch) string {
	if len(fields) == 0 {
		return ""
	}
	text := fmt.Sprintf(": %s: want %s, got %s", fields[0].Path, oneLine(shown(fields[0].Want)), oneLine(shown(fields[0].Got)))
	if more := len(fields) - 1; more > 0 {
		text += fmt.Sprintf(", and %d more", more)
	}
	return text
}

func failureText(s Scenario) string {
	var b strings.Builder
	b.WriteString("\n")
	writeFailureBody(&b, s, paint(false))
	return b.String()
}

func stepsText(s Scenario) *junitText {
	var b strings.Builder
	b.WriteString("\n")
	for _, step := range s.Steps {
		fmt.Fprintf(&b, "%-9s %8s  %s %s\n", step.Status, duration(step.Duration), step.Keyword, step.Text)
	}
	return &junitText{Body: b.String()}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
