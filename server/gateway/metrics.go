package gateway

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/server/wire"
)

// MetricInfo describes one metric, for documents and dashboards.
type MetricInfo struct {
	Name, Type, Help string
	Labels           []string
}

// Metrics lists all metrics of the gateway; those of socket come on top. No label names a room, a player or a PIN.
func Metrics() []MetricInfo {
	return []MetricInfo{
		{"trivium_gateway_sessions", "gauge", "Sessions that were let in, by role.", []string{"role"}},
		{"trivium_gateway_rooms", "gauge", "Rooms with at least one session on this instance.", nil},
		{"trivium_draining", "gauge", "1 while this instance sends its clients elsewhere before it ends.", nil},
		{"trivium_joins_total", "counter", "Attempts to join as a new player, by outcome.", []string{"outcome"}},
		{"trivium_claims_total", "counter", "Joins that showed secrets of persistent teams, by outcome: proved, none, failed.", []string{"outcome"}},
		{"trivium_resumes_total", "counter", "Attempts to come back as a known player, by outcome.", []string{"outcome"}},
		{"trivium_refused_hellos_total", "counter", "Hellos that were refused, by reason.", []string{"reason"}},
		{"trivium_answers_total", "counter", "Answers from players, by outcome.", []string{"outcome"}},
		{"trivium_commands_total", "counter", "Commands of hosts, by outcome.", []string{"outcome"}},
		{"trivium_replaced_sessions_total", "counter", "Sessions that ended because a newer one of the same player came.", nil},
		{"trivium_frames_total", "counter", "Frames sent to clients, by message.", []string{"message"}},
		{"trivium_answer_to_ack_seconds", "histogram", "From reading an answer's frame to handing its ack to the socket.", nil},
		{"trivium_fanout_seconds", "histogram", "From the first to the last write of an opened question to a room's players.", nil},
		{"trivium_event_to_write_seconds", "histogram", "From storing a room's last event, on whatever instance, to telling this instance's clients; in steps of a millisecond.", nil},
		{"trivium_join_seconds", "histogram", "From reading a joining Hello to the stored seat.", nil},
	}
}

type metrics struct {
	sessions  *prometheus.GaugeVec
	rooms     prometheus.Gauge
	draining  prometheus.Gauge
	joins     *prometheus.CounterVec
	claims    *prometheus.CounterVec
	resumes   *prometheus.CounterVec
	refused   *prometheus.CounterVec
	answers   *prometheus.CounterVec
	stored    prometheus.Counter // of answers
	commands  *prometheus.CounterVec
	replaced  prometheus.Counter
	frames    *prometheus.CounterVec
	ackTime   prometheus.Histogram
	fanout    prometheus.Histogram
	eventAge  prometheus.Histogram
	joinTime  prometheus.Histogram
	frameKind map[string]prometheus.Counter
}

// newMetrics builds the metrics after the list and registers them.
func newMetrics(registerer prometheus.Registerer) *metrics {
	info := map[string]MetricInfo{}
	for _, each := range Metrics() {
		info[each.Name] = each
	}
	gauge := func(name string) prometheus.GaugeOpts { return prometheus.GaugeOpts{Name: name, Help: info[name].Help} }
	counter := func(name string) prometheus.CounterOpts {
		return prometheus.CounterOpts{Name: name, Help: info[name].Help}
	}
	counterVec := func(name string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(counter(name), info[name].Labels)
	}
	histogram := func(name string) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: name, Help: info[name].Help,
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		})
	}
	m := &metrics{
		sessions:  prometheus.NewGaugeVec(gauge("trivium_gateway_sessions"), info["trivium_gateway_sessions"].Labels),
		rooms:     prometheus.NewGauge(gauge("trivium_gateway_rooms")),
		draining:  prometheus.NewGauge(gauge("trivium_draining")),
		joins:     counterVec("trivium_joins_total"),
		claims:    counterVec("trivium_claims_total"),
		resumes:   counterVec("trivium_resumes_total"),
		refused:   counterVec("trivium_refused_hellos_total"),
		answers:   counterVec("trivium_answers_total"),
		commands:  counterVec("trivium_commands_total"),
		replaced:  prometheus.NewCounter(counter("trivium_replaced_sessions_total")),
		frames:    counterVec("trivium_frames_total"),
		ackTime:   histogram("trivium_answer_to_ack_seconds"),
		fanout:    histogram("trivium_fanout_seconds"),
		eventAge:  histogram("trivium_event_to_write_seconds"),
		joinTime:  histogram("trivium_join_seconds"),
		frameKind: map[string]prometheus.Counter{},
	}
	registerer.MustRegister(m.sessions, m.rooms, m.draining, m.joins, m.claims, m.resumes, m.refused, m.answers, m.commands, m.replaced, m.frames,
		m.ackTime, m.fanout, m.eventAge, m.joinTime)
	for _, role := range []wire.Role{wire.Player, wire.Host, wire.Screen} {
		m.sessions.WithLabelValues(string(role))
	}
	for _, outcome := range []string{"proved", "none", "failed"} {
		m.claims.WithLabelValues(outcome)
	}
	m.stored = m.answers.WithLabelValues(ackStored)
	for _, name := range messageNames() {
		m.frameKind[name] = m.frames.WithLabelValues(name)
	}
	return m
}

func messageNames() []string {
	return []string{"welcome", "view", "own", "ack", "count", "done", "roster", "saving", "pong", "problem"}
}

// sent counts frames of one message.
func (m *metrics) sent(message string, frames int) { m.frameKind[message].Add(float64(frames)) }

func (m *metrics) acked(outcome string, read time.Time) {
	if outcome == ackStored { // nearly all are
		m.stored.Inc()
	} else {
		m.answers.WithLabelValues(outcome).Inc()
	}
	m.ackTime.Observe(time.Since(read).Seconds())
}
