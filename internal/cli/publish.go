package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/syncspec/syncspec/reports"
)

// format is one report a user asked for; file is empty for pretty.
type format struct{ kind, file string }

// writers are the report files that can be written.
func writers() map[string]func(io.Writer, reports.Run) error {
	return map[string]func(io.Writer, reports.Run) error{
		"html": reports.WriteHTML, "junit": reports.WriteJUnit, "json": reports.WriteJSON,
		"messages": reports.WriteMessages, "ctrf": reports.WriteCTRF, "cucumber-html": reports.WriteCucumberHTML, "summary": reports.WriteMarkdown,
	}
}

// parseFormats reads the values of --format.
func parseFormats(values []string) ([]format, error) {
	var formats []format
	for _, value := range values {
		kind, file, _ := strings.Cut(value, ":")
		switch {
		case value == "pretty":
		case writers()[kind] == nil:
			return nil, fmt.Errorf("--format is pretty, or junit, json, html, cucumber-html, messages, ctrf or summary with :FILE, not %q", value)
		case file == "":
			return nil, fmt.Errorf("--format %s needs a file: %s:FILE", kind, kind)
		}
		formats = append(formats, format{kind, file})
	}
	return formats, nil
}

// publish prints the summary and writes every report: those of the output
// folder, and those asked for.
func (p *Program) publish(result reports.Run, f runFlags) error {
	failed := reports.WriteSummary(p.Stdout, result, p.colorful(p.Stdout))
	p.again(result, f)
	folder, err := outFolder(f.out)
	if err != nil {
		return errors.Join(failed, environment(err))
	}
	files := []format{
		{"html", filepath.Join(folder, "report.html")},
		{"junit", filepath.Join(folder, "junit.xml")},
		{"json", filepath.Join(folder, "report.json")},
	}
	asked, err := parseFormats(f.formats)
	if err != nil {
		return err
	}
	for _, each := range append(files, asked...) {
		if each.file != "" {
			failed = errors.Join(failed, write(each, result))
		}
	}
	failed = errors.Join(failed, p.jobSummary(result))
	_, _ = fmt.Fprintf(p.Stdout, "\nReport: %s\n", files[0].file)
	return failed
}

// jobSummary adds the run to the page of a GitHub job, where there is one: other
// steps of the job may have written to it.
func (p *Program) jobSummary(result reports.Run) error {
	page := p.Env("GITHUB_STEP_SUMMARY")
	if page == "" {
		return nil
	}
	file, err := os.OpenFile(page, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return environment(fmt.Errorf("writing the job's summary: %w", err))
	}
	if err := errors.Join(reports.WriteMarkdown(file, result), file.Close()); err != nil {
		return environment(fmt.Errorf("writing the job's summary: %w", err))
	}
	return nil
}

// outFolder makes the folder for reports. Where no out/ can be made and none was
// asked for, a temporary folder serves.
func outFolder(asked string) (string, error) {
	folder := asked
	if folder == "" {
		folder = "out"
	}
	err := os.MkdirAll(folder, 0o755)
	if err != nil && asked == "" {
		return os.MkdirTemp("", "syncspec-report-")
	}
	if err != nil {
		return "", fmt.Errorf("making the folder for reports: %w", err)
	}
	return folder, nil
}

func write(to format, result reports.Run) error {
	file, err := os.Create(to.file)
	if err != nil {
		return environment(fmt.Errorf("writing the %s report: %w", to.kind, err))
	}
	err = errors.Join(writers()[to.kind](file, result), file.Close())
	if err != nil {
		return environment(fmt.Errorf("writing the %s report: %w", to.kind, err))
	}
	return nil
}
