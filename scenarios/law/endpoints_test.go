package law

import (
	"testing"

	"github.com/syncspec/syncspec/scenarios/history"
)

func TestEndpointsGoForTheirService(t *testing.T) {
	t.Parallel()
	endpoints := thing("Endpoints", "default", "db", "e1", "")
	plain := thing("Service", "default", "db", "v1", "spec: {ports: [{port: 80}]}")
	selecting := thing("Service", "default", "db", "v1", "spec: {selector: {app: db}}")
	made := hostOf(endpoints) // by a controller of the host, which takes labels along
	made.SetAnnotations(nil)
	copied := func(s *story) {
		s.by(history.Tenant).create("virtual", plain)
		s.create("virtual", endpoints)
		s.by("engine/1").create("host", hostOf(plain))
	}
	judgeAll(t, []plot{
		{name: "the host looks after those of a service that got a selector", tell: func(s *story) {
			copied(s)
			s.create("host", hostOf(endpoints))
			s.by(history.Tenant).patch("virtual", selecting)
			s.by("engine/1").patch("host", hostOf(selecting))
			s.delete("host", hostOf(endpoints))
		}},
		{name: "those of a service without a selector are deleted", breaks: "just", tell: func(s *story) {
			copied(s)
			s.create("host", hostOf(endpoints))
			s.delete("host", hostOf(endpoints))
		}},
		{name: "what the host made of the copy of a service gives way", tell: func(s *story) {
			copied(s)
			s.by("host").create("host", made)
			s.by("engine/1").delete("host", made)
		}},
		{name: "what the host made is changed", breaks: "owned", tell: func(s *story) {
			copied(s)
			s.by("host").create("host", made)
			s.by("engine/1").patch("host", annotated(made, "a", "b"))
		}},
		{name: "what somebody made for no service of ours is deleted", breaks: "owned", tell: func(s *story) {
			s.by("host").create("host", made)
			s.by("engine/1").delete("host", made)
		}},
		{name: "an API server deletes them along with their service", tell: func(s *story) {
			copied(s)
			s.create("host", hostOf(endpoints))
			s.by(history.Tenant).delete("virtual", plain)
			s.by("engine/1").delete("host", hostOf(endpoints))
			s.delete("host", hostOf(plain))
		}},
	})
}
