package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"time"

	messages "github.com/cucumber/messages/go/v21"
)

// protocolVersion is the version of Cucumber Messages that is written.
const protocolVersion = "21.0.1"

// WriteMessages writes the run as Cucumber Messages: one JSON value a line, what
// is referred to always before what refers to it. A repeated scenario is a test
// case of its own each time, not a retry, so that no failure of one hides behind
// the next; a flaky one is what failed, unless flaky ones were allowed. What fails without a step (a law, an engine that does not stop) is
// the result of a hook after the steps. A run without its sources is an error.
func WriteMessages(w io.Writer, run Run) error {
	out := &stream{encoder: json.NewEncoder(w)}
	out.send(messages.Envelope{Meta: meta(run)})
	cases, err := out.cases(run)
	if err != nil {
		return fmt.Errorf("writing Cucumber Messages: %w", err)
	}
	out.send(messages.Envelope{TestRunStarted: &messages.TestRunStarted{Timestamp: timestamp(run.Started)}})
	for _, each := range cases {
		out.events(each)
	}
	out.send(messages.Envelope{TestRunFinished: &messages.TestRunFinished{
		Success: run.Good(), Message: clean(run.BrokenOff), Timestamp: timestamp(run.Started.Add(run.Duration)),
	}})
	if out.err != nil {
		return fmt.Errorf("writing Cucumber Messages: %w", out.err)
	}
	return nil
}

// stream writes messages and remembers the first error. Its ids are unique in it.
type stream struct {
	encoder *json.Encoder
	ids     messages.Incrementing
	err     error
}

func (s *stream) send(message messages.Envelope) {
	if s.err == nil {
		s.err = s.encoder.Encode(message)
	}
}

// meta says what made the messages. The target stands where Cucumber names the
// platform that ran the steps.
func meta(run Run) *messages.Meta {
	return &messages.Meta{
		ProtocolVersion: protocolVersion,
		Implementation:  &messages.Product{Name: "syncspec"},
		Runtime:         &messages.Product{Name: clean(run.Target), Version: clean(run.Detail)},
		Os:              &messages.Product{Name: runtime.GOOS},
		Cpu:             &messages.Product{Name: runtime.GOARCH},
	}
}

// events tells one test case from its start to its end. The tries before one that
// was allowed to be flaky are attempts that were retried.
func (s *stream) events(c testCase) {
	now, attempt := c.scenario.Began, int64(0)
	if c.scenario.tolerated() {
		for _, try := range c.scenario.Tries[:len(c.scenario.Tries)-1] {
			now = s.attempt(c, tried(c.scenario.Scenario, try), now, attempt, true)
			attempt++
		}
	}
	s.attempt(c, c.scenario.Scenario, now, attempt, false)
}

// tried is a scenario as it was at one try.
func tried(s Scenario, try Try) Scenario {
	s.Status, s.Duration, s.Steps, s.Laws = try.Status, try.Duration, try.Steps, nil
	s.Failure = &Failure{Message: try.Message}
	return s
}

// attempt tells one attempt at a test case and returns when it ended.
func (s *stream) attempt(c testCase, scenario Scenario, now time.Time, attempt int64, retried bool) time.Time {
	started := s.ids.NewId()
	s.send(messages.Envelope{TestCaseStarted: &messages.TestCaseStarted{
		Id: started, TestCaseId: c.id, Attempt: attempt, WorkerId: strconv.Itoa(scenario.Lane), Timestamp: timestamp(now),
	}})
	for i, result := range results(scenario) {
		s.send(messages.Envelope{TestStepStarted: &messages.TestStepStarted{
			TestCaseStartedId: started, TestStepId: c.steps[i], Timestamp: timestamp(now),
		}})
		now = now.Add(messages.DurationToGoDuration(*result.Duration))
		s.send(messages.Envelope{TestStepFinished: &messages.TestStepFinished{
			TestCaseStartedId: started, TestStepId: c.steps[i], TestStepResult: result, Timestamp: timestamp(now),
		}})
	}
	s.send(messages.Envelope{TestCaseFinished: &messages.TestCaseFinished{TestCaseStartedId: started, Timestamp: timestamp(now), WillBeRetried: retried}})
	return now
}

func timestamp(at time.Time) *messages.Timestamp {
	stamp := messages.GoTimeToTimestamp(at)
	return &stamp
}
