package script_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/syncspec/syncspec/engine/script"
)

// pod is an object of about four kilobytes.
func pod() map[string]any {
	notes := m{}
	for i := range 12 {
		notes["example.com/note-"+strconv.Itoa(i)] = "the value of an annotation"
	}
	var containers []any
	for i := range 3 {
		containers = append(containers, m{
			"name": "c" + strconv.Itoa(i), "image": "registry.example.com/web:1.2.3",
			"env":       []any{m{"name": "A", "value": "b"}, m{"name": "C", "value": "d"}},
			"resources": m{"limits": m{"cpu": "1", "memory": "1Gi"}, "requests": m{"cpu": "100m", "memory": "64Mi"}},
		})
	}
	return m{
		"apiVersion": "v1", "kind": "Pod", "metadata": m{"name": "web", "namespace": "default", "annotations": notes, "labels": notes},
		"spec": m{"containers": containers}, "status": m{"conditions": []any{notes, notes}},
	}
}

// BenchmarkEvaluate is one evaluation on one goroutine: of a text, of a text beside
// an object that the expression looks into, and of an object.
func BenchmarkEvaluate(b *testing.B) {
	object := pod()
	for name, call := range map[string]script.Call{
		"text":    {Expression: compiled(b, `context.path + value`), Value: "web", Exists: true, Virtual: object, Host: object},
		"context": {Expression: compiled(b, `context.virtualObject.metadata.labels?.["a"] ? "b" : value`), Value: "web", Exists: true, Virtual: object, Host: object},
		"object":  {Expression: compiled(b, `({...value, new: 1})`), Value: object, Exists: true},
	} {
		for where, evaluator := range map[string]script.Evaluator{"here": script.InProcess(static()), "worker": newPool(b, script.Options{Workers: 1})} {
			b.Run(name+"/"+where, func(b *testing.B) {
				b.ReportAllocs()
				times := make([]time.Duration, 0, b.N)
				for n := 0; b.Loop(); n++ {
					call.Path = strconv.Itoa(n) // never the same again
					started := time.Now()
					if _, err := evaluator.Evaluate(call); err != nil {
						b.Fatal(err)
					}
					times = append(times, time.Since(started))
				}
				slices.Sort(times)
				b.ReportMetric(float64(times[len(times)/2].Nanoseconds())/1000, "p50-µs")
				b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds())/1000, "p99-µs")
			})
		}
	}
}

// BenchmarkPods is three patches for each of a thousand pods, as an engine at its
// start evaluates them; the time is for all of them.
func BenchmarkPods(b *testing.B) {
	expressions := []*script.Expression{
		compiled(b, `"registry.local/" + value`), compiled(b, `value + "-changed"`), compiled(b, `context.virtualObject.metadata.name`),
	}
	object := pod()
	for where, evaluator := range map[string]script.Evaluator{"here": script.InProcess(static()), "workers": newPool(b, script.Options{})} {
		b.Run(where, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				for i := range 1000 {
					for _, expression := range expressions {
						if _, err := evaluator.Evaluate(script.Call{Expression: expression, Value: fmt.Sprint(n, "-value-", i), Exists: true, Virtual: object}); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
		})
	}
}

// BenchmarkWorkerStart is what the first evaluation of a worker costs beside the
// evaluation, and the memory a worker then has.
func BenchmarkWorkerStart(b *testing.B) {
	one := compiled(b, `1`)
	resident := 0
	for b.Loop() {
		pool, err := script.NewPool(static(), script.Options{Workers: 1})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := pool.Evaluate(script.Call{Expression: one}); err != nil {
			b.Fatal(err)
		}
		resident = max(resident, residentOf(b))
		pool.Close()
	}
	b.ReportMetric(float64(resident), "KiB-resident")
}

// residentOf is the memory of the largest child of this process, in KiB.
func residentOf(b *testing.B) int {
	b.Helper()
	largest := 0
	lists, _ := filepath.Glob("/proc/self/task/*/children")
	for _, list := range lists {
		pids, _ := os.ReadFile(list)
		for _, pid := range strings.Fields(string(pids)) {
			status, _ := os.ReadFile(filepath.Join("/proc", pid, "status"))
			_, after, _ := strings.Cut(string(status), "VmRSS:")
			if fields := strings.Fields(after); len(fields) > 0 {
				kib, _ := strconv.Atoi(fields[0])
				largest = max(largest, kib)
			}
		}
	}
	return largest
}
