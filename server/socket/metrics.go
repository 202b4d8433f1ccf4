package socket

import "github.com/prometheus/client_golang/prometheus"

// Metrics count what all connections do. A nil *Metrics counts nothing.
type Metrics struct {
	connections prometheus.Gauge
	backlogged  prometheus.Gauge
	accepted    prometheus.Counter
	refused     *prometheus.CounterVec
	closes      *prometheus.CounterVec
	messagesIn  prometheus.Counter
	bytesIn     prometheus.Counter
	framesOut   prometheus.Counter
	bytesOut    prometheus.Counter
	queued      prometheus.Counter
	overflows   prometheus.Counter
}

// NewMetrics builds the metrics and registers them. It panics, as promauto does, if they are registered already.
func NewMetrics(registerer prometheus.Registerer) *Metrics {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Namespace: "trivium", Subsystem: "socket", Name: name, Help: help})
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "trivium", Subsystem: "socket", Name: name, Help: help})
	}
	vec := func(name, help, label string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(
			prometheus.CounterOpts{Namespace: "trivium", Subsystem: "socket", Name: name, Help: help}, []string{label})
	}
	m := &Metrics{
		connections: gauge("connections", "WebSocket connections now open."),
		backlogged:  gauge("backlogged_connections", "Connections with frames waiting for a slow client."),
		accepted:    counter("accepted_total", "WebSocket connections accepted."),
		refused:     vec("refused_total", "Upgrade requests refused, by reason.", "reason"),
		closes:      vec("closes_total", "Connections ended, by the name of the close code.", "code"),
		messagesIn:  counter("received_messages_total", "Messages received."),
		bytesIn:     counter("received_bytes_total", "Bytes received after the handshake, framing included."),
		framesOut:   counter("sent_frames_total", "Frames handed over for sending, control frames included."),
		bytesOut:    counter("sent_bytes_total", "Bytes written after the handshake, framing included."),
		queued:      counter("queued_frames_total", "Frames that had to wait because the client was slow."),
		overflows:   counter("queue_overflows_total", "Connections closed because their queue was full."),
	}
	registerer.MustRegister(m.connections, m.backlogged, m.accepted, m.refused, m.closes, m.messagesIn, m.bytesIn,
		m.framesOut, m.bytesOut, m.queued, m.overflows)
	for _, info := range Codes() {
		m.closes.WithLabelValues(info.Name)
	}
	return m
}

func (m *Metrics) opened() {
	if m != nil {
		m.accepted.Inc()
		m.connections.Inc()
	}
}

func (m *Metrics) closed(code Code) {
	if m != nil {
		m.connections.Dec()
		m.closes.WithLabelValues(code.Info().Name).Inc()
	}
}

func (m *Metrics) refuse(reason string) {
	if m != nil {
		m.refused.WithLabelValues(reason).Inc()
	}
}

func (m *Metrics) read(n int) {
	if m != nil {
		m.bytesIn.Add(float64(n))
	}
}

func (m *Metrics) message() {
	if m != nil {
		m.messagesIn.Inc()
	}
}

func (m *Metrics) sent(frames int) {
	if m != nil {
		m.framesOut.Add(float64(frames))
	}
}

func (m *Metrics) wrote(n int) {
	if m != nil {
		m.bytesOut.Add(float64(n))
	}
}

func (m *Metrics) wait(frames int) {
	if m != nil {
		m.queued.Add(float64(frames))
	}
}

func (m *Metrics) overflow() {
	if m != nil {
		m.overflows.Inc()
	}
}

func (m *Metrics) backlog(delta float64) {
	if m != nil {
		m.backlogged.Add(delta)
	}
}
