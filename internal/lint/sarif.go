package lint

import (
	"io"
	"net/url"
	"path/filepath"
	"strings"
)

// The parts of SARIF 2.1.0 that are used; names and nesting are the standard's.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Version        string      `json:"version,omitempty"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifText    `json:"shortDescription"`
		Full    sarifText    `json:"fullDescription"`
		Help    sarifText    `json:"help"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int        `json:"startLine"`
		StartColumn int        `json:"startColumn"`
		EndLine     int        `json:"endLine"`
		EndColumn   int        `json:"endColumn"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
)

// SARIF writes findings in the Static Analysis Results Interchange Format 2.1.0, with
// every rule described, as code scanning reads it.
func SARIF(out io.Writer, version string, found []Finding) error {
	run := sarifRun{
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		Tool: sarifTool{sarifDriver{Name: "syncspec", InformationURI: "https://github.com/syncspec/syncspec", Version: version}},
	}
	index := map[string]int{}
	for i, r := range Rules() {
		index[r.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: r.Code, Short: sarifText{Text: r.Title}, Full: sarifText{Text: r.Why},
			Help: sarifText{Text: r.Instead, Markdown: Page(r)}, Default: sarifDefault{level(r.Severity)},
		})
	}
	for _, f := range found {
		run.Results = append(run.Results, f.sarif(index[f.Rule.Code]))
	}
	return written(out, sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

func (f Finding) sarif(index int) sarifResult {
	artifact := sarifArtifact{uri(f.File)}
	region := sarifRegion{StartLine: f.Line, StartColumn: f.Column, EndLine: f.Line, EndColumn: f.EndColumn}
	result := sarifResult{RuleID: f.Rule.Code, RuleIndex: index, Level: level(f.Severity), Message: sarifText{Text: f.Message}}
	if f.Fix != nil {
		deleted := sarifRegion{StartLine: f.Fix.Line, StartColumn: f.Fix.Column, EndLine: f.Fix.Line, EndColumn: f.Fix.EndColumn}
		result.Fixes = []sarifFix{{Description: sarifText{Text: f.Rule.Instead}, Changes: []sarifChange{{
			Artifact: artifact, Replacements: []sarifReplacement{{Deleted: deleted, Inserted: sarifText{Text: f.Fix.Text}}},
		}}}}
	}
	if region.Snippet = (*sarifText)(nil); f.Text != "" {
		region.Snippet = &sarifText{Text: substring(f.Text, f.Column, f.EndColumn)}
	}
	result.Locations = []sarifLocation{{sarifPhysical{Artifact: artifact, Region: region}}}
	return result
}

// uri is a file as a reference relative to where the command ran.
func uri(file string) string {
	steps := strings.Split(filepath.ToSlash(file), "/")
	for i, step := range steps {
		steps[i] = url.PathEscape(step)
	}
	return strings.Join(steps, "/")
}
