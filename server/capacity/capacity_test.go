package capacity

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the tables of the guide")

// TestTheModelIsNearWhatWasMeasured plays on one core what the benchmark of the whole server plays (deploy/docs/performance.md): within 30 %
// of what was measured with 5,000 players and with 10,000, of which the costs know only the first. The same benchmark takes 40 % more or
// less at another hour.
func TestTheModelIsNearWhatWasMeasured(t *testing.T) {
	const tolerance = 0.3
	for players, measured := range map[int]map[string]float64{ // in milliseconds
		5_000: {
			"question, last": 130, "question, p50": 75, "answers, last": 267, "answers, p50": 112, "answers, p99": 200,
			"results, last": 314, "joins, last": 5_000 / 2.8,
		},
		10_000: {"question, last": 221, "answers, last": 589, "results, last": 694, "joins, last": 3_800},
	} {
		reckoned := burst(players)
		for what, want := range measured {
			got := reckoned[what].Seconds() * 1e3
			t.Logf("%6d players, %s: measured %.0f ms, reckoned %.0f ms (%+.0f %%)", players, what, want, got, 100*(got/want-1))
			if got < want*(1-tolerance) || got > want*(1+tolerance) {
				t.Errorf("%d players, %s: reckoned %.0f ms, measured %.0f ms", players, what, got, want)
			}
		}
	}
}

// burst is one room on one core of a server alone: a question, then all answers at once, as fast as the benchmark's players write them on
// their own core, then the results.
func burst(players int) map[string]time.Duration {
	const write = 20 * time.Microsecond
	s, tm := newSite(Deployment{Instances: 1, Cores: 1, Gbit: 100}, Measured()), &times{}
	found := map[string]time.Duration{}
	for range players {
		s.instances[0].cores.run(s.Join, func() { found["joins, last"] = s.now })
	}
	s.run(time.Hour)
	game := s.enter([]int{players}, nil, tm)
	game.each = func(n int) { tm.seen = append(tm.seen, s.now-game.asked) }
	game.question()
	s.run(time.Hour)
	found["question, last"], found["question, p50"] = tm.question[0], percentile(tm.seen, 50)
	began := s.now
	for i := range players {
		sent := began + time.Duration(i)*write
		s.at(sent, func() { game.copies[0].answered(sent) })
	}
	s.run(time.Hour)
	found["answers, last"], found["answers, p50"], found["answers, p99"] = s.now-began, percentile(tm.acks, 50), percentile(tm.acks, 99)
	game.results()
	s.run(time.Hour)
	found["results, last"] = tm.results[0]
	return found
}

// TestCapacity holds the tables of the guide against what the simulation gives. With -update it writes them:
//
//	go test -run Capacity -v ./server/capacity -update
func TestCapacity(t *testing.T) {
	const guide = "../../deploy/docs/capacity.md"
	page, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for name, table := range Tables() {
		t.Logf("%s:\n%s", name, table)
		begin, end := "<!-- table: "+name+" -->\n", "<!-- end of the table -->\n"
		before, rest, found := strings.Cut(text, begin)
		old, after, ends := strings.Cut(rest, end)
		switch {
		case !found || !ends:
			t.Errorf("the guide has no place for the table %s", name)
		case *update:
			text = before + begin + table + end + after
		case old != table:
			t.Errorf("the guide's table %s is not what the simulation gives; write it with -update", name)
		}
	}
	if *update {
		if err := os.WriteFile(guide, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
