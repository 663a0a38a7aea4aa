package plan_test

import (
	"testing"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/plan"
)

func BenchmarkForPodCreate(b *testing.B) {
	benchmark(b, "testdata/pod-with-every-kind-of-reference-is-created", 1)
}

// BenchmarkForPodInStep is what every echo of an own write costs.
func BenchmarkForPodInStep(b *testing.B) { benchmark(b, "testdata/pod-in-step-needs-nothing", 0) }

func BenchmarkForIngressCreate(b *testing.B) {
	benchmark(b, "testdata/ingress-is-created-as-documented", 1)
}

func benchmark(b *testing.B, folder string, actions int) {
	in := load(b, folder)
	in.Explain, in.Env = false, in.With(kinds.All()) // as the loop asks
	benchmarkInput(b, in, actions)
}

func benchmarkInput(b *testing.B, in plan.Input, actions int) {
	b.Helper()
	b.ReportAllocs()
	for b.Loop() {
		if got := len(plan.For(in).Actions); got != actions {
			b.Fatalf("%d actions", got)
		}
	}
}
