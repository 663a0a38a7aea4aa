package bench

import (
	"context"
	"fmt"
	"time"

	"k8s.io/client-go/dynamic"
)

// loadOf is a load of pods with this run's workers.
func (r *run) loadOf(client dynamic.Interface, namespace, prefix string, pods int) load {
	return load{client: client, namespace: namespace, prefix: prefix, group: withItsObjects(), count: pods, workers: r.options.Workers}
}

// rush creates the load at full speed and measures until the last copy is seen.
func (r *run) rush(ctx context.Context, engine process) error {
	if _, err := r.wave(ctx, r.loadOf(r.virtual, virtualNamespace, "warm", min(warmUp, r.options.Pods))); err != nil {
		return err
	}
	calm, err := rest(ctx, r.clusters, first)
	if err != nil {
		return err
	}
	before, _ := engine.usage()
	r.progress.say("creating %d objects in the virtual cluster", r.result.Objects)
	begun := time.Now()
	latencies, err := r.wave(ctx, r.loadOf(r.virtual, virtualNamespace, "load", r.options.Pods))
	if err != nil {
		return err
	}
	r.result.SyncedSeconds = time.Since(begun).Seconds()
	r.result.LatencyP50Ms, r.result.LatencyP99Ms = percentiles(latencies)
	calls, err := rest(ctx, r.clusters, first)
	if err != nil {
		return err
	}
	if after, known := engine.usage(); known {
		r.result.CPUMsPerPod = (after.cpu - before.cpu).Seconds() * 1000 / float64(r.options.Pods)
		r.result.UsageKnown = true
	}
	r.result.count(countWrites(calls[len(calm):], first, ofLoad))
	return nil
}

// wave creates a load in the virtual cluster and returns, once every copy was seen, how
// long that of the last object of each group took.
func (r *run) wave(ctx context.Context, load load) ([]time.Duration, error) {
	had, objects := r.arrivals.count(), load.count*len(load.group)
	stop := r.progress.every(time.Second, "copies on the host", objects, func() int { return r.arrivals.count() - had })
	defer stop()
	begun, err := load.create(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.arrivals.wait(ctx, func() bool { return r.arrivals.count() >= had+objects }); err != nil {
		return nil, err
	}
	last := load.group[len(load.group)-1].Resource
	latencies := make([]time.Duration, load.count)
	for i := range latencies {
		if latencies[i], err = r.latency(arrival{last, load.name(i)}, begun[i]); err != nil {
			return nil, err
		}
	}
	return latencies, nil
}

func (r *run) latency(of arrival, begun time.Time) (time.Duration, error) {
	at, seen := r.arrivals.of(of)
	if !seen {
		return 0, fmt.Errorf("%s of %s has no copy on the host, though as many copies came as were wanted", of.name, of.resource)
	}
	return at.Sub(begun), nil
}

// oneByOne creates pods each after the copy of the one before: latency without a queue.
func (r *run) oneByOne(ctx context.Context, _ process) error {
	r.progress.say("creating %d pods one by one", alone)
	load := r.loadOf(r.virtual, virtualNamespace, "alone", alone)
	latencies := make([]time.Duration, alone)
	for i := range alone {
		begun, err := load.createOne(ctx, i)
		if err != nil {
			return err
		}
		pod := arrival{pods.Resource, load.name(i)}
		if err := r.arrivals.wait(ctx, func() bool { _, seen := r.arrivals.of(pod); return seen }); err != nil {
			return err
		}
		if latencies[i], err = r.latency(pod, begun); err != nil {
			return err
		}
	}
	r.result.AloneP50Ms, r.result.AloneP99Ms = percentiles(latencies)
	_, err := rest(ctx, r.clusters, first)
	return err
}
