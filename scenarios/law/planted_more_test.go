package law

import (
	"strconv"
	"testing"

	"github.com/syncspec/syncspec/scenarios/history"
)

func TestQuietFindsNeedlessWrites(t *testing.T) {
	t.Parallel()
	pod := thing("Pod", "default", "web", "u1", "")
	copied := func(s *story) {
		s.by(history.Tenant).create("virtual", pod)
		s.by("engine/1").create("host", hostOf(pod))
	}
	judgeAll(t, []plot{
		{name: "a write that changes nothing", breaks: "quiet", tell: func(s *story) {
			copied(s)
			s.patch("host", hostOf(pod))
		}},
		{name: "a write the server found to change nothing", breaks: "quiet", tell: func(s *story) {
			copied(s)
			last := s.h.Calls[len(s.h.Calls)-1].After
			s.patch("host", hostOf(pod)).After = last
		}},
		{name: "two sides that answer each other for ever", breaks: "quiet", tell: func(s *story) {
			copied(s)
			for i := range 12 {
				s.patch("host", annotated(hostOf(pod), "turn", strconv.Itoa(i)))
			}
		}},
		{name: "as many writes as deeds are in order", tell: func(s *story) {
			copied(s)
			for i := range 12 {
				turn := strconv.Itoa(i)
				s.by(history.Tenant).patch("virtual", annotated(pod, "turn", turn))
				s.by("engine/1").patch("host", annotated(hostOf(pod), "turn", turn))
			}
		}},
		{name: "a write after the engine came to rest", breaks: "quiet", tell: func(s *story) {
			copied(s)
			s.mark("settled")
			s.patch("host", annotated(hostOf(pod), "late", "yes"))
		}},
		{name: "a write after rest that answers a deed", tell: func(s *story) {
			copied(s)
			s.mark("settled")
			s.by(history.Tenant).patch("virtual", annotated(pod, "a", "b"))
			s.by("engine/1").patch("host", annotated(hostOf(pod), "a", "b"))
		}},
		{name: "a write after rest that a restart caused", tell: func(s *story) {
			copied(s)
			s.mark("settled")
			s.mark("engine-stop")
			s.mark("engine-start")
			s.by("engine/2").patch("host", annotated(hostOf(pod), "a", "b"))
		}},
		{name: "an older state that is answered late is no empty write", tell: func(s *story) {
			copied(s)
			older := s.stamped(annotated(hostOf(pod), "a", "1"))
			s.patch("host", annotated(hostOf(pod), "a", "2"))
			s.patch("host", annotated(hostOf(pod), "a", "1")).After = older
		}},
	})
}

func TestRestartNeutralFindsWritesAfterARestart(t *testing.T) {
	t.Parallel()
	pod := thing("Pod", "default", "web", "u1", "")
	restarted := func(s *story) {
		s.by(history.Tenant).create("virtual", pod)
		s.by("engine/1").create("host", hostOf(pod))
		s.mark("restart-check")
		s.mark("engine-start")
		s.by("engine/2")
	}
	judgeAll(t, []plot{
		{name: "nothing is written", tell: restarted},
		{name: "a write", breaks: "restart-neutral", tell: func(s *story) {
			restarted(s)
			s.patch("host", annotated(hostOf(pod), "a", "b"))
		}},
		{name: "an attempt", breaks: "restart-neutral", tell: func(s *story) {
			restarted(s)
			s.patch("host", annotated(hostOf(pod), "a", "b")).Code = 409
		}},
		{name: "an event", breaks: "restart-neutral", tell: func(s *story) {
			restarted(s)
			s.warn(pod, "SyncWarning", "hello again")
		}},
		{name: "what an API server tells of its own allocations", tell: func(s *story) {
			restarted(s)
			s.create("virtual", thing("Event", "default", "told", "e1", "source: {component: ipallocator-repair-controller}"))
		}},
	})
}

