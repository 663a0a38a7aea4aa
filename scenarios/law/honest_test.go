package law

import (
	"testing"

	"github.com/syncspec/syncspec/scenarios/history"
)

const gate = `
sync:
  fromHost:
    runtimeClasses: {enabled: true, selector: {matchLabels: {env: dev}}}
`

// Histories of an engine that does everything right: no law may complain.
func TestHonestHistoriesBreakNoLaw(t *testing.T) {
	t.Parallel()
	pod := thing("Pod", "default", "web", "u1", "spec: {volumes: [{name: s, secret: {secretName: pw}}]}")
	secret := thing("Secret", "default", "pw", "s1", "data: {p: aHVudGVyMi1odW50ZXIy}")
	service := thing("Service", "default", "db", "v1", "spec: {clusterIP: 10.0.0.1}")
	judgeAll(t, []plot{
		{name: "a pod and its secret are copied, and their status flows back", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", secret)
			s.create("virtual", pod)
			s.by("engine/1").create("host", hostOf(secret))
			s.create("host", hostOf(pod))
			running := thing("Pod", "default", "web", "u1", "status: {phase: Running}")
			s.by(history.Admin).write("patch", "host", hostOf(running)).Subresource = "status"
			s.by("engine/1").write("patch", "virtual", running).Subresource = "status"
			s.mark("settled")
		}},
		{name: "the secret of a deleted pod is not needed any more", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("virtual", secret)
			s.seed("host", hostOf(pod))
			s.seed("host", hostOf(secret))
			s.by(history.Tenant).delete("virtual", pod)
			s.by("engine/1").delete("host", hostOf(pod))
			s.delete("host", hostOf(secret))
		}},
		{name: "an object made again under its name gets a new copy", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			again := thing("Pod", "default", "web", "u2", "")
			s.by(history.Tenant).delete("virtual", pod)
			s.create("virtual", again)
			s.by("engine/1").delete("host", hostOf(pod))
			s.create("host", hostOf(again))
		}},
		{name: "a virtual service is made again to take the cluster IP of its copy", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", service)
			host := thing("Service", "default", "db", "v1", "spec: {clusterIP: 10.9.9.9}")
			s.by("engine/1").create("host", hostOf(host))
			s.delete("virtual", service)
			again := thing("Service", "default", "db", "v2", "spec: {clusterIP: 10.9.9.9}")
			s.create("virtual", again)
			s.patch("host", annotated(hostOf(host), objectUID, "v2"))
			s.mark("settled")
		}},
		{name: "a pod that was bound to another node than its copy goes", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").create("host", hostOf(pod))
			bound := s.by(history.Tenant).create("virtual", thing("Pod", "default", "web", "", ""))
			bound.Subresource, bound.Body = "binding", map[string]any{"target": map[string]any{"name": "worker"}}
			s.by("engine/1").delete("virtual", pod)
			s.delete("host", hostOf(pod))
			s.mark("settled")
		}},
		{name: "a host copy somebody deleted takes its virtual object along", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").create("host", hostOf(pod))
			s.by(history.Admin).delete("host", hostOf(pod))
			s.by("engine/1").delete("virtual", pod)
		}},
		{name: "a second object with the same host name is refused and told", tell: func(s *story) {
			first := thing("ConfigMap", "c", "a-x-b", "c1", "metadata: {annotations: {vcluster.loft.sh/force-sync: 'true'}}")
			second := thing("ConfigMap", "b-x-c", "a", "c2", "")
			s.by(history.Tenant).create("virtual", first)
			s.create("virtual", second)
			s.by("engine/1").create("host", hostOf(first))
			s.refuse("host", hostOf(second), 409)
			s.warn(second, "SyncError", "a-x-b in c has this host name already")
		}},
		{name: "a delete of what is gone already is no deed", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.by(history.Tenant).delete("virtual", pod)
			s.by("engine/1").delete("host", hostOf(pod))
			s.delete("host", hostOf(pod)).Code = 404
		}},
		{name: "pods of a removed runtime class stay on both sides, even when the virtual one is deleted by hand", config: gate, tell: func(s *story) {
			class := thing("RuntimeClass", "", "gvisor", "r1", "handler: runsc")
			boxed := thing("Pod", "default", "web", "u1", "spec: {runtimeClassName: gvisor}")
			s.seed("host", labelled(class, map[string]string{"env": "dev"}))
			s.seed("virtual", labelled(class, map[string]string{"env": "dev"}))
			s.seed("virtual", boxed)
			s.seed("host", hostOf(boxed))
			s.by(history.Admin).patch("host", labelled(class, map[string]string{"env": "prod"}))
			s.by("engine/1").delete("virtual", class)
			s.by(history.Tenant).delete("virtual", boxed)
		}},
		{name: "a class of the tenant's own goes, with the host's selected ones staying", config: gate, tell: func(s *story) {
			own := thing("RuntimeClass", "", "mine", "r2", "handler: x")
			s.by(history.Tenant).create("virtual", own)
			s.by("engine/1").delete("virtual", own)
		}},
		{name: "a forged uid on a host copy is put right", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").create("host", hostOf(pod))
			s.by(history.Admin).patch("host", annotated(hostOf(pod), objectUID, "forged"))
			s.by("engine/1").patch("host", hostOf(pod))
		}},
		{name: "a pod that ends slowly is there until it has ended", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			slow := thing("Pod", "default", "web", "u1", "metadata: {deletionTimestamp: '2026-01-01T00:00:00Z', deletionGracePeriodSeconds: 30}")
			s.by(history.Tenant).delete("virtual", pod).After = s.stamped(slow)
			s.by("engine/1").delete("host", hostOf(pod))
			s.delete("virtual", pod)
		}},
		{name: "an effect that is answered before its cause has that cause all the same", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.by("engine/1").delete("host", hostOf(pod))
			cause := s.by(history.Tenant).delete("virtual", pod)
			cause.At = s.h.Calls[0].At.Add(-1)
		}},
		{name: "a restarted engine tries again what was refused before", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").refuse("host", hostOf(pod), 422)
			s.warn(pod, "SyncError", "refused")
			s.mark("settled")
			s.mark("restart-check")
			s.mark("engine-start")
			s.by("engine/2").refuse("host", hostOf(pod), 422)
			s.refuse("virtual", thing("ConfigMap", "default", "x", "", ""), 409)
		}},
		{name: "a stopped engine owes nothing for what came later", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.mark("engine-stop")
			s.by(history.Tenant).delete("virtual", pod)
		}},
		{name: "each engine is judged by the configuration it was started with", config: "sync: {}", tell: func(s *story) {
			s.h.Marks[0].Config = "sync: {toHost: {ingresses: {enabled: true}}}"
			ingress := thing("Ingress", "default", "in", "i1", "")
			s.by(history.Tenant).create("virtual", ingress)
			s.by("engine/1").create("host", hostOf(ingress))
			s.patch("virtual", thing("Ingress", "default", "in", "i1", "status: {loadBalancer: {}}"))
			s.mark("engine-start")
		}},
	})
}
