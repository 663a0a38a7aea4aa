package loop

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Metrics count what the loop does.
type Metrics struct {
	writes *prometheus.CounterVec
	plans  *prometheus.HistogramVec
}

// NewMetrics makes the metrics and registers them, unless the registry is nil.
func NewMetrics(registry prometheus.Registerer) *Metrics {
	m := &Metrics{
		writes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "syncspec_writes_total", Help: "Requests sent to change an object, by side, verb, kind and result.",
		}, []string{"side", "verb", "kind", "result"}),
		plans: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "syncspec_plan_seconds", Help: "Time to decide what one pair needs, by kind.",
			Buckets: prometheus.ExponentialBuckets(1e-5, 4, 8),
		}, []string{"kind"}),
	}
	if registry != nil {
		registry.MustRegister(m.writes, m.plans)
	}
	return m
}

func (m *Metrics) wrote(a plan.Action, err error) {
	result := "ok"
	if err != nil {
		result = "error"
	}
	m.writes.WithLabelValues(string(a.Side), string(a.Verb), a.Recipe.Kind, result).Inc()
}

func (m *Metrics) planned(r *recipe.Recipe, took time.Duration) {
	m.plans.WithLabelValues(r.Kind).Observe(took.Seconds())
}
