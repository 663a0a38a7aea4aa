package reports

import "time"

// Version is the version of the JSON form of Run.
const Version = "syncspec.dev/report/v1"

// Status of a scenario or step.
type Status string

// Statuses, worst last but for skipped. A scenario whose steps passed but which broke a law is Failed.
const (
	Passed    Status = "passed"
	Skipped   Status = "skipped" // not run on this target; Reason says why
	Undefined Status = "undefined"
	Failed    Status = "failed"
)

// Run is one execution of features on one target.
type Run struct {
	Version  string        `json:"version"`
	Started  time.Time     `json:"started"`
	Duration time.Duration `json:"durationNanoseconds"`
	// Target is "memory" or "envtest"; Detail says which Kubernetes version and how many lanes.
	Target  string `json:"target"`
	Detail  string `json:"detail"`
	Engine  string `json:"engine"`
	Compat  string `json:"compat"`
	Command string `json:"command"` // what reproduces the whole run
	// Selected is how many scenarios, attempts counted, were to be run; 0 when unknown.
	Selected int `json:"selected,omitempty"`
	// BrokenOff says why some of them were not judged; empty when all were.
	BrokenOff string     `json:"brokenOff,omitempty"`
	Features  []Feature  `json:"features"`
	Sentences []Sentence `json:"sentences"`
}

// Feature is one documented page.
type Feature struct {
	URI         string `json:"uri"` // features/from-host/runtime-classes.feature
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	// Source is the page's text as it was run; empty in reports of before it was kept.
	Source string `json:"source,omitempty"`
	Rules  []Rule `json:"rules"`
}

// Rule is one documented sentence; Name is empty for scenarios outside any rule.
type Rule struct {
	Name      string     `json:"name,omitempty"`
	Line      int        `json:"line,omitempty"`
	Scenarios []Scenario `json:"scenarios"`
}

// Scenario is one example of a rule, with its result.
type Scenario struct {
	Name       string        `json:"name"`
	Line       int           `json:"line"`
	Tags       []string      `json:"tags,omitempty"`
	Behaviours []string      `json:"behaviours,omitempty"` // ids like RTC-14
	Status     Status        `json:"status"`
	Reason     string        `json:"reason,omitempty"` // why it was skipped
	Duration   time.Duration `json:"durationNanoseconds"`
	Lane       int           `json:"lane"`
	Attempt    int           `json:"attempt"` // with --repeat: 1, 2, …
	// Flaky says that it failed and passed when it was tried again. It is shown as it
	// failed, and is Failed; where that was allowed, as it passed, and is Passed.
	Flaky bool `json:"flaky,omitempty"`
	// Tries are how it ended each time, in order, if it was tried more than once.
	Tries   []Try    `json:"tries,omitempty"`
	Steps   []Step   `json:"steps"`
	Calls   []Call   `json:"calls,omitempty"`
	Laws    []Law    `json:"laws,omitempty"`
	Failure *Failure `json:"failure,omitempty"`
}

// Try is how a scenario ended one of several times.
type Try struct {
	Status   Status        `json:"status"`
	Duration time.Duration `json:"durationNanoseconds"`
	Message  string        `json:"message,omitempty"` // what went wrong
	Steps    []Step        `json:"steps"`
}

// Step is one line of a scenario.
type Step struct {
	Keyword   string        `json:"keyword"` // "Given", "When", "Then", "And"
	Text      string        `json:"text"`
	Argument  string        `json:"argument,omitempty"` // the doc string or table as it is written
	Line      int           `json:"line"`
	Status    Status        `json:"status"`
	Duration  time.Duration `json:"durationNanoseconds"`
	Error     string        `json:"error,omitempty"`
	FromCalls int           `json:"fromCalls"` // index into Scenario.Calls where this step's calls begin
}

// Call is one request, for the timeline. Offset counts from the scenario's start.
type Call struct {
	// Number is the call's among all of its scenario, those not listed too: laws
	// speak of calls by it. 0 means its place in the list.
	Number  int           `json:"number,omitempty"`
	Offset  time.Duration `json:"offsetNanoseconds"`
	Took    time.Duration `json:"tookNanoseconds"`
	Side    string        `json:"side"`  // host, virtual
	Actor   string        `json:"actor"` // tenant, admin, engine/1
	Verb    string        `json:"verb"`
	Object  string        `json:"object"` // "Pod default/web", "pods" for lists
	Code    int           `json:"code"`
	Message string        `json:"message,omitempty"`
	Patch   string        `json:"patch,omitempty"` // YAML; secret values redacted
}

// Law is the verdict of one law on one scenario.
type Law struct {
	Name       string   `json:"name"`
	Checked    int      `json:"checked"` // how many calls it looked at
	Violations []string `json:"violations,omitempty"`
	// Unobserved says why the law has nothing to go by; it is neither kept nor broken then.
	Unobserved string `json:"unobserved,omitempty"`
}

// Failure is everything that helps to understand a failed scenario, taken before anything was wiped.
type Failure struct {
	Step     string     `json:"step"`
	Message  string     `json:"message"`
	Fields   []Mismatch `json:"fields,omitempty"`
	Virtual  string     `json:"virtual,omitempty"`  // the virtual object, YAML
	Host     string     `json:"host,omitempty"`     // the host object, YAML
	Events   []string   `json:"events,omitempty"`   // both sides, one line each
	Log      []string   `json:"log,omitempty"`      // the engine's log of this scenario
	Rerun    string     `json:"rerun"`              // the one command that runs just this scenario again
	Artifact string     `json:"artifact,omitempty"` // the folder with everything there is, see WriteBundle
	// Scene is what only that folder has; it is no part of a report.
	Scene *Scene `json:"-"`
}

// Scene is what was there when a scenario had failed, without secret values.
type Scene struct {
	Virtual, Host []string // every object of the kinds that were asked for, YAML
	Calls         []Call   // reads, too
	Servers       string   // the folder of the API servers, with a kubeconfig for each side; empty in memory
}

// Mismatch is one field that is not as expected.
type Mismatch struct {
	Path string `json:"path"`
	Want string `json:"want"`
	Got  string `json:"got"`
}

// Sentence is one behaviour of the catalogue with its result in this run.
type Sentence struct {
	ID        string `json:"id"`
	Statement string `json:"statement"`
	Source    string `json:"source"`
	Page      string `json:"page"`  // the documented page, e.g. "Runtime classes"
	Class     string `json:"class"` // seed, docs, impl
	// State is "delivered" (a scenario of it passed), "failed", "not run" or "planned".
	State     string   `json:"state"`
	Scenarios []string `json:"scenarios,omitempty"` // uri:line
}
