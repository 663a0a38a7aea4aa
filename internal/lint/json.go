package lint

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/syncspec/syncspec/engine/config"
)

// jsonFinding is a finding in the JSON report.
type jsonFinding struct {
	Code      string `json:"code"`
	Severity  string `json:"severity"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndColumn int    `json:"endColumn"`
	Key       string `json:"key,omitempty"`
	Message   string `json:"message"`
	Title     string `json:"title"`
	Sentence  string `json:"sentence"`
	Page      string `json:"page"`
	Instead   string `json:"instead"`
	Fixable   bool   `json:"fixable"`
}

// JSON writes findings as one object; its version changes when a field does.
func JSON(out io.Writer, found []Finding) error {
	report := struct {
		Version  int           `json:"version"`
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Notes    int           `json:"notes"`
		Findings []jsonFinding `json:"findings"`
	}{1, Count(found, config.Error), Count(found, config.Warning), Count(found, config.Note), []jsonFinding{}}
	for _, f := range found {
		report.Findings = append(report.Findings, jsonFinding{
			Code: f.Rule.Code, Severity: level(f.Severity), File: f.File, Line: f.Line, Column: f.Column, EndColumn: f.EndColumn, Key: f.Key,
			Message: f.Message, Title: f.Rule.Title, Sentence: f.Rule.Sentence, Page: f.Rule.Page, Instead: f.Rule.Instead, Fixable: f.Fix != nil,
		})
	}
	return written(out, report)
}

// written writes indented JSON that keeps <, > and & readable.
func written(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("writing findings: %w", err)
	}
	return nil
}
