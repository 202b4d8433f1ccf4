package room

import (
	"github.com/prometheus/client_golang/prometheus"

	"trivium/game"
)

// Metrics counts rooms; no room, player or PIN is in a label. A nil Metrics counts nothing.
type Metrics struct {
	rooms     *prometheus.GaugeVec
	resting   prometheus.Gauge
	wakes     prometheus.Counter
	led       prometheus.Gauge
	takeovers prometheus.Counter
	gaps      prometheus.Counter
	returned  *prometheus.CounterVec
	dropped   prometheus.Counter
}

// NewMetrics makes and registers the metrics of rooms.
func NewMetrics(registerer prometheus.Registerer) *Metrics {
	m := &Metrics{
		rooms: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "trivium_rooms", Help: "Rooms in memory on this instance, by the phase of their game.",
		}, []string{"phase"}),
		resting: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "trivium_rooms_resting", Help: "Ended rooms that this instance let go of and still finds by their PINs.",
		}),
		wakes: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_room_wakes_total", Help: "Ended rooms that had been let go of and were read again, as somebody came.",
		}),
		led: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "trivium_rooms_led", Help: "Rooms whose time this instance keeps.",
		}),
		takeovers: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_room_takeovers_total", Help: "Rooms whose time this instance keeps in the place of another that ended or stood still.",
		}),
		gaps: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_room_gaps_total", Help: "Silences in which no instance kept a room; their time is nobody's.",
		}),
		returned: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trivium_room_put_back_total", Help: "Facts that the store had lost and this instance put back, by kind.",
		}, []string{"kind"}),
		dropped: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_room_dropped_tails_total", Help: "Rooms whose log went on in another way than this instance knew, and were read again.",
		}),
	}
	registerer.MustRegister(m.rooms, m.resting, m.wakes, m.led, m.takeovers, m.gaps, m.returned, m.dropped)
	for _, kind := range []string{"events", "entries"} {
		m.returned.WithLabelValues(kind)
	}
	return m
}

// phase moves a room from one phase to the next; from is empty for a room that was just opened.
func (m *Metrics) phase(from, to game.Phase) {
	if m == nil {
		return
	}
	if from != "" {
		m.rooms.WithLabelValues(string(from)).Dec()
	}
	if to != "" {
		m.rooms.WithLabelValues(string(to)).Inc()
	}
}

// leads counts a room that this instance began to lead, or ceased to.
func (m *Metrics) leads(on, inherited bool) {
	if m == nil {
		return
	}
	if !on {
		m.led.Dec()
		return
	}
	m.led.Inc()
	if inherited {
		m.takeovers.Inc()
	}
}

// rested counts a room that lies down.
func (m *Metrics) rested() {
	if m != nil {
		m.resting.Inc()
	}
}

// woke counts a room that lay and was read again.
func (m *Metrics) woke() {
	if m != nil {
		m.resting.Dec()
		m.wakes.Inc()
	}
}

// forgot counts a room whose PIN finds it no more.
func (m *Metrics) forgot() {
	if m != nil {
		m.resting.Dec()
	}
}

func (m *Metrics) gap() {
	if m != nil {
		m.gaps.Inc()
	}
}

func (m *Metrics) putBack(kind string, count int) {
	if m != nil {
		m.returned.WithLabelValues(kind).Add(float64(count))
	}
}

func (m *Metrics) droppedTail() {
	if m != nil {
		m.dropped.Inc()
	}
}
