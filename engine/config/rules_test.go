package config_test

import "testing"

func class(selector string) string {
	return "sync:\n  fromHost:\n    runtimeClasses:\n      enabled: true\n      selector: " + selector + "\n"
}

func expressions(item string) string { return class("{matchExpressions: [" + item + "]}") }

const badSelector = "invalid sync.fromHost.runtimeClasses.selector: "

func TestSelectors(t *testing.T) {
	t.Parallel()
	check(t, []row{
		{"all four operators are valid", expressions("{key: a, operator: In, values: [x]}, {key: b, operator: NotIn, values: [x, \"\"]}, {key: c/d, operator: Exists}, {key: e, operator: DoesNotExist, values: []}"), nil},
		{"an empty selector is valid", class("{}"), nil},
		{"an unknown operator", expressions("{key: a, operator: Foo}"),
			[]string{`vcluster.yaml:5:56: ` + badSelector + `"Foo" is not a valid label selector operator; it must be In, NotIn, Exists or DoesNotExist`}},
		{"an operator in lower case", expressions("{key: a, operator: notin, values: [x]}"),
			[]string{`vcluster.yaml:5:56: ` + badSelector + `"notin" is not a valid label selector operator; did you mean "NotIn"?`}},
		{"no operator", expressions("{key: a, values: [x]}"),
			[]string{`vcluster.yaml:5:37: ` + badSelector + `operator is missing; it must be In, NotIn, Exists or DoesNotExist`}},
		{"In without values", expressions("{key: a, operator: In}"),
			[]string{`vcluster.yaml:5:37: ` + badSelector + `operator In needs at least one value in values`}},
		{"NotIn with an empty list", expressions("{key: a, operator: NotIn, values: []}"),
			[]string{`vcluster.yaml:5:71: ` + badSelector + `operator NotIn needs at least one value in values`}},
		{"Exists with values", expressions("{key: a, operator: Exists, values: [x]}"),
			[]string{`vcluster.yaml:5:72: ` + badSelector + `operator Exists takes no values; remove values or use In or NotIn`}},
		{"DoesNotExist with values", expressions("{key: a, operator: DoesNotExist, values: [x]}"),
			[]string{`vcluster.yaml:5:78: ` + badSelector + `operator DoesNotExist takes no values; remove values or use In or NotIn`}},
		{"a requirement without key", expressions("{operator: Exists}"),
			[]string{`vcluster.yaml:5:37: ` + badSelector + `a label key is missing`}},
		{"an invalid key in an expression", expressions("{key: -a, operator: Exists}"),
			[]string{`vcluster.yaml:5:43: ` + badSelector + `"-a" is not a valid label key: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName' or 'my.name' or '123-abc')`}},
		{"an invalid value in an expression", expressions("{key: a, operator: In, values: [x, y z]}"),
			[]string{`vcluster.yaml:5:72: ` + badSelector + `"y z" is not a valid label value: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue' or 'my_value' or '12345')`}},
		{"an invalid key in matchLabels", class("{matchLabels: {a b: c}}"),
			[]string{`vcluster.yaml:5:32: ` + badSelector + `"a b" is not a valid label key: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName' or 'my.name' or '123-abc')`}},
		{"an invalid value in matchLabels", class("{matchLabels: {a: -}}"),
			[]string{`vcluster.yaml:5:35: ` + badSelector + `"-" is not a valid label value: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue' or 'my_value' or '12345')`}},
		{"a selector of a class that is off has no effect", "sync: {fromHost: {runtimeClasses: {selector: {matchLabels: {a: b}}}}}",
			[]string{"vcluster.yaml:1:36: warning: sync.fromHost.runtimeClasses.selector has no effect while sync.fromHost.runtimeClasses.enabled is not true"}},
		{"one whose switch is wrong already is not judged further", "sync: {fromHost: {runtimeClasses: {enabled: 1, selector: {matchLabels: {a: b}}}}}",
			[]string{"vcluster.yaml:1:45: sync.fromHost.runtimeClasses.enabled must be true or false, not the number 1"}},
		{"labels of nodes are checked too", "sync: {fromHost: {nodes: {selector: {labels: {a: \"b c\"}}}}}",
			[]string{`vcluster.yaml:1:50: invalid sync.fromHost.nodes.selector: "b c" is not a valid label value: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue' or 'my_value' or '12345')`}},
	})
}

func toleration(spec string) string {
	return "sync: {toHost: {pods: {enforceTolerations: ['" + spec + "']}}}"
}

const badToleration = "vcluster.yaml:1:45: sync.toHost.pods.enforceTolerations[0]: invalid toleration spec: "

func TestTolerationSpecs(t *testing.T) {
	t.Parallel()
	check(t, []row{
		{"the documented ones are valid", "sync: {toHost: {pods: {enforceTolerations: ['example-key=example-value:NoSchedule', 'another-key:PreferNoSchedule']}}}", nil},
		{"two colons", toleration("a:b:NoSchedule"), []string{badToleration + "a:b:NoSchedule; it must be *, key, key=value, key:Effect or key=value:Effect"}},
		{"two equal signs", toleration("a=b=c"), []string{badToleration + "a=b=c; it must be *, key, key=value, key:Effect or key=value:Effect"}},
		{"a value that is no label value", toleration("a=b,c:NoSchedule"), []string{badToleration + "a=b,c:NoSchedule, a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue' or 'my_value' or '12345')"}},
		{"an unknown effect", toleration("a:Foo"), []string{badToleration + `a:Foo, the effect must be NoSchedule, PreferNoSchedule or NoExecute, not "Foo"`}},
		{"an empty key", toleration("=b:NoSchedule"), []string{badToleration + "=b:NoSchedule, the key is empty"}},
		{"nothing at all", toleration(""), []string{badToleration + ", the key is empty"}},
		{"an invalid key", toleration("*:NoSchedule"), []string{badToleration + "*:NoSchedule, name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName' or 'my.name' or '123-abc')"}},
		{"several reasons are all told", toleration("=b c:Foo"), []string{badToleration + "=b c:Foo, the key is empty; a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue' or 'my_value' or '12345'); " + `the effect must be NoSchedule, PreferNoSchedule or NoExecute, not "Foo"`}},
		{"what is no string", "sync: {toHost: {pods: {enforceTolerations: [{key: a}]}}}", []string{"vcluster.yaml:1:45: sync.toHost.pods.enforceTolerations[0] must be a string, not a mapping"}},
	})
}

func TestNames(t *testing.T) {
	t.Parallel()
	const why = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com')"
	check(t, []row{
		{"names are names", "controlPlane: {advanced: {workloadServiceAccount: {name: sa}}}\nnetworking: {advanced: {clusterDomain: example.org}}\nsync: {toHost: {pods: {runtimeClassName: gvisor}}}", nil},
		{"a class name with a blank", "sync: {toHost: {pods: {runtimeClassName: g visor}}}", []string{`vcluster.yaml:1:42: sync.toHost.pods.runtimeClassName must be a valid name, not "g visor": ` + why}},
		{"a domain with an underscore", "networking: {advanced: {clusterDomain: a_b}}", []string{`vcluster.yaml:1:40: networking.advanced.clusterDomain must be a valid name, not "a_b": ` + why}},
		{"a security standard that does not exist", "policies: {podSecurityStandard: strict}", []string{`vcluster.yaml:1:33: policies.podSecurityStandard must be privileged, baseline or restricted, not "strict"`}},
	})
}
