package feed

import "github.com/prometheus/client_golang/prometheus"

// What became of a game at a taker, as the metrics call it.
const (
	outcomeTaken   = "taken"
	outcomeFailed  = "failed"  // it is tried again
	outcomeRefused = "refused" // it is not
)

type metrics struct {
	games *prometheus.CounterVec
}

func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		games: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trivium_feed_games_total", Help: "Finished games handed to boards and leagues, by taker and outcome: taken, failed, refused.",
		}, []string{"taker", "outcome"}),
	}
	if r != nil {
		r.MustRegister(m.games)
	}
	return m
}
