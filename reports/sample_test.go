package reports

import (
	"fmt"
	"time"
)

const ms = time.Millisecond

// sample is a run as the runner makes it: three pages, a failure, a broken law, a skip.
func sample() Run {
	run := Run{
		Version: Version, Started: time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC), Duration: 4720 * ms,
		Target: "envtest", Detail: "Kubernetes v1.36.3, 2 lanes", Engine: "syncspec, in process", Compat: "documented",
		Command:  "syncspec run --target envtest --lanes 2",
		Features: []Feature{runtimeClasses(), overview(), ingresses()},
	}
	run.Sentences = sampleSentences()
	return run
}

func runtimeClasses() Feature {
	gone := passed("a class that loses its label is removed", 41, 312*ms, "RTC-25")
	stays := passed("pods that use the class stay, on both sides", 52, 421*ms, "RTC-14", "RTC-44")
	skipped := Scenario{
		Name: "a node that cannot run the handler says so", Line: 96, Behaviours: []string{"RTC-51"}, Tags: []string{"@node"},
		Status: Skipped, Reason: "needs nodes that run pods; the envtest target has none", Attempt: 1,
		Steps: []Step{{Keyword: "Given", Text: `the host cluster has RuntimeClass "gvisor"`, Line: 97, Status: Skipped}},
	}
	return Feature{
		URI: "features/from-host/runtime-classes.feature", Name: "Runtime classes come from the host",
		Description: "The host decides which runtime classes exist. The virtual cluster shows those that match the selector, and nobody inside can add another.",
		Rules: []Rule{
			{Name: "Every runtime class of the host is created in the virtual cluster", Line: 12, Scenarios: []Scenario{
				passed("a class of the host appears", 14, 188*ms, "RTC-03", "RTC-21"),
				passed("a class made by a tenant is deleted again", 24, 203*ms, "RTC-05"),
			}},
			{Name: "A class that no longer matches the selector is removed from the virtual cluster", Line: 39, Scenarios: []Scenario{gone, stays, skipped}},
			{Name: "Only classes with exactly that label key and value are synced", Line: 70, Scenarios: []Scenario{
				passed("matchLabels: another value keeps the class out", 72, 164*ms, "RTC-10"),
				passed("matchExpressions: In, NotIn, Exists and DoesNotExist all narrow the selection together", 81, 534*ms, "RTC-11", "RTC-12", "RTC-13", "RTC-15"),
			}},
		},
	}
}

func overview() Feature {
	return Feature{
		URI: "features/how-syncing-works.feature", Name: "How syncing works",
		Rules: []Rule{
			{Name: "Names on the host are made of the name, the namespace and the virtual cluster", Line: 8, Scenarios: []Scenario{
				passed("the documented ingress comes out to the letter", 10, 640*ms, "NAME-01", "NAME-02"),
				lawless(),
			}},
			{Scenarios: []Scenario{passed("a converged pair survives a restart without a write", 60, 702*ms, "SYNC-09")}},
		},
	}
}

func ingresses() Feature {
	return Feature{
		URI: "features/to-host/ingresses.feature", Name: "Ingresses go to the host",
		Rules: []Rule{
			{Name: "References are rewritten to the host names of what they refer to", Line: 11, Scenarios: []Scenario{
				passed("a backend service is called by its host name", 13, 301*ms, "ING-03"),
				failed(),
			}},
			{Name: "spec.ingressClassName is synced in both directions", Line: 48, Scenarios: []Scenario{
				passed("a change on the host arrives in the virtual cluster", 50, 355*ms, "ING-08"),
			}},
		},
	}
}

func passed(name string, line int, took time.Duration, ids ...string) Scenario {
	calls := sampleCalls(took)
	return Scenario{
		Name: name, Line: line, Behaviours: ids, Tags: []string{"@from-host"}, Status: Passed, Duration: took, Lane: line%2 + 1, Attempt: 1,
		Calls: calls, Laws: sampleLaws(len(calls)),
		Steps: []Step{
			{Keyword: "Given", Text: "a virtual cluster with this configuration:", Line: line + 1, Status: Passed, Duration: took / 3,
				Argument: "sync:\n  fromHost:\n    runtimeClasses:\n      enabled: true\n      selector:\n        matchLabels:\n          environment: development"},
			{Keyword: "And", Text: `the host cluster has RuntimeClass "gvisor" with:`, Line: line + 6, Status: Passed, Duration: took / 5, FromCalls: 6,
				Argument: "| handler                     | runsc       |\n| metadata.labels.environment | development |"},
			{Keyword: "And", Text: `the tenant runs Pod "default/web" with:`, Line: line + 9, Status: Passed, Duration: took / 5, FromCalls: 10,
				Argument: "| spec.runtimeClassName | gvisor |"},
			{Keyword: "When", Text: `RuntimeClass "gvisor" in the host cluster is changed to:`, Line: line + 11, Status: Passed, Duration: took / 6, FromCalls: 17,
				Argument: "| metadata.labels.environment | production |"},
			{Keyword: "Then", Text: `RuntimeClass "gvisor" is gone from the virtual cluster`, Line: line + 13, Status: Passed, Duration: took / 40, FromCalls: 22},
			{Keyword: "And", Text: `Pod "default/web" is still in the virtual cluster`, Line: line + 14, Status: Passed, Duration: took / 50, FromCalls: 23},
			{Keyword: "And", Text: `the host copy of Pod "default/web" is still there`, Line: line + 15, Status: Passed, Duration: took / 50, FromCalls: 24},
		},
	}
}

