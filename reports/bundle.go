package reports

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// bundleMark begins the first line of a bundle's README.txt: by it a folder is known
// to be one.
const bundleMark = "syncspec failure bundle: "

// Bundle is everything about one failed scenario, for a folder of its own.
type Bundle struct {
	Run      Run // what its report says of the run; its features are not read
	Feature  Feature
	Rule     Rule
	Scenario Scenario
	// Kept says that the servers live on after the scenario.
	Kept bool
}

// WriteBundle makes a folder in the given one, named by where the scenario stands,
// and returns its path. Somebody who only gets this folder can tell what happened.
func WriteBundle(parent string, b Bundle) (string, error) {
	folder, err := emptyFolder(parent, slug(fmt.Sprintf("%s:%d", b.Feature.URI, b.Scenario.Line)))
	if err != nil {
		return "", fmt.Errorf("making a folder for a failure: %w", err)
	}
	var failed []error
	for name, text := range b.files() {
		if text == "" {
			continue
		}
		failed = append(failed, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644)) // #nosec G306 -- a report
	}
	if err := errors.Join(failed...); err != nil {
		return folder, fmt.Errorf("writing what is known of a failure: %w", err)
	}
	return folder, nil
}

func emptyFolder(parent, name string) (string, error) {
	if err := os.MkdirAll(parent, 0o755); err != nil { // #nosec G301 -- reports are to be read
		return "", err
	}
	folder := filepath.Join(parent, strings.TrimPrefix(name, "s-"))
	for n := 2; ; n++ {
		err := os.Mkdir(folder, 0o755) // #nosec G301 -- as above
		if !errors.Is(err, fs.ErrExist) {
			return folder, err
		}
		folder = fmt.Sprintf("%s-%d", filepath.Join(parent, strings.TrimPrefix(name, "s-")), n)
	}
}

// files are the bundle's files by name; one without text is not written.
func (b Bundle) files() map[string]string {
	f := b.failure()
	scene := cmp.Or(f.Scene, &Scene{})
	var whole bytes.Buffer
	writeFailure(&sink{w: &whole}, b.Feature.URI, cleanedScenario(b.Scenario), paint(false))
	return map[string]string{
		"README.txt":   b.readme(f, scene),
		"failure.txt":  whole.String(),
		"page.feature": b.Feature.Source,
		"diff.txt":     clean(diffText(f.Fields)),
		"virtual.yaml": documents(scene.Virtual),
		"host.yaml":    documents(scene.Host),
		"events.txt":   lined(f.Events),
		"engine.log":   lined(f.Log),
		"calls.txt":    clean(callsText(Scenario{Calls: scene.Calls})),
		"report.html":  b.one(WriteHTML),
		"report.json":  b.one(WriteJSON),
	}
}

func (b Bundle) failure() Failure {
	if b.Scenario.Failure == nil {
		return Failure{}
	}
	return *b.Scenario.Failure
}

// one is a report of this scenario alone.
func (b Bundle) one(write func(io.Writer, Run) error) string {
	run, feature, rule := b.Run, b.Feature, b.Rule
	rule.Scenarios = []Scenario{b.Scenario}
	feature.Rules = []Rule{rule}
	run.Features, run.Sentences, run.Selected, run.Duration = []Feature{feature}, nil, 1, b.Scenario.Duration
	run.Command = b.failure().Rerun
	var page bytes.Buffer
	if err := write(&page, run); err != nil {
		return fmt.Sprintf("this report could not be written: %v\n", err)
	}
	return page.String()
}

// diffText is every field that is not as expected, as lines taken away and added.
func diffText(fields []Mismatch) string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "@ %s\n", f.Path)
		for _, side := range []struct{ mark, text string }{{"- ", f.Want}, {"+ ", f.Got}} {
			for line := range strings.Lines(shown(side.text)) {
				b.WriteString(side.mark + strings.TrimSuffix(line, "\n") + "\n")
			}
		}
	}
	if b.Len() > 0 {
		return "- wanted\n+ got\n\n" + b.String()
	}
	return ""
}

func documents(objects []string) string {
	if len(objects) == 0 {
		return ""
	}
	return strings.Join(objects, "\n---\n") + "\n"
}

func lined(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return clean(strings.Join(lines, "\n")) + "\n"
}
