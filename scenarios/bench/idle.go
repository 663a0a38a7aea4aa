package bench

import (
	"context"
	"sync/atomic"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"
)

// idle fills the virtual cluster with config maps that no pod names, and starts the
// engine over them: it has to read them all and to write none.
func (r *run) idle(ctx context.Context) error {
	count := r.options.Idle
	if count == 0 {
		return nil
	}
	r.progress.say("creating %d idle objects in the virtual cluster", count)
	measured, made := &Idle{Objects: count}, &atomic.Int64{}
	stop := r.progress.every(time.Second, "idle objects", count, func() int { return int(made.Load()) })
	begun := time.Now()
	_, err := load{
		client: r.virtual, namespace: virtualNamespace, prefix: "idle", group: []schema.GroupVersionResource{configMaps},
		count: count, workers: r.options.Workers, made: made,
	}.create(ctx)
	stop()
	if err != nil {
		return err
	}
	measured.CreateSeconds = time.Since(begun).Seconds()
	r.progress.say("starting the engine over them; it should write nothing")
	again, err := r.again(ctx, third)
	if err != nil {
		return err
	}
	measured.RestartSeconds, measured.RestartWrites, measured.PeakMiB = again.seconds, again.writes, again.peak
	measured.Ratio = again.seconds / measured.CreateSeconds
	r.result.Idle = measured
	return nil
}
