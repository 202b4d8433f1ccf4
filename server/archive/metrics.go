package archive

import "github.com/prometheus/client_golang/prometheus"

// What became of games, as the metrics call it.
const (
	didKeep   = "kept"     // copied, and forgotten by the ledger
	didNames  = "nameless" // the names went
	didDelete = "deleted"  // the whole game went
)

type metrics struct {
	games  *prometheus.CounterVec
	failed prometheus.Counter
}

func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		games: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trivium_archive_games_total", Help: "Finished games by what became of them: kept, nameless, deleted.",
		}, []string{"what"}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_archive_failures_total", Help: "Games that a sweep could not keep or forget; the next one tries again.",
		}),
	}
	for _, what := range []string{didKeep, didNames, didDelete} {
		m.games.WithLabelValues(what)
	}
	if r != nil {
		r.MustRegister(m.games, m.failed)
	}
	return m
}
