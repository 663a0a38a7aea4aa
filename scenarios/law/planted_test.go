package law

import (
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/syncspec/syncspec/scenarios/history"
)

func TestConfinedFindsWritesOutside(t *testing.T) {
	t.Parallel()
	pod := thing("Pod", "default", "web", "u1", "")
	judgeAll(t, []plot{
		{name: "a host object in another namespace", breaks: "confined", tell: func(s *story) {
			s.create("host", thing("ConfigMap", "kube-system", "x", "c1", ""))
		}},
		{name: "a cluster-scoped host object", breaks: "confined", tell: func(s *story) {
			s.create("host", thing("RuntimeClass", "", "x", "r1", ""))
		}},
		{name: "an attempt that was refused", breaks: "confined", tell: func(s *story) {
			s.refuse("host", thing("Pod", "other", "x", "u1", ""), 409)
		}},
		{name: "a virtual kind that is not synced", breaks: "confined", tell: func(s *story) {
			s.create("virtual", thing("RuntimeClass", "", "x", "r1", ""))
		}},
		{name: "questions in the form of creates are free", tell: func(s *story) {
			s.create("host", manifest("{apiVersion: authorization.k8s.io/v1, kind: SelfSubjectAccessReview, metadata: {}}"))
		}},
		{name: "events on the virtual side are free", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").warn(pod, "A", "b")
		}},
	})
}

func TestOwnedFindsWritesToForeignObjects(t *testing.T) {
	t.Parallel()
	pod := thing("Pod", "default", "web", "u1", "")
	foreign := thing("Pod", "team", "web-x-default-x-vc", "h1", "")
	judgeAll(t, []plot{
		{name: "an object without markers is adopted", breaks: "owned", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", foreign)
			mine := hostOf(pod)
			mine.SetUID("h1")
			s.patch("host", mine)
		}},
		{name: "OWN-10: a copy whose label was taken away is written", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.by(history.Admin).patch("host", labelled(hostOf(pod), nil))
			s.by("engine/1").patch("host", hostOf(pod))
		}},
		{name: "a copy that was given another virtual cluster's label is written", breaks: "owned", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.by(history.Admin).patch("host", labelled(hostOf(pod), map[string]string{managedBy: "other"}))
			s.by("engine/1").patch("host", hostOf(pod))
		}},
		{name: "an object that never had the label is written", breaks: "owned", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", labelled(hostOf(pod), nil))
			s.patch("host", hostOf(pod))
		}},
		{name: "an object of another virtual cluster is deleted", breaks: "owned", tell: func(s *story) {
			other := labelled(hostOf(pod), map[string]string{managedBy: "other"})
			s.seed("host", other)
			s.delete("host", other)
		}},
		{name: "an object with a made-up uid is written", breaks: "owned, no leak", tell: func(s *story) {
			s.seed("host", hostOf(pod))
			s.patch("host", annotated(hostOf(pod), "a", "b"))
		}},
		{name: "the token secret of a pod of ours is ours", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			kept := annotated(thing("Secret", "team", "web-sa-token-x-default-x-vc", "h2", ""), skipBacksync, "true")
			kept.SetOwnerReferences([]metav1.OwnerReference{{Kind: "Pod", UID: hostOf(pod).GetUID()}})
			s.seed("host", kept)
			s.patch("host", annotated(kept, "a", "b"))
		}},
		{name: "a secret of anybody else's pod is not", breaks: "owned", tell: func(s *story) {
			kept := annotated(thing("Secret", "team", "web-sa-token-x-default-x-vc", "h2", ""), skipBacksync, "true")
			kept.SetOwnerReferences([]metav1.OwnerReference{{Kind: "Pod", UID: "elsewhere"}})
			s.seed("host", kept)
			s.patch("host", annotated(kept, "a", "b"))
		}},
		{name: "markers copied to an object of another kind do not make it ours", breaks: "owned", tell: func(s *story) {
			s.seed("virtual", pod)
			copied := annotated(hostOf(pod), objectKind, "/v1, Kind=Other")
			s.seed("host", copied)
			s.patch("host", annotated(copied, "a", "b"))
		}},
	})
}

