package conformance

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"time"

	"sigs.k8s.io/yaml"
)

// The form of reports.
const (
	APIVersion = "syncspec.dev/v1"
	Kind       = "ConformanceReport"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema of reports.
func Schema() []byte { return append([]byte(nil), schema...) }

// Report is what one run says of one engine.
type Report struct {
	APIVersion     string    `json:"apiVersion"`
	Kind           string    `json:"kind"`
	Date           time.Time `json:"date"`
	Implementation Identity  `json:"implementation"`
	Versions       Versions  `json:"versions"`
	// Target is where it was judged, Compat by what.
	Target string `json:"target"`
	Compat string `json:"compat"`
	// BrokenOff says why not everything was judged that was to be.
	BrokenOff string    `json:"brokenOff,omitempty"`
	Profiles  []Result  `json:"profiles"`
	Laws      Laws      `json:"laws"`
	Reproduce Reproduce `json:"reproduce"`
}

// Identity says whose engine was judged.
type Identity struct {
	Organization string `json:"organization"`
	Project      string `json:"project"`
	URL          string `json:"url"`
	Version      string `json:"version"`
	// Contact are people or addresses to ask.
	Contact []string `json:"contact"`
}

// Check says what is missing.
func (i Identity) Check() error {
	var missing []error
	for _, part := range []struct{ name, value string }{
		{"organization", i.Organization}, {"project", i.Project}, {"url", i.URL}, {"version", i.Version},
	} {
		if part.value == "" {
			missing = append(missing, fmt.Errorf("the implementation has no %s", part.name))
		}
	}
	if len(i.Contact) == 0 {
		missing = append(missing, errors.New("the implementation has no contact"))
	}
	return errors.Join(missing...)
}

// Versions are those of what the engine was judged with.
type Versions struct {
	Syncspec   string `json:"syncspec"`
	Kubernetes string `json:"kubernetes"`
	// Specification is the digest of the features and the catalogue of behaviours.
	Specification string `json:"specification"`
}

// Verdict is what a profile's scenarios say together.
type Verdict string

// The verdicts. Nothing but all of a profile, passed, is success.
const (
	Success Verdict = "success"
	Partial Verdict = "partial" // nothing failed unexpectedly, but not everything passed
	Failure Verdict = "failure"
	NotRun  Verdict = "not run"
)

// Result is what became of the scenarios of one profile, without those of the
// profiles it contains.
type Result struct {
	Name       Profile    `json:"name"`
	Result     Verdict    `json:"result"`
	Statistics Statistics `json:"statistics"`
	// The lists name scenarios by their page and title.
	Failed           []string    `json:"failed,omitempty"`
	ExpectedFailures []Deviation `json:"expectedFailures,omitempty"`
	Skipped          []Omission  `json:"skipped,omitempty"`
	Passed           []string    `json:"passed,omitempty"`
}

// Statistics count scenarios.
type Statistics struct {
	Passed           int `json:"passed"`
	Failed           int `json:"failed"`
	ExpectedFailures int `json:"expectedFailures"`
	Skipped          int `json:"skipped"`
	// NotSelected are those of the profile that the run left out.
	NotSelected int `json:"notSelected"`
}

// Deviation is a failure that was announced.
type Deviation struct {
	Scenario string `json:"scenario"`
	Reason   string `json:"reason"`
	Link     string `json:"link,omitempty"`
	Until    string `json:"until,omitempty"`
}

// Omission is a scenario that could not be judged.
type Omission struct {
	Scenario string `json:"scenario"`
	Reason   string `json:"reason"`
}

// Laws say in how many scenarios the laws were judged.
type Laws struct {
	Judged int `json:"judged"`
	// NotObservable are scenarios in which the engine's requests were not seen.
	NotObservable int `json:"notObservable"`
}

// Reproduce says how to come to the same result.
type Reproduce struct {
	Command string `json:"command"`
}

// Write writes a report as YAML.
func Write(w io.Writer, report Report) error {
	text, err := yaml.Marshal(report)
	if err == nil {
		_, err = w.Write(text)
	}
	if err != nil {
		return fmt.Errorf("writing the conformance report: %w", err)
	}
	return nil
}

// Read reads what Write wrote. Other forms are refused.
func Read(text []byte) (Report, error) {
	var report Report
	if err := yaml.UnmarshalStrict(text, &report); err != nil {
		return Report{}, fmt.Errorf("reading the conformance report: %w", err)
	}
	if report.APIVersion != APIVersion || report.Kind != Kind {
		return Report{}, fmt.Errorf("reading the conformance report: it is %s %s, this program reads %s %s", report.APIVersion, report.Kind, APIVersion, Kind)
	}
	return report, nil
}
