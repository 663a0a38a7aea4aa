package lint_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/internal/lint"
)

// podPatch is a file with one patch of pods.
func podPatch(lines ...string) string {
	return "sync:\n  toHost:\n    pods:\n      patches:\n        - " + strings.Join(lines, "\n          ") + "\n"
}

func TestPairs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		forward, back string
		want          string
	}{
		"the documented pair leaves a dash":             {`"my-prefix-"+value`, `value.slice("my-prefix".length)`, `"app" becomes "my-prefix-app" on the host and comes back as "-app"`},
		"the corrected pair is fine":                    {`"my-prefix-"+value`, `value.slice("my-prefix-".length)`, ""},
		"a pair of tables is fine":                      {`value === "fast" ? "host-fast" : value`, `value === "host-fast" ? "fast" : value`, ""},
		"a table that is not undone is found":           {`value === "fast" ? "host-fast" : value`, `value === "host-quick" ? "fast" : value`, `"fast" becomes "host-fast" on the host and comes back as "host-fast"`},
		"a constant cannot be undone":                   {`"one"`, `"two"`, ""},
		"a value that never comes back is meant":        {`"a-" + value`, `null`, ""},
		"a reverse half that throws is found":           {`value.length`, `value.slice(1)`, `"app" becomes 3 on the host, and reverseExpression fails on that: TypeError`},
		"a half that is for other values says nothing":  {`JSON.parse(value).name.first`, `value`, ""},
		"a replaced registry is undone by its opposite": {`value.replace("docker.io", "mirror.example.com")`, `value.replace("mirror.example.com", "docker.io")`, ""},
		"a replaced registry that is not undone":        {`value.replace("docker.io", "mirror.example.com")`, `value.replace("mirror", "docker.io")`, `comes back as "docker.io.example.com`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := podPatch("path: spec.hostname", "expression: |-", "  "+c.forward, "reverseExpression: |-", "  "+c.back)
			found := lint.Check("vcluster.yaml", []byte(text), lint.Options{})
			if c.want == "" {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			require.Equal(t, "VC210", found[0].Rule.Code)
			require.Contains(t, found[0].Message, c.want)
		})
	}
}

func TestPathsAreHeldAgainstTheKind(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]string{
		`spec.containers[*].volumeMounts[*].name`:               "",
		`spec.containers[0].resources.limits["nvidia.com/gpu"]`: "",
		`spec.containers[*].livenessProbe.httpGet.port`:         "",
		`spec.volumes[*].projected.sources[*].secret.name`:      "",
		`spec.*`:                         "",
		`status.podIPs[0].ip`:            "",
		`metadata.creationTimestamp.sec`: `metadata.creationTimestamp of a Pod is one value and has no "sec"`,
		`Spec.hostname`:                  `no Pod has Spec: a Pod has no field "Spec"; did you mean "spec"?`,
		`spec.containers[*].env.name`:    "spec.containers[*].env of a Pod is a list: write [*] or an index before name",
		`spec.containers[*].livenessProbe.httpGet.port.name`:  `spec.containers[*].livenessProbe.httpGet.port of a Pod is one value and has no "name"`,
		`spec.volumes[*].projected.sources[*].secret.nameing`: `did you mean "name"?`,
		`metadata.annotations.example.com/team`:               `metadata.annotations["example.com/team"]`,
	} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			var messages []string
			for _, f := range lint.Check("vcluster.yaml", []byte(podPatch("path: '"+at+"'", `expression: '"x"'`)), lint.Options{}) {
				if f.Rule.Code == "VC206" {
					messages = append(messages, f.Message)
				}
			}
			if want == "" {
				require.Empty(t, messages)
				return
			}
			require.Len(t, messages, 1)
			require.Contains(t, messages[0], want)
		})
	}
}

