package sqlite

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// fileMetrics says how the writer is doing.
type fileMetrics struct {
	seconds  prometheus.Histogram
	requests prometheus.Histogram
	failures prometheus.Counter
}

// metrics says how the ledger is doing.
type metrics struct {
	appendSeconds prometheus.Histogram
	putSeconds    prometheus.Histogram
	entries       prometheus.Histogram
}

// newFileMetrics registers the file's metrics.
func newFileMetrics(registerer prometheus.Registerer) *fileMetrics {
	m := &fileMetrics{
		seconds:  seconds("trivium_sqlite_commit_seconds", "Time of one commit, with all that it wrote."),
		requests: counts("trivium_sqlite_commit_requests", "Requests that shared one commit."),
		failures: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_sqlite_commit_failures_total",
			Help: "Commits that failed: a full or failing disk.",
		}),
	}
	register(registerer, m.seconds, m.requests, m.failures)
	return m
}

// newMetrics registers the ledger's metrics.
func newMetrics(registerer prometheus.Registerer) *metrics {
	m := &metrics{
		appendSeconds: seconds("trivium_ledger_append_seconds", "Time from an append until it is durable or refused."),
		putSeconds:    seconds("trivium_ledger_put_seconds", "Time from a put until it is durable or refused."),
		entries:       counts("trivium_ledger_commit_entries", "New entries that became durable in one commit."),
	}
	register(registerer, m.appendSeconds, m.putSeconds, m.entries)
	return m
}

// committed notes one commit.
func (m *fileMetrics) committed(requests int, took time.Duration, err error) {
	m.seconds.Observe(took.Seconds())
	m.requests.Observe(float64(requests))
	if err != nil {
		m.failures.Inc()
	}
}

// seconds makes a histogram from 0.1 ms to 3.3 s.
func seconds(name, help string) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: name, Help: help, Buckets: prometheus.ExponentialBuckets(0.0001, 2, 16),
	})
}

// counts makes a histogram from 1 to 16384.
func counts(name, help string) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: name, Help: help, Buckets: prometheus.ExponentialBuckets(1, 2, 15),
	})
}

// register registers metrics, if there is somewhere to.
func register(registerer prometheus.Registerer, collectors ...prometheus.Collector) {
	if registerer == nil {
		return
	}
	registerer.MustRegister(collectors...)
}