func TestToldFindsSilenceAndRepetition(t *testing.T) {
	t.Parallel()
	pod := thing("Pod", "default", "web", "u1", "")
	judgeAll(t, []plot{
		{name: "a refused copy nobody hears of", breaks: "told", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").refuse("host", hostOf(pod), 422)
		}},
		{name: "an event about another object", breaks: "told", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").refuse("host", hostOf(pod), 403)
			s.warn(thing("Pod", "default", "api", "u2", ""), "SyncError", "refused")
		}},
		{name: "the same warning twice", breaks: "told", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").warn(pod, "SyncWarning", "not selected")
			s.warn(pod, "SyncWarning", "not selected")
		}},
		{name: "two different warnings, and two objects with the same", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").warn(pod, "SyncWarning", "not selected")
			s.warn(pod, "SyncWarning", "not reachable")
			s.warn(thing("Pod", "default", "api", "u2", ""), "SyncWarning", "not selected")
		}},
		{name: "a refusal that is tried again and told once", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").refuse("host", hostOf(pod), 422)
			s.warn(pod, "SyncError", "refused")
			s.refuse("host", hostOf(pod), 422)
		}},
		{name: "a refusal whose object is gone by the end", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").refuse("host", hostOf(pod), 422)
			s.by(history.Tenant).delete("virtual", pod)
		}},
	})
}

func TestNoLeakFindsWhatIsLeftOver(t *testing.T) {
	t.Parallel()
	pod := thing("Pod", "default", "web", "u1", "")
	judgeAll(t, []plot{
		{name: "a copy outlives its virtual object", breaks: "no leak", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", pod)
			s.by("engine/1").create("host", hostOf(pod))
			s.by(history.Tenant).delete("virtual", pod)
		}},
		{name: "a copy of the object's former life is left", breaks: "no leak", tell: func(s *story) {
			s.seed("virtual", pod)
			s.seed("host", hostOf(pod))
			s.by(history.Tenant).delete("virtual", pod)
			s.create("virtual", thing("Pod", "default", "web", "u2", ""))
		}},
		{name: "an object of another virtual cluster may stay", tell: func(s *story) {
			s.seed("host", labelled(hostOf(pod), map[string]string{managedBy: "other"}))
		}},
		{name: "an object marked to be left alone may stay", tell: func(s *story) {
			s.seed("host", annotated(hostOf(pod), skipBacksync, "true"))
		}},
		{name: "copies of a kind that is switched off may stay", config: "sync: {toHost: {pods: {enabled: false}}}", tell: func(s *story) {
			s.seed("host", hostOf(pod))
		}},
	})
}

func TestSecretsKeptFindsQuotedData(t *testing.T) {
	t.Parallel()
	secret := thing("Secret", "default", "pw", "s1", "data: {p: aHVudGVyMi1odW50ZXIy, n: cHc=}")
	judgeAll(t, []plot{
		{name: "a value in plain", breaks: "secrets kept", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", secret)
			s.by("engine/1").warn(secret, "SyncError", "bad value hunter2-hunter2")
		}},
		{name: "a value in base64", breaks: "secrets kept", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", secret)
			s.by("engine/1").warn(secret, "SyncError", `{"data":{"p":"aHVudGVyMi1odW50ZXIy"}}`)
		}},
		{name: "a token in the log", breaks: "secrets kept", tell: func(s *story) {
			pod := thing("Pod", "default", "web", "u1", "")
			s.seed("virtual", pod)
			s.seed("host", annotated(hostOf(pod), tokenMark+"abcdefgh", "eyJhbGciOi.e30.c2ln"))
			s.h.Log = []string{"level=INFO msg=eyJhbGciOi.e30.c2ln"}
		}},
		{name: "its name is no secret", tell: func(s *story) {
			s.by(history.Tenant).create("virtual", secret)
			s.by("engine/1").warn(secret, "SyncError", "secret pw in default cannot be copied")
		}},
	})
}
