package steps

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cucumber/godog"
	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// run plays one scenario's steps on a target; ok says whether it passed.
func run(t *testing.T, target Target, steps string) (ok bool, output string) {
	t.Helper()
	var out bytes.Buffer
	status := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) { Register(sc, NewWorld(target)) },
		Options: &godog.Options{
			Format: "pretty", Output: &out, NoColors: true, Strict: true,
			FeatureContents: []godog.Feature{{Name: "a.feature", Contents: []byte("Feature: f\n  Scenario: s\n" + steps)}},
		},
	}.Run()
	return status == 0, out.String()
}

func refusing() *fake {
	f := newFake()
	f.refuse = apierrors.NewForbidden(schema.GroupResource{Resource: "configmaps"}, "a", nil)
	return f
}

func TestARefusalThatAStepSaysPasses(t *testing.T) {
	ok, out := run(t, refusing(), `
    Given a virtual cluster
    When this is applied in the virtual cluster:
      """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}
      """
    Then it is refused with:
      """
      configmaps "a" is forbidden
      """`)
	require.True(t, ok, out)
}

func TestARefusalNoStepSaysFailsTheScenario(t *testing.T) {
	for name, rest := range map[string]string{
		"at the next step": "\n    Then ConfigMap \"default/a\" is kept out of the virtual cluster",
		"at the end":       "",
	} {
		t.Run(name, func(t *testing.T) {
			ok, out := run(t, refusing(), "    Given a virtual cluster\n    And the virtual cluster has ConfigMap \"default/a\""+rest)
			require.False(t, ok)
			require.Contains(t, out, "a change was refused and the scenario does not say so")
		})
	}
}

func TestAChangeThatIsAcceptedIsNotRefused(t *testing.T) {
	ok, out := run(t, newFake(), "    Then it is refused with:\n      \"\"\"\n      no\n      \"\"\"")
	require.False(t, ok)
	require.Contains(t, out, "accepted")
}

func TestARefusedConfigurationMustBeSaid(t *testing.T) {
	f := newFake()
	f.reject = &Refused{Text: "vcluster.yaml:1:1: sink: unknown key"}
	ok, out := run(t, f, "    Given a virtual cluster")
	require.False(t, ok)
	require.Contains(t, out, "the configuration was refused and the scenario does not say so")
	ok, out = run(t, f, "    When the configuration becomes:\n      \"\"\"\n      sink: {}\n      \"\"\"\n    Then the configuration is refused with:\n      \"\"\"\n      unknown key\n      \"\"\"")
	require.True(t, ok, out)
}

func TestTheInstallationIsThereBeforeTheEngineStarts(t *testing.T) {
	f := newFake()
	ok, out := run(t, f, "    Given a virtual cluster\n    And the engine is stopped\n    When the engine starts")
	require.True(t, ok, out)
	for side, name := range map[Side]string{Host: "vcluster/vcluster", Virtual: "kube-system/kube-dns"} {
		ref, err := refOf("Service", name)
		require.NoError(t, err)
		require.Contains(t, f.objects[side], ref)
	}
	require.Len(t, f.started, 2)
	require.Equal(t, Settings{Name: "vcluster", Namespace: "vcluster"}, f.started[0])
}

func TestCompatIsTakenOutOfTheConfiguration(t *testing.T) {
	f := newFake()
	ok, out := run(t, f, "    Given a virtual cluster with this configuration:\n      \"\"\"\n      compat: vcluster\n      sync: {}\n      \"\"\"")
	require.True(t, ok, out)
	require.Equal(t, "vcluster", f.started[0].Compat)
	require.Equal(t, "sync: {}\n", f.started[0].Config)
}

// copyOf is a document of a host copy with the documented marks.
func copyOf(hostName, says, of string) string {
	return `
    Given the host cluster has:
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: ` + hostName + `
        namespace: vcluster
        labels: {vcluster.loft.sh/managed-by: ` + of + `}
        annotations: {vcluster.loft.sh/object-name: a, vcluster.loft.sh/object-namespace: default, vcluster.loft.sh/object-host-name: ` + says + `}
      """`
}

func TestAHostCopyIsFoundByItsMarks(t *testing.T) {
	for name, c := range map[string]struct {
		given string
		there bool
	}{
		"whatever it is called":               {copyOf("xyz", "xyz", "vcluster"), true},
		"but not another virtual cluster's":   {copyOf("xyz", "xyz", "other"), false},
		"nor a likeness that says another":    {copyOf("xyz", "abc", "vcluster"), false},
		"nor an object of the host's own":     {"\n    Given the host cluster has ConfigMap \"vcluster/a\"", false},
		"nor one in another of its namespace": {"\n    Given the host cluster has ConfigMap \"default/a\"", false},
	} {
		t.Run(name, func(t *testing.T) {
			ok, out := run(t, newFake(), c.given+"\n    Then the host copy of ConfigMap \"default/a\" is still there")
			require.Equal(t, c.there, ok, out)
		})
	}
}

func TestTwoHostCopiesAreAnError(t *testing.T) {
	ok, out := run(t, newFake(), copyOf("one", "one", "vcluster")+copyOf("two", "two", "vcluster")+"\n    Then the host copy of ConfigMap \"default/a\" is still there")
	require.False(t, ok)
	require.Contains(t, out, "two host copies")
}

func TestTheseAreTheseAndNoOthers(t *testing.T) {
	given := "    Given a virtual cluster\n    And the virtual cluster has Service \"default/a\"\n"
	then := "    Then the virtual cluster has these Services:\n      | metadata.name |\n"
	ok, out := run(t, newFake(), given+then+"      | a |")
	require.True(t, ok, out)
	ok, _ = run(t, newFake(), given+then)
	require.False(t, ok, "one too many")
	ok, _ = run(t, newFake(), given+then+"      | a |\n      | b |")
	require.False(t, ok, "one too few")
}

func TestAnEventIsTheOnlyOneOfItsType(t *testing.T) {
	event := func(name, note string) string {
		return `
    Given the virtual cluster has:
      """
      {apiVersion: v1, kind: Event, metadata: {name: ` + name + `, namespace: default}, type: Warning, reason: SyncError, message: ` + note + `, involvedObject: {kind: Pod, name: web}}
      """`
	}
	then := "\n    Then the tenant sees a Warning event \"SyncError\" on Pod \"default/web\":\n      \"\"\"\n      told\n      \"\"\""
	ok, out := run(t, newFake(), event("one", "told")+then)
	require.True(t, ok, out)
	for name, given := range map[string]string{"none": "    Given a virtual cluster", "another message": event("one", "else"), "two of them": event("one", "told") + event("two", "told")} {
		ok, _ := run(t, newFake(), given+then)
		require.False(t, ok, name)
	}
}

func TestWhatTheAPIServerRepairsIsNoWarningOfTheSync(t *testing.T) {
	given := `
    Given the virtual cluster has:
      """
      {apiVersion: v1, kind: Event, metadata: {name: a, namespace: default}, type: Warning, reason: R, message: m, involvedObject: {kind: Pod, name: web}, source: {component: SOURCE}}
      """`
	then := "\n    Then the tenant sees no Warning event on Pod \"default/web\""
	for source, quiet := range map[string]bool{"ipallocator-repair-controller": true, "pod-syncer": false} {
		ok, out := run(t, newFake(), strings.Replace(given, "SOURCE", source, 1)+then)
		require.Equal(t, quiet, ok, out)
	}
}
