package bench

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/history"
)

// services creates services directly on the host, and then as many in the virtual cluster.
func (r *run) services(ctx context.Context, engine process) error {
	count := r.options.Services
	if count == 0 {
		return nil
	}
	measured := &Services{Count: count}
	r.progress.say("creating %d services directly on the host", count)
	begun := time.Now()
	if _, err := r.servicesOf(r.host, directNamespace, "direct", count).create(ctx); err != nil {
		return err
	}
	measured.DirectSeconds = time.Since(begun).Seconds()
	if _, err := r.wave(ctx, r.servicesOf(r.virtual, virtualNamespace, "warm", min(warmUp, count))); err != nil {
		return err
	}
	calm, err := rest(ctx, r.clusters, first)
	if err != nil {
		return err
	}
	before, _ := engine.usage()
	r.progress.say("creating %d services in the virtual cluster", count)
	begun = time.Now()
	latencies, err := r.wave(ctx, r.servicesOf(r.virtual, virtualNamespace, "load", count))
	if err != nil {
		return err
	}
	measured.SyncedSeconds = time.Since(begun).Seconds()
	measured.Ratio = measured.SyncedSeconds / measured.DirectSeconds
	measured.LatencyP50Ms, measured.LatencyP99Ms = percentiles(latencies)
	calls, err := rest(ctx, r.clusters, first)
	if err != nil {
		return err
	}
	if after, known := engine.usage(); known {
		measured.CPUMsPerService = (after.cpu - before.cpu).Seconds() * 1000 / float64(count)
	}
	wrote := countWrites(calls[len(calm):], first, func(c history.Call) bool { return c.Resource == services })
	measured.HostWritesPerService = float64(wrote.host) / float64(count)
	measured.VirtualWritesPerService = float64(wrote.virtual) / float64(count)
	r.result.RefusedWrites += wrote.refused
	r.result.Services = measured
	return nil
}

func (r *run) servicesOf(client dynamic.Interface, namespace, prefix string, count int) load {
	return load{client: client, namespace: namespace, prefix: prefix, group: []schema.GroupVersionResource{services}, count: count, workers: r.options.Workers}
}