func TestPathsOfCustomResourcesAreNotHeldAgainstAnything(t *testing.T) {
	t.Parallel()
	text := "sync: {toHost: {customResources: {widgets.example.com: {enabled: false, patches: [{path: metadata.label.x, expression: value}]}}}}"
	require.Empty(t, lint.Check("vcluster.yaml", []byte(text), lint.Options{}))
}

func TestAForcedClassIsHeldAgainstTheClassesOfTheHost(t *testing.T) {
	t.Parallel()
	text := []byte(lint.Find("VC304").Example("bad"))
	for name, c := range map[string]struct {
		classes map[string]map[string]string
		want    string
	}{
		"one that matches is fine":         {map[string]map[string]string{"gvisor": {"environment": "development"}}, ""},
		"one that does not match":          {map[string]map[string]string{"gvisor": {"environment": "production"}}, "does not match"},
		"one that the host does not have":  {map[string]map[string]string{}, `the host has no runtime class "gvisor"`},
		"without the host nobody can know": {nil, "nothing here says that"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := lint.Check("vcluster.yaml", text, lint.Options{Classes: c.classes})
			if c.want == "" {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			require.Contains(t, found[0].Message, c.want)
		})
	}
}

func TestFixKeepsEverythingElse(t *testing.T) {
	t.Parallel()
	before := "# mine\r\nsync:\r\n  toHost:\r\n    pods:\r\n      translate: # why\r\n" +
		"      - {path: 'metadata.label[\"a\"]', expression: '\"é\"'}   # näht\r\n" +
		"      - path: metadata . annotation[\"b\"]\r\n        expression: '\"b\"'\r\n"
	after := strings.NewReplacer("translate:", "patches:", "metadata.label[", "metadata.labels[", ". annotation[", ". annotations[").Replace(before)
	got, made := lint.Fix("vcluster.yaml", []byte(before), lint.Options{})
	require.Equal(t, after, string(got))
	require.Equal(t, 3, made)
	again, made := lint.Fix("vcluster.yaml", got, lint.Options{})
	require.Equal(t, string(got), string(again))
	require.Zero(t, made)
}

func TestFixLeavesAloneWhatItCannotBeSureOf(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"sync: {toHost: {pods: {\"translate\": [{path: spec.hostname, expression: '\"x\"'}]}}}\n",
		podPatch(`path: "metadata.\u006cabel.x"`, `expression: '"x"'`),
		lint.Find("VC210").Example("bad"),
		"sync: [",
		"",
	} {
		got, made := lint.Fix("vcluster.yaml", []byte(text), lint.Options{})
		require.Equal(t, text, string(got))
		require.Zero(t, made)
	}
}

func TestEveryFixableRuleIsFixed(t *testing.T) {
	t.Parallel()
	for _, rule := range lint.Rules() {
		bad := rule.Example("bad")
		got, made := lint.Fix("bad.yaml", []byte(bad), optionsOf(bad))
		require.Equal(t, rule.Fixable, made > 0, rule.Code)
		if rule.Fixable {
			require.NotContains(t, codes(lint.Check("bad.yaml", got, optionsOf(bad))), rule.Code)
		}
	}
}

func TestSARIFHasWhatTheStandardAsksFor(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	found := lint.Check("a folder/bad.yaml", []byte(lint.Find("VC205").Example("bad")), lint.Options{})
	require.NoError(t, lint.SARIF(&out, "v1", found))
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct {
						ID               string
						ShortDescription struct{ Text string }
					}
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Fixes     []any
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
					}
				}
			}
		}
	}
	require.NoError(t, sarifSchema(t).Validate(parsed(t, out.Bytes())))
	decoder := json.NewDecoder(&out)
	require.NoError(t, decoder.Decode(&log))
	require.Equal(t, "2.1.0", log.Version)
	require.Len(t, log.Runs, 1)
	run := log.Runs[0]
	require.Len(t, run.Tool.Driver.Rules, len(lint.Rules()))
	require.Len(t, run.Results, len(found))
	for i, result := range run.Results {
		require.Equal(t, result.RuleID, run.Tool.Driver.Rules[result.RuleIndex].ID)
		require.Contains(t, []string{"error", "warning", "note"}, result.Level)
		require.NotEmpty(t, result.Message.Text)
		place := result.Locations[0].PhysicalLocation
		require.Equal(t, "a%20folder/bad.yaml", place.ArtifactLocation.URI)
		require.Equal(t, found[i].Line, place.Region.StartLine)
		require.Greater(t, place.Region.EndColumn, place.Region.StartColumn)
	}
	require.Len(t, run.Results[0].Fixes, 1)
}

