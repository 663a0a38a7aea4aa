package config_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
)

// findings parses a text and prints what is found, one finding a line.
func findings(t *testing.T, text string) []string {
	t.Helper()
	c, found := config.Parse("vcluster.yaml", []byte(text))
	require.Equal(t, found.Err() == nil, c != nil, "a Config exactly when there is no error")
	lines := []string{}
	for _, f := range found {
		lines = append(lines, f.String())
	}
	return lines
}

// ruled are the findings but for what is only not built yet.
func ruled(t *testing.T, text string) []string {
	t.Helper()
	return slices.DeleteFunc(findings(t, text), pending)
}

func pending(line string) bool { return strings.HasSuffix(line, "is not supported yet") }

// row is a text and all there is to say about it; nothing for a good one.
type row struct {
	name, text string
	want       []string
}

func check(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			want := r.want
			if want == nil {
				want = []string{}
			}
			require.Equal(t, want, findings(t, r.text))
		})
	}
}

// checkRules is check, whatever is built.
func checkRules(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			require.ElementsMatch(t, slices.DeleteFunc(slices.Clone(r.want), pending), ruled(t, r.text))
		})
	}
}

func TestUnknownKeys(t *testing.T) {
	t.Parallel()
	check(t, []row{
		{"known keys are fine", "sync:\n  fromHost:\n    runtimeClasses: {enabled: true}\n", nil},
		{"a misspelt key is answered with the one that was meant", "sync:\n  fromHost:\n    runtimeClases: {}\n",
			[]string{`vcluster.yaml:3:5: unknown key "runtimeClases" in sync.fromHost; did you mean "runtimeClasses"?`}},
		{"upper and lower case do not count as a mistake in finding it", "sync: {toHost: {configmaps: {}}}",
			[]string{`vcluster.yaml:1:17: unknown key "configmaps" in sync.toHost; did you mean "configMaps"?`}},
		{"a key in the wrong direction is sent to the right one", "sync: {toHost: {runtimeClasses: {}}}",
			[]string{`vcluster.yaml:1:17: unknown key "runtimeClasses" in sync.toHost; it is a key of sync.fromHost`}},
		{"a section below sync is sent to the top", "sync: {networking: {}}",
			[]string{`vcluster.yaml:1:8: unknown key "networking" in sync; it is a key of the top level`}},
		{"a key far from every other is answered with the short list of valid ones", "sync: {toHost: {ingresses: {storage: 1}}}",
			[]string{`vcluster.yaml:1:29: unknown key "storage" in sync.toHost.ingresses; valid keys are enabled, patches`}},
		{"a key far from every other of many is answered with the nearest", "sync: {toHost: {everything: {}}}",
			[]string{`vcluster.yaml:1:17: unknown key "everything" in sync.toHost; the nearest valid key is "secrets"`}},
		{"unknown sections are refused", "synk: {}", []string{`vcluster.yaml:1:1: unknown key "synk" at the top level; did you mean "sync"?`}},
		{"known sections are free below", "telemetry: {enabled: false, anything: [1, {a: null}]}\nserviceCIDR: 10.0.0.0/16\n", nil},
		{"other keys of sections that are read in part are kept", "controlPlane: {statefulSet: {labels: {a: b}}, advanced: {globalMetadata: {}}}", nil},
		{"short keys are no slips of each other", "controlPlane: {distro: {k3s: {enabled: true}}}", nil},
		{"a slip in a section read in part is a warning", "networking: {advanced: {clusterDomian: example.org}}",
			[]string{`vcluster.yaml:1:25: warning: networking.advanced.clusterDomian is not read; did you mean "clusterDomain"?`}},
		{"selectors know their keys", "sync: {fromHost: {runtimeClasses: {selector: {matchLabel: {}}}}}",
			[]string{`vcluster.yaml:1:47: unknown key "matchLabel" in sync.fromHost.runtimeClasses.selector; did you mean "matchLabels"?`}},
		{"labels of a patch have no keys", "sync: {toHost: {pods: {patches: [{path: a, labels: {b: c}}]}}}",
			[]string{`vcluster.yaml:1:53: unknown key "b" in sync.toHost.pods.patches[0].labels; it takes no keys`}},
	})
}

