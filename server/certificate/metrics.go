package certificate

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Shown is a certificate as clients are shown it at this moment.
type Shown struct {
	Host  string    // a name or IP address that it is for; a certificate for several hosts is shown once for each
	Until time.Time // when it ends
	Due   time.Time // when it should have been renewed by itself; zero if that is for people to do
}

// Source has certificates that clients are shown.
type Source interface{ Shown() []Shown }

// Why a certificate could not be had. They are the values of a label.
const (
	unreachable = "unreachable" // the authority
	refused     = "refused"     // by the authority
	unusable    = "unusable"    // the operator's own files
)

// Metrics tell when certificates end, and how often one could not be had. Before Follow, and on a server without TLS, they say nothing.
type Metrics struct {
	source   Source // nil: none
	until    *prometheus.Desc
	failures *prometheus.CounterVec
}

var _ prometheus.Collector = (*Metrics)(nil)

// NewMetrics makes Metrics and registers them.
func NewMetrics(registerer prometheus.Registerer) *Metrics {
	m := &Metrics{
		until: prometheus.NewDesc("trivium_certificate_expiry_timestamp_seconds", "When the certificate that is shown for a host ends.",
			[]string{"host"}, nil),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trivium_certificate_failures_total", Help: "Certificates that could not be had or renewed, by reason.",
		}, []string{"reason"}),
	}
	registerer.MustRegister(m, m.failures)
	return m
}

// Follow says whose certificates are shown. It is called once, before anybody asks for metrics.
func (m *Metrics) Follow(source Source) {
	m.source = source
	for _, reason := range []string{unreachable, refused, unusable} { // so that the first of them is a rise
		m.failures.WithLabelValues(reason)
	}
}

// Describe implements prometheus.Collector.
func (m *Metrics) Describe(to chan<- *prometheus.Desc) { to <- m.until }

// Collect implements prometheus.Collector. It looks at what is shown now, however that came to be.
func (m *Metrics) Collect(to chan<- prometheus.Metric) {
	if m.source == nil {
		return
	}
	for _, shown := range m.source.Shown() {
		to <- prometheus.MustNewConstMetric(m.until, prometheus.GaugeValue, float64(shown.Until.Unix()), shown.Host)
	}
}

// Unusable counts files that could not be taken.
func (m *Metrics) Unusable() { m.failures.WithLabelValues(unusable).Inc() }