func sampleCalls(took time.Duration) []Call {
	rows := []struct {
		at                        int
		side, actor, verb, object string
		code                      int
	}{
		{2, "virtual", "engine/1", "list", "pods", 200}, {3, "host", "engine/1", "list", "pods", 200}, {4, "host", "engine/1", "list", "runtimeclasses", 200},
		{6, "virtual", "engine/1", "watch", "pods", 200}, {6, "host", "engine/1", "watch", "pods", 200}, {7, "host", "engine/1", "watch", "runtimeclasses", 200},
		{330, "host", "admin", "create", "RuntimeClass gvisor", 201}, {338, "virtual", "engine/1", "get", "RuntimeClass gvisor", 404}, {341, "virtual", "engine/1", "create", "RuntimeClass gvisor", 201}, {349, "virtual", "tenant", "get", "RuntimeClass gvisor", 200},
		{533, "virtual", "tenant", "create", "Pod default/web", 201}, {540, "host", "engine/1", "get", "Namespace vcluster", 200}, {548, "host", "engine/1", "create", "Pod vcluster/web-x-default-x-vcluster", 201},
		{556, "host", "admin", "patch", "Pod vcluster/web-x-default-x-vcluster status", 200}, {562, "virtual", "engine/1", "patch", "Pod default/web status", 409}, {590, "virtual", "engine/1", "patch", "Pod default/web status", 200}, {597, "virtual", "engine/1", "create", "Event default/web.17a", 201},
		{735, "host", "admin", "patch", "RuntimeClass gvisor", 200}, {742, "virtual", "engine/1", "delete", "RuntimeClass gvisor", 200}, {749, "virtual", "engine/1", "get", "RuntimeClass gvisor", 404}, {760, "virtual", "engine/1", "list", "pods", 200}, {765, "host", "engine/1", "get", "Pod vcluster/web-x-default-x-vcluster", 200},
		{905, "virtual", "tenant", "get", "RuntimeClass gvisor", 404},
		{940, "virtual", "tenant", "get", "Pod default/web", 200},
		{965, "host", "admin", "list", "pods", 200},
	}
	var calls []Call
	for _, r := range rows {
		c := Call{Offset: took * time.Duration(r.at) / 1000, Took: 2 * ms, Side: r.side, Actor: r.actor, Verb: r.verb, Object: r.object, Code: r.code}
		if r.code == 409 {
			c.Message = "the object has been modified; please apply your changes to the latest version and try again"
		}
		calls = append(calls, c)
	}
	return calls
}

func sampleLaws(calls int) []Law {
	var laws []Law
	for i, name := range []string{"confined", "owned", "just", "injective", "quiet", "restart-neutral", "told"} {
		laws = append(laws, Law{Name: name, Checked: calls - i*2})
	}
	return laws
}

