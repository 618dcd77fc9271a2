// Package metrics counts what a server does, in Prometheus' form.
//
// Nothing in it names a tenant, a hook or a user: there may be ten thousand of each, and
// who may read metrics may not read those.
package metrics

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// Metrics is to be made with New. It may be used concurrently.
type Metrics struct {
	registry *prometheus.Registry
	depth    *prometheus.GaugeVec
	age      prometheus.Gauge
	ended    *prometheus.CounterVec
	accept   prometheus.Histogram
	wait     prometheus.Histogram
	run      prometheus.Histogram
}

// The buckets, in seconds: an accept is one fsync, a run at most the wall limit.
var (
	acceptBuckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5}
	runBuckets    = []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20, 30}
	waitBuckets   = []float64{.001, .005, .01, .05, .1, .5, 1, 5, 15, 60, 300, 1800, 7200, 43_200}
)

// New makes metrics that are all zero.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		depth: prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "hookline_queue_executions",
			Help: "Executions that have not ended, by state, in the whole database."}, []string{"state"}),
		age: prometheus.NewGauge(prometheus.GaugeOpts{Name: "hookline_queue_age_seconds",
			Help: "Age of the oldest ready execution."}),
		ended: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hookline_attempts_total",
			Help: "Attempts that this server has settled, by the state and the outcome that they led to."}, []string{"state", "outcome"}),
		accept: histogram("hookline_accept_seconds", "Time from the arrival of an event to its being on disk.", acceptBuckets),
		wait:   histogram("hookline_wait_seconds", "Time from the creation of an execution to the start of an attempt.", waitBuckets),
		run:    histogram("hookline_run_seconds", "Time from the start of an attempt to its end.", runBuckets),
	}
	m.registry.MustRegister(m.depth, m.age, m.ended, m.accept, m.wait, m.run,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func histogram(name, help string, buckets []float64) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets})
}

// Handler answers GET /metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second})
}

// Accepted counts an event.
func (m *Metrics) Accepted(took time.Duration) { m.accept.Observe(took.Seconds()) }

// Ended counts an attempt. What was given back has no outcome.
func (m *Metrics) Ended(state scripts.State, outcome scripts.Outcome, waited, ran time.Duration) {
	m.ended.WithLabelValues(string(state), string(outcome)).Inc()
	m.wait.Observe(waited.Seconds())
	m.run.Observe(ran.Seconds())
}

// Counted shows the queue.
func (m *Metrics) Counted(d store.Depth) {
	m.depth.WithLabelValues(string(scripts.StateReady)).Set(float64(d.Ready))
	m.depth.WithLabelValues(string(scripts.StateWaiting)).Set(float64(d.Waiting))
	m.depth.WithLabelValues(string(scripts.StateRunning)).Set(float64(d.Running))
	age := 0.0
	if !d.Oldest.IsZero() {
		age = max(time.Since(d.Oldest).Seconds(), 0)
	}
	m.age.Set(age)
}