func TestJustFindsDeletesWithoutCause(t *testing.T) {
	t.Parallel()
	pod := thing("Pod", "default", "web", "u1", "spec: {imagePullSecrets: [{name: pw}]}")
	secret := thing("Secret", "default", "pw", "s1", "")
	class := labelled(thing("RuntimeClass", "", "gvisor", "r1", ""), map[string]string{"env": "dev"})
	judgeAll(t, []plot{
		{name: "the copy of a living object", breaks: "just", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.delete("host", hostOf(pod))
		}},
		{name: "a delete that takes any object of the name", breaks: "just", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.by(history.Tenant).delete("virtual", pod)
			s.by("engine/1").delete("host", hostOf(pod)).Body = nil
		}},
		{name: "a copy deleted before its virtual object is", breaks: "just", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.delete("host", hostOf(pod))
			s.by(history.Tenant).delete("virtual", pod)
		}},
		{name: "a secret that a pod still names", breaks: "just", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("virtual", secret)
			s.seed("host", hostOf(pod))
			s.seed("host", hostOf(secret))
			s.delete("host", hostOf(secret))
		}},
		{name: "an unused secret where all are wanted", breaks: "just", config: "sync: {toHost: {secrets: {all: true}}}", tell: func(s *story) {
			s.seed("virtual", secret)
			s.seed("host", hostOf(secret))
			s.delete("host", hostOf(secret))
		}},
		{name: "a secret that only an ingress names", breaks: "just", config: "sync: {toHost: {ingresses: {enabled: true}}}", tell: func(s *story) {
			s.seed("virtual", thing("Ingress", "default", "in", "i1", "spec: {tls: [{secretName: pw}]}"))
			s.seed("virtual", secret)
			s.seed("host", hostOf(secret))
			s.delete("host", hostOf(secret))
		}},
		{name: "a virtual object whose copy is there", breaks: "just, no leak", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.delete("virtual", pod)
		}},
		{name: "a virtual object that never had a copy", breaks: "just", tell: func(s *story) {
			s.seed("virtual", pod)
			s.delete("virtual", pod)
		}},
		{name: "a class the host has and the selector wants", breaks: "just", config: gate, tell: func(s *story) {
			s.seed("host", class)
			s.seed("virtual", class)
			s.delete("virtual", class)
		}},
		{name: "a service whose copy has the same cluster IP", breaks: "just, no leak", tell: func(s *story) {
			service := thing("Service", "default", "db", "v1", "spec: {clusterIP: 10.0.0.1}")
			s.seed("virtual", service)
			s.seed("host", hostOf(service))
			s.delete("virtual", service)
		}},
	})
}

func TestInjectiveFindsSharedHostObjects(t *testing.T) {
	t.Parallel()
	first := thing("Pod", "c", "a-x-b", "u1", "")
	second := thing("Pod", "b-x-c", "a", "u2", "")
	stolen := hostOf(second)
	stolen.SetUID(hostOf(first).GetUID())
	judgeAll(t, []plot{
		{name: "a second object takes over the copy of the first", breaks: "injective", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", first)
			s.create("virtual", second)
			s.by("engine/1").create("host", hostOf(first))
			s.patch("host", stolen)
		}},
		{name: "a copy that was there before is given to another object", breaks: "injective", tell: func(s *story) {
			s.seed("virtual", first)
			s.seed("virtual", second)
			s.seed("host", hostOf(first))
			s.patch("host", stolen)
		}},
		{name: "a pod made again keeps the old copy", breaks: "injective", tell: func(s *story) {
			again := thing("Pod", "c", "a-x-b", "u9", "")
			s.seed("virtual", first)
			s.seed("host", hostOf(first))
			s.by(history.Tenant).delete("virtual", first)
			s.create("virtual", again)
			s.by("engine/1").patch("host", annotated(hostOf(first), objectUID, "u9"))
		}},
		{name: "a service's copy is given to a service of another name", breaks: "injective", tell: func(s *story) {
			one, two := thing("Service", "default", "a", "v1", ""), thing("Service", "default", "b", "v2", "")
			s.seed("virtual", one)
			s.seed("virtual", two)
			s.seed("host", hostOf(one))
			s.by(history.Tenant).delete("virtual", one)
			moved := annotated(annotated(hostOf(one), objectUID, "v2"), objectName, "b")
			s.by("engine/1").patch("host", moved)
		}},
	})
}
