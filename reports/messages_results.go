package reports

import (
	"strings"
	"time"

	messages "github.com/cucumber/messages/go/v21"
)

// results are those of a scenario's steps, then of the hook after them: at least
// one of them is as bad as the scenario.
func results(s Scenario) []*messages.TestStepResult {
	s = cleanedScenario(s)
	var all []*messages.TestStepResult
	left, told := s.Duration, false
	for _, step := range s.Steps {
		result := resultOf(messageStatus(step.Status), step.Duration)
		if s.Status == XFailed && step.Status == Failed {
			result = resultOf(messages.TestStepResultStatus_SKIPPED, step.Duration)
			result.Message, told = s.expectation(), true
		}
		if (Scenario{Status: step.Status}).Bad() && !told {
			result.Message, told = strings.TrimSpace(failureText(s)), true
		}
		left -= step.Duration
		all = append(all, result)
	}
	return append(all, afterSteps(s, left, told))
}

// afterSteps is the result of what follows the steps; told says that a step
// carries the failure.
func afterSteps(s Scenario, took time.Duration, told bool) *messages.TestStepResult {
	switch {
	case s.Status == Skipped:
		result := resultOf(messages.TestStepResultStatus_SKIPPED, took)
		result.Message = s.Reason
		return result
	case told: // the laws are not judged
		return resultOf(messages.TestStepResultStatus_SKIPPED, took)
	}
	result := resultOf(messageStatus(s.Status), took)
	if s.Bad() {
		result.Message = strings.TrimSpace(failureText(s))
	}
	return result
}

func resultOf(status messages.TestStepResultStatus, took time.Duration) *messages.TestStepResult {
	duration := messages.GoDurationToDuration(max(took, 0))
	return &messages.TestStepResult{Status: status, Duration: &duration}
}

func messageStatus(status Status) messages.TestStepResultStatus {
	switch status {
	case Passed:
		return messages.TestStepResultStatus_PASSED
	case Skipped, XFailed:
		return messages.TestStepResultStatus_SKIPPED
	case Undefined:
		return messages.TestStepResultStatus_UNDEFINED
	}
	return messages.TestStepResultStatus_FAILED
}
