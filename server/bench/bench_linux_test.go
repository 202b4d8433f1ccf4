package bench

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"trivium/server/socket/sockettest"
)

// The kinds that are compared, in the order of the report.
const (
	floor    = sockettest.Floor
	whole    = "trivium"
	ordinary = sockettest.Ordinary
)

// figures are what was measured of one kind.
type figures struct {
	joins, questions, answers, results []cost
	joined, warm                       float64 // KiB a player
}

// BenchmarkWholeServer plays whole rounds on the real server, and exchanges the same messages with the floor and with an
// ordinary server, in turn. Of each piece of work it gives the server's CPU time a player, the time until everybody had it
// and the percentiles of the players' times, and the ratios. The real server does more in them than the others: it decides,
// stores durably, folds, ranks, and tells the host. All send a ping right behind the question, by which fair time measures
// the line, and read the pongs.
//
// If this process may not have the descriptors for players on three servers, the real one plays alone.
//
// TRIVIUM_BENCH_PLAYERS sets the number of players (1,000), TRIVIUM_BENCH_ROUNDS that of rounds (10):
//
//	TRIVIUM_BENCH_PLAYERS=5000 go test -run xxx -bench WholeServer -benchtime 1x ./server/bench
func BenchmarkWholeServer(b *testing.B) {
	players, rounds := setting(b, "TRIVIUM_BENCH_PLAYERS", 1000), setting(b, "TRIVIUM_BENCH_ROUNDS", 10)
	limit := sockettest.Descriptors(b) - 300
	if players > limit {
		b.Fatalf("%d players need more descriptors than the %d that this process may have (ulimit -n)", players, limit)
	}
	cpus := sockettest.SplitProcessors(b)
	defer cpus.Release()
	for b.Loop() {
		report(b, players, play(b, cpus, players, rounds, 3*players <= limit))
	}
}

// play takes the three through all rounds, in turn. The first round is for warming up.
func play(b *testing.B, cpus *sockettest.Processors, players, rounds int, compare bool) map[string]*figures {
	b.Helper()
	found, rivals := map[string]*figures{whole: {}}, map[string]*rival{}
	if compare {
		for _, kind := range []string{floor, ordinary} {
			found[kind], rivals[kind] = &figures{}, newRival(b, cpus, kind, players)
		}
	}
	server := newReal(b, cpus, players, rounds+1)
	note := func(round int, list *[]cost, c cost) {
		if round > 0 {
			*list = append(*list, c)
		}
	}
	for kind, r := range rivals {
		found[kind].joins = append(found[kind].joins, r.join(b, r.process.Address, nil))
		found[kind].joined = r.memory(b)
	}
	found[whole].joins = append(found[whole].joins, server.enter(b))
	found[whole].joined = server.memory(b)
	fmt.Println("all are in")
	for round := range rounds + 1 {
		server.prepare(b)
		note(round, &found[whole].questions, server.question(b))
		for kind, r := range rivals {
			note(round, &found[kind].questions, r.question(b, server.sizes.question))
		}
		note(round, &found[whole].answers, server.answers(b, round))
		for kind, r := range rivals {
			note(round, &found[kind].answers, r.answers(b, server.sizes.answer, 1))
		}
		note(round, &found[whole].results, server.results(b))
		for kind, r := range rivals {
			note(round, &found[kind].results, r.results(b, server.sizes.closing, server.sizes.personal, server.sizes.table))
		}
	}
	for kind, r := range rivals {
		found[kind].warm = r.memory(b)
	}
	found[whole].warm = server.memory(b)
	fmt.Printf("bytes of a question %d, answer %d, closing %d, result %d, reveal %d\n", server.sizes.question,
		server.sizes.answer, server.sizes.closing, server.sizes.personal, server.sizes.table)
	return found
}

// report prints a table with the ratios and hands the ratios to the benchmark. Without a colon: benchstat would take what
// stands before one for a setting.
func report(b *testing.B, players int, found map[string]*figures) {
	b.Helper()
	out := &strings.Builder{}
	row := func(name, metric string, value func(*figures) float64) {
		own := value(found[whole])
		fmt.Fprintf(out, "%-56s %10.2f", name, own)
		for _, kind := range []string{floor, ordinary} {
			if found[kind] == nil {
				continue
			}
			other := value(found[kind])
			fmt.Fprintf(out, "   %10.2f %6.2f", other, own/other)
			if metric != "" {
				b.ReportMetric(own/other, metric+"/"+kind)
			}
		}
		fmt.Fprintln(out)
	}
	part := func(name, metric string, of func(*figures) []cost) {
		each := func(value func(*cost) float64) func(*figures) float64 {
			return func(f *figures) float64 { return middle(of(f), value) }
		}
		row(name+", CPU, us a player", metric+"-cpu", each(func(c *cost) float64 { return c.cpu }))
		row(name+", until all have it, ms", metric+"-wall", each(func(c *cost) float64 { return milliseconds(c.wall) }))
		if of(found[whole])[0].together {
			row(name+", from the first to the last, ms", metric+"-spread", each(func(c *cost) float64 {
				return milliseconds(c.times[len(c.times)-1] - c.times[0])
			}))
		}
		row(name+", p50, ms", "", each(func(c *cost) float64 { return milliseconds(c.percentile(50)) }))
		row(name+", p99, ms", "", each(func(c *cost) float64 { return milliseconds(c.percentile(99)) }))
	}
	fmt.Fprintf(out, "%d players, medians %36s %10s   %10s  ratio   %10s  ratio\n", players, "", whole, floor, ordinary)
	part("join", "join", func(f *figures) []cost { return f.joins })
	part("question", "question", func(f *figures) []cost { return f.questions })
	part("answer + ack", "answer", func(f *figures) []cost { return f.answers })
	part("closing, reveal + result", "results", func(f *figures) []cost { return f.results })
	row("memory when all are in, KiB a player", "", func(f *figures) float64 { return f.joined })
	row("memory after the game, KiB a player", "", func(f *figures) float64 { return f.warm })
	fmt.Print(out) // b.Log would cut it
	b.ReportMetric(found[whole].warm, "KiB/player")
	b.ReportMetric(float64(players)/found[whole].joins[0].wall.Seconds(), "joins/s")
}

func middle(costs []cost, value func(*cost) float64) float64 {
	values := make([]float64, len(costs))
	for i := range costs {
		values[i] = value(&costs[i])
	}
	return median(values)
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

func setting(b *testing.B, name string, otherwise int) int {
	b.Helper()
	value := os.Getenv(name)
	if value == "" {
		return otherwise
	}
	number, err := strconv.Atoi(value)
	if err != nil || number < 1 {
		b.Fatalf("%s is %q, want a number above zero", name, value)
	}
	return number
}
