package object_test

import (
	"fmt"
	"testing"

	"k8s.io/apimachinery/pkg/runtime"

	"github.com/syncspec/syncspec/engine/object"
)

// BenchmarkMergePatch finds the one changed field of an object the size of a pod.
func BenchmarkMergePatch(b *testing.B) {
	var env []any
	for i := range 40 {
		env = append(env, m("name", fmt.Sprintf("VARIABLE_%d", i), "value", "x"))
	}
	from := m("metadata", m("name", "web", "labels", m("app", "web")),
		"spec", m("containers", list(m("name", "web", "image", "nginx", "env", env))), "status", m("phase", "Pending"))
	to := runtime.DeepCopyJSON(from)
	to["status"] = m("phase", "Running")
	b.ReportAllocs()
	for b.Loop() {
		if object.MergePatch(from, to) == nil {
			b.Fatal("no patch")
		}
	}
}
