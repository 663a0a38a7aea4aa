package reports

import "fmt"

// expectation is what was said of a scenario that was to fail.
func (s Scenario) expectation() string {
	if s.Deviation == nil {
		return "expected to fail"
	}
	text := "expected to fail: " + oneLine(s.Deviation.Reason)
	if s.Deviation.Link != "" {
		text += " (" + oneLine(s.Deviation.Link) + ")"
	}
	return text
}

// At is where a scenario stands, as runs name it.
func At(feature Feature, s Scenario) string { return fmt.Sprintf("%s:%d", feature.URI, s.Line) }