func TestTypes(t *testing.T) {
	t.Parallel()
	check(t, []row{
		{"null counts as not given", "sync:\n  toHost:\n    pods:\n      enabled:\n    ingresses: ~\n", nil},
		{"a quoted word is not a boolean", "sync: {toHost: {pods: {enabled: \"yes\"}}}",
			[]string{`vcluster.yaml:1:33: sync.toHost.pods.enabled must be true or false, not the string "yes"; write true`}},
		{"an unquoted yes is not one either", "sync: {toHost: {ingresses: {enabled: no}}}",
			[]string{`vcluster.yaml:1:38: sync.toHost.ingresses.enabled must be true or false, not the string "no"; write false`}},
		{"a number is not a boolean", "sync: {toHost: {ingresses: {enabled: 1}}}",
			[]string{"vcluster.yaml:1:38: sync.toHost.ingresses.enabled must be true or false, not the number 1"}},
		{"a boolean is not a mapping", "sync: {toHost: {ingresses: true}}",
			[]string{"vcluster.yaml:1:28: sync.toHost.ingresses must be a mapping, not true"}},
		{"a list is not a mapping", "- sync\n", []string{"vcluster.yaml:1:1: the file must be a mapping, not a list"}},
		{"a mapping is not a list", "sync: {toHost: {pods: {enforceTolerations: {a: b}}}}",
			[]string{"vcluster.yaml:1:44: sync.toHost.pods.enforceTolerations must be a list, not a mapping"}},
		{"a number is not a string", "sync: {toHost: {pods: {runtimeClassName: 1.20}}}",
			[]string{`vcluster.yaml:1:42: sync.toHost.pods.runtimeClassName must be a string, not the number 1.20; write "1.20"`}},
		{"a word Helm reads as a boolean is not a string", "sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {tenant: yes}}}}}",
			[]string{`vcluster.yaml:1:84: sync.fromHost.runtimeClasses.selector.matchLabels['tenant'] must be a string; the unquoted word yes is read as a boolean by Helm; write "yes"`}},
		{"nor is such a word a key", "sync: {toHost: {pods: {translateImage: {on: off.io/a}}}}",
			[]string{`vcluster.yaml:1:41: the unquoted key on in sync.toHost.pods.translateImage is read as a boolean by Helm; write "on"`}},
		{"an empty value in a map of strings is not an empty string", "sync: {toHost: {pods: {translateImage: {nginx: }}}}",
			[]string{"vcluster.yaml:1:48: sync.toHost.pods.translateImage['nginx'] must be a string, not null"}},
		{"auto switches take auto and booleans, also as text", "sync: {fromHost: {csiNodes: {enabled: auto}, csiDrivers: {enabled: false}, storageClasses: {enabled: \"false\"}}}", nil},
		{"auto switches take no other word", "sync: {fromHost: {csiNodes: {enabled: maybe}}}",
			[]string{`vcluster.yaml:1:39: sync.fromHost.csiNodes.enabled must be auto, true or false, not the string "maybe"`}},
		{"only auto switches take auto", "sync: {fromHost: {runtimeClasses: {enabled: auto}}}",
			[]string{`vcluster.yaml:1:45: sync.fromHost.runtimeClasses.enabled must be true or false, not the string "auto"`}},
		{"amounts are quantities, as text or number", "sync: {toHost: {pods: {rewriteHosts: {initContainer: {resources: {limits: {cpu: 1, memory: much}}}}}}}",
			[]string{`vcluster.yaml:1:92: sync.toHost.pods.rewriteHosts.initContainer.resources.limits['memory']: "much" is not a quantity such as 30m or 64Mi`}},
		{"the image is a string or a mapping", "sync: {toHost: {pods: {rewriteHosts: {initContainer: {image: [alpine]}}}}}",
			[]string{"vcluster.yaml:1:62: sync.toHost.pods.rewriteHosts.initContainer.image must be a string or a mapping, not a list"}},
		{"a foreign tag is no string", "sync: {toHost: {pods: {runtimeClassName: !secret 'a'}}}",
			[]string{"vcluster.yaml:1:42: sync.toHost.pods.runtimeClassName must be a string, not a value with tag !secret"}},
	})
}

func TestOlderSpelling(t *testing.T) {
	t.Parallel()
	check(t, []row{
		{"translate is taken for patches, with a warning", "sync:\n  toHost:\n    pods:\n      translate: []\n",
			[]string{`vcluster.yaml:4:7: warning: "translate" is the older spelling of "patches" in sync.toHost.pods; write patches`}},
		{"its items are checked as patches", "sync: {toHost: {pods: {translate: [{path: a}]}}}", []string{
			`vcluster.yaml:1:24: warning: "translate" is the older spelling of "patches" in sync.toHost.pods; write patches`,
			`vcluster.yaml:1:36: sync.toHost.pods.patches[0] need to use one of: expression, labels or reference`,
		}},
		{"both at once are refused", "sync: {toHost: {pods: {patches: [], translate: []}}}",
			[]string{`vcluster.yaml:1:37: give either "patches" or "translate" in sync.toHost.pods, not both`}},
	})
}

func TestErrListsErrorsOnly(t *testing.T) {
	t.Parallel()
	_, found := config.Parse("v.yaml", []byte("sync: {toHost: {pods: {translate: []}, a: 1, b: 2}}"))
	require.Len(t, found, 3)
	require.Equal(t, config.Warning, found[0].Severity)
	require.Equal(t, 2, strings.Count(found.Err().Error(), "v.yaml:1:"))
	require.Equal(t, "sync.toHost.a", found[1].Key)
	require.NoError(t, found[:1].Err())
}