// sarifSchema is the standard's own schema.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("sarif.json", parsed(t, text)))
	schema, err := compiler.Compile("sarif.json")
	require.NoError(t, err)
	return schema
}

func parsed(t *testing.T, text []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	return value
}

func TestAnnotationsEscapeWhatACommandCannotHold(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	found := lint.Check("a,b:c.yaml", []byte(lint.Find("VC102").Example("bad")), lint.Options{})
	require.NoError(t, lint.GitHub(&out, found))
	require.Equal(t, 1, strings.Count(out.String(), "\n"))
	require.Contains(t, out.String(), "::error file=a%2Cb%3Ac.yaml,line=3,endLine=3,col=5,endColumn=12,title=VC102 A key that does not exist::")
	require.Contains(t, out.String(), "%0A")
}

func TestAMarkStandsBelowTheText(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	text := podPatch("path: \""+strings.Repeat("ä", 150)+".x\"", `expression: '"x"'`)
	require.NoError(t, lint.Text(&out, lint.Check("v.yaml", []byte(text), lint.Options{}), false))
	lines := strings.Split(out.String(), "\n")
	require.LessOrEqual(t, len([]rune(lines[1])), 130, "a long line is cut")
	require.Equal(t, 'ä', []rune(lines[1])[strings.Index(lines[2], "^")])
}

// A file that real engines run with has nothing to say but, at most, notes.
func TestTheDefaultsAreFine(t *testing.T) {
	t.Parallel()
	require.Empty(t, lint.Check("v.yaml", nil, lint.Options{Name: "vcluster", Namespace: "vcluster"}))
	found := lint.Check("v.yaml", []byte("sync: {toHost: {services: {patches: [{path: spec.loadBalancerIP, expression: 'value + \"1\"'}]}}}"), lint.Options{})
	require.Len(t, found, 1)
	require.Equal(t, config.Note, found[0].Severity)
}

func FuzzCheck(f *testing.F) {
	for _, rule := range lint.Rules() {
		f.Add(rule.Example("bad"))
		f.Add(rule.Example("good"))
	}
	for _, text := range []string{"", "\xff", "a: &a [*a]", "sync: {toHost: {pods: {patches: [{path: '[', expression: '('}, null, {}]}}}", "- x", "? [a]\n: b", "\t",
		"sync: {toHost: {pods: {translateImage: {'': ''}, patches: [{path: metadata.label}, {path: '[\"\"]'}, {path: 'spec[0]'}]}}}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		options := lint.Options{Name: "v", Namespace: "v", Evaluate: echo}
		for _, finding := range lint.Check("v.yaml", []byte(text), options) {
			require.NotNil(t, finding.Rule)
			require.Positive(t, finding.Line)
			require.Greater(t, finding.EndColumn, finding.Column)
			require.NoError(t, lint.Text(&bytes.Buffer{}, []lint.Finding{finding}, true))
		}
		lint.Fix("v.yaml", []byte(text), options)
	})
}

// echo gives every expression's value back: expressions have a fuzz test of their
// own, and one made up by chance may want all memory.
func echo(script.Static) script.Evaluator { return echoes{} }

type echoes struct{}

func (echoes) Evaluate(c script.Call) (script.Result, error) {
	return script.Result{Value: c.Value}, nil
}
