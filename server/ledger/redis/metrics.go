package redis

import "github.com/prometheus/client_golang/prometheus"

// metrics says how the ledger is doing.
type metrics struct {
	appendSeconds prometheus.Histogram
	putSeconds    prometheus.Histogram
	callSeconds   *prometheus.HistogramVec
	entries       prometheus.Histogram
	jobs          prometheus.Histogram
	errors        *prometheus.CounterVec
	moved         prometheus.Counter
	sealed        prometheus.Counter
	epochs        prometheus.Counter
	lapses        prometheus.Counter
	misses        prometheus.Counter
	lag           prometheus.Histogram
	gaps          prometheus.Counter
	rebuilds      prometheus.Counter
}

// newMetrics registers the ledger's metrics.
func newMetrics(l *Ledger, registerer prometheus.Registerer) *metrics {
	m := &metrics{
		appendSeconds: seconds("trivium_ledger_append_seconds", "Time from an append until it is durable or refused."),
		putSeconds:    seconds("trivium_ledger_put_seconds", "Time from a put until it is durable or refused."),
		callSeconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "trivium_ledger_call_seconds", Help: "Time of the other calls.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 2, 16),
		}, []string{"call"}),
		entries: counts("trivium_ledger_commit_entries", "New entries that became durable in one commit."),
		jobs:    counts("trivium_ledger_commit_requests", "Requests that went to the server together."),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trivium_ledger_errors_total", Help: "Calls that failed because the truth could not be reached, by kind.",
		}, []string{"kind"}),
		moved:    counter("trivium_ledger_moved_total", "Appends that were refused because the log had moved on."),
		sealed:   counter("trivium_ledger_sealed_total", "Entries that were refused because their slot is not open."),
		epochs:   counter("trivium_ledger_epochs_total", "Times that the server was restarted or another one took its place."),
		lapses:   counter("trivium_ledger_lapses_total", "Times that this instance lost its leases because it was not heard of."),
		misses:   counter("trivium_ledger_heartbeat_failures_total", "Heartbeats that failed."),
		lag:      seconds("trivium_ledger_doorbell_lag_seconds", "Time from a commit until its ring arrives."),
		gaps:     counter("trivium_ledger_doorbell_gaps_total", "Rings that show that others before them were lost."),
		rebuilds: counter("trivium_ledger_doorbell_rebuilds_total", "Times that the doorbell's line was silent or broke."),
	}
	if registerer == nil {
		return m
	}
	registerer.MustRegister(
		m.appendSeconds, m.putSeconds, m.callSeconds, m.entries, m.jobs, m.errors, m.moved, m.sealed, m.epochs, m.lapses,
		m.misses, m.lag, m.gaps, m.rebuilds,
		gauge("trivium_ledger_instances_alive", "Instances that live, as this one knows.",
			func() float64 { return float64(len(l.leases.living())) }),
		gauge("trivium_ledger_leases", "Rooms whose time this instance keeps.",
			func() float64 { return float64(l.leases.count()) }),
		gauge("trivium_ledger_heartbeat_age_seconds", "Time since this instance's last heartbeat that went well.",
			func() float64 { return l.leases.age().Seconds() }),
	)
	return m
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

// counter makes a counter.
func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

// gauge makes a gauge that asks when it is read.
func gauge(name, help string, value func() float64) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
}