func failed() Scenario {
	s := passed("a TLS secret is called by its host name", 26, 498*ms, "ING-04")
	s.Status = Failed
	s.Steps[4].Status, s.Steps[4].Error = Failed, "2 fields are not as expected"
	s.Steps[5].Status, s.Steps[6].Status = Skipped, Skipped
	s.Steps[5].FromCalls, s.Steps[6].FromCalls = 0, 0
	s.Steps[4].Text = "the host copy of Ingress default/nginx has:"
	s.Steps[4].Argument = "| spec.tls[0].secretName | host name of Secret default/testsecret-tls |\n| spec.ingressClassName  | public |"
	s.Calls[12].Patch = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-x-default-x-vcluster\n  namespace: vcluster"
	s.Failure = &Failure{
		Step:    "Then the host copy of Ingress default/nginx has:",
		Message: "2 fields are not as expected",
		Fields: []Mismatch{
			{Path: "spec.tls[0].secretName", Want: "testsecret-tls-x-default-x-vcluster", Got: "testsecret-tls"},
			{Path: `metadata.annotations["vcluster.loft.sh/object-name"]`, Want: "nginx", Got: "(absent)"},
		},
		Virtual: "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: nginx\n  namespace: default\nspec:\n  ingressClassName: public\n  tls:\n  - hosts: [foo.bar.com]\n    secretName: testsecret-tls\n",
		Host:    "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: nginx-x-default-x-vcluster\n  namespace: vcluster\n  labels:\n    vcluster.loft.sh/managed-by: vcluster\nspec:\n  ingressClassName: public\n  tls:\n  - hosts: [foo.bar.com]\n    secretName: testsecret-tls\n",
		Events:  []string{"virtual  Warning SyncWarning  Ingress default/nginx: secret default/testsecret-tls is not synced", "host     Normal  Created      Ingress vcluster/nginx-x-default-x-vcluster"},
		Rerun:   "syncspec run --target envtest features/to-host/ingresses.feature:26",
	}
	for i := range 34 {
		s.Failure.Log = append(s.Failure.Log, fmt.Sprintf("09:30:0%d.%03d INFO reconciled key=default/nginx round=%d", i/10, i*29, i+1))
	}
	return s
}

func lawless() Scenario {
	s := passed("two objects never share one host object", 33, 389*ms, "NAME-17")
	s.Status = Failed
	s.Laws[4].Violations = []string{"engine/1 wrote Pod vcluster/web-x-default-x-vcluster without changing it"}
	s.Failure = &Failure{
		Message: "law quiet is broken: engine/1 wrote Pod vcluster/web-x-default-x-vcluster without changing it",
		Rerun:   "syncspec run --target envtest features/how-syncing-works.feature:33",
	}
	return s
}

func sampleSentences() []Sentence {
	var list []Sentence
	add := func(id, statement, source, page, class, state string, scenarios ...string) {
		list = append(list, Sentence{ID: id, Statement: statement, Source: source, Page: page, Class: class, State: state, Scenarios: scenarios})
	}
	rtc, ing := "features/from-host/runtime-classes.feature", "features/to-host/ingresses.feature"
	const classes, works, toHost = "Runtime classes", "How syncing works", "Ingresses"
	add("RTC-03", "Enabled without a selector, every RuntimeClass of the host is created in the virtual cluster", `"Enable syncing"`, classes, "seed", Delivered, rtc+":14")
	add("RTC-05", "A class that a tenant makes is detected and deleted immediately", `"Enable syncing"`, classes, "seed", Delivered, rtc+":24")
	for i := 10; i <= 15; i++ {
		add(fmt.Sprintf("RTC-%d", i), "Only classes with exactly that label key and value are synced", `"Filter with matchLabels"`, classes, "seed", Delivered, rtc+":72", rtc+":81")
	}
	add("RTC-21", "kubectl get runtimeclass shows a synced class, and pods can name it", `"Resource lifecycle"`, classes, "seed", Delivered, rtc+":14")
	add("RTC-25", "A class that no longer matches is removed from the virtual cluster", `"Resource lifecycle"`, classes, "seed", Delivered, rtc+":41")
	add("RTC-44", "An orphaned pod keeps running on the host", `"Orphaned resources"`, classes, "docs", Delivered, rtc+":52")
	add("RTC-51", "A node without the handler refuses the pod", "measured", classes, "impl", NotRun)
	add("NAME-01", "The host copy is named NAME-x-NAMESPACE-x-VCLUSTER", `"How does syncing work?"`, works, "seed", Delivered, "features/how-syncing-works.feature:10")
	add("NAME-02", "The host copy lives in the virtual cluster's host namespace", `"How does syncing work?"`, works, "seed", Delivered, "features/how-syncing-works.feature:10")
	add("NAME-17", "No two virtual objects share one host object", "measured", works, "impl", Broken, "features/how-syncing-works.feature:33")
	add("SYNC-09", "A restart of a converged engine writes nothing", "measured", works, "impl", Delivered, "features/how-syncing-works.feature:60")
	add("ING-03", "Backend service names are rewritten to the host service name", `"References Rewritten"`, toHost, "seed", Delivered, ing+":13")
	add("ING-04", "TLS secret names are rewritten, and the secret is synced", `"References Rewritten"`, toHost, "seed", Broken, ing+":26")
	add("ING-08", "spec.ingressClassName is copied in both directions", "table of synced fields", toHost, "docs", Delivered, ing+":50")
	for i := 1; i <= 14; i++ {
		add(fmt.Sprintf("PV-%02d", i), "Persistent volumes of the host are imported with their claims rewritten", "persistent-volumes", "Persistent volumes", []string{"seed", "docs", "impl"}[i%3], Planned)
	}
	return list
}
