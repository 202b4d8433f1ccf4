package search

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type metrics struct {
	searches prometheus.Histogram
	updates  prometheus.Histogram
	size     prometheus.Gauge
}

// newMetrics makes the metrics; without a registerer nobody sees them.
func newMetrics(registerer prometheus.Registerer) *metrics {
	m := &metrics{
		searches: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "trivium_search_seconds", Help: "How long a search of questions took.", Buckets: prometheus.ExponentialBuckets(0.0005, 2, 12),
		}),
		updates: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "trivium_search_update_seconds", Help: "How long the index of questions took to follow the bank.",
			Buckets: prometheus.ExponentialBuckets(0.001, 4, 8),
		}),
		size: prometheus.NewGauge(prometheus.GaugeOpts{Name: "trivium_search_questions", Help: "Questions in the index of this instance."}),
	}
	if registerer != nil {
		registerer.MustRegister(m.searches, m.updates, m.size)
	}
	return m
}

func (m *metrics) updated(took time.Duration, size int) {
	m.updates.Observe(took.Seconds())
	m.size.Set(float64(size))
}
