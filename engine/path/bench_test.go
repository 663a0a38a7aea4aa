package path_test

import (
	"testing"

	"github.com/syncspec/syncspec/engine/path"
)

const backend = "spec.rules[*].http.paths[*].backend.service.name"

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := path.Parse(backend); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGet(b *testing.B) {
	one := func(name string) map[string]any {
		return m("http", m("paths", []any{m("path", "/", "backend", m("service", m("name", name)))}))
	}
	object := m("spec", m("rules", []any{one("first"), one("second")}))
	p := path.Must(backend)
	b.ReportAllocs()
	for b.Loop() {
		if p.Text(object) != "first" {
			b.Fatal("not found")
		}
	}
}
