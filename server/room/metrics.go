package room

import (
	"github.com/prometheus/client_golang/prometheus"

	"trivium/game"
)

// Metrics counts rooms; no room, player or PIN is in a label.
type Metrics struct {
	rooms *prometheus.GaugeVec
}

// NewMetrics makes and registers the metrics of rooms.
func NewMetrics(registerer prometheus.Registerer) *Metrics {
	m := &Metrics{rooms: prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "trivium_rooms", Help: "Rooms in memory on this instance, by the phase of their game.",
	}, []string{"phase"})}
	registerer.MustRegister(m.rooms)
	return m
}

// phase moves a room from one phase to the next; from is empty for a room that was just opened.
func (m *Metrics) phase(from, to game.Phase) {
	if from != "" {
		m.rooms.WithLabelValues(string(from)).Dec()
	}
	if to != "" {
		m.rooms.WithLabelValues(string(to)).Inc()
	}
}
