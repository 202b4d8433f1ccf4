package site

import "github.com/prometheus/client_golang/prometheus"

// metrics are what an operator sees of the public pages.
type metrics struct {
	streams  prometheus.Gauge
	watchers prometheus.Gauge
	frames   prometheus.Counter
	failed   prometheus.Counter
	refused  *prometheus.CounterVec
}

func newMetrics(r prometheus.Registerer) metrics {
	m := metrics{
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "trivium_site_streams", Help: "Open streams of public pages.",
		}),
		watchers: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "trivium_site_watchers", Help: "Leagues and boards that somebody watches.",
		}),
		frames: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_site_frames_total", Help: "Changes of a page that were rendered for those who watch it.",
		}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_site_looks_failed_total", Help: "Looks at a watched league or board that failed.",
		}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trivium_site_refused_total", Help: "Requests that were refused because there were too many.",
		}, []string{"reason"}),
	}
	for _, reason := range []string{refusedReads, refusedAddress, refusedAll} {
		m.refused.WithLabelValues(reason)
	}
	if r != nil {
		r.MustRegister(m.streams, m.watchers, m.frames, m.failed, m.refused)
	}
	return m
}

// Why a request was refused.
const (
	refusedReads   = "reads"   // the address reads too much
	refusedAddress = "address" // the address has too many streams
	refusedAll     = "all"     // there are too many streams in all
)
