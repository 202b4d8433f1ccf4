package socket_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trivium/server/socket/sockettest"
)

// The work of the benchmark, in bytes of payload. It is what a quiz sends.
const (
	questionSize = 400 // to everybody, the same
	tableSize    = 400 // to everybody, the same
	personalSize = 200 // to each, their own, together with the table
	answerSize   = 60  // from each
	ackSize      = sockettest.AckSize
)

// The servers that are compared, each in a process of its own.
const (
	floor    = sockettest.Floor
	lean     = "lean" // this package
	ordinary = sockettest.Ordinary
)

// sample is what one server cost in one run: CPU in microseconds a player and round, medians over the rounds.
type sample struct {
	questionCPU, resultsCPU, answerCPU    float64
	questionWall, resultsWall, answerWall time.Duration
	ackP99                                time.Duration
	idle, warm                            float64 // KiB a connection: at rest after a collection, and after the work
}

// BenchmarkAgainstFloor compares this package with the least a server can do and with an ordinary server. Each
// iteration is one run of all three. Times on a shared machine move a lot; the ratios come from rounds that alternate
// between the servers, and only they count.
//
// TRIVIUM_BENCH_PLAYERS sets the number of connections (1,000), TRIVIUM_BENCH_ROUNDS that of rounds (20):
//
//	TRIVIUM_BENCH_PLAYERS=5000 go test -run xxx -bench AgainstFloor -benchtime 3x ./server/socket
func BenchmarkAgainstFloor(b *testing.B) {
	players, rounds := setting(b, "TRIVIUM_BENCH_PLAYERS", 1000), setting(b, "TRIVIUM_BENCH_ROUNDS", 20)
	cpus := sockettest.SplitProcessors(b)
	defer cpus.Release()
	samples := map[string][]sample{}
	for b.Loop() {
		for _, group := range groups(b, players) {
			for kind, each := range run(b, cpus, group, players, rounds) {
				samples[kind] = append(samples[kind], each)
			}
		}
	}
	report(b, players, samples)
}

// groups says which servers run side by side: all, if the descriptors of the load suffice, else each alone.
func groups(b *testing.B, players int) [][]string {
	b.Helper()
	switch limit := sockettest.Descriptors(b) - 200; {
	case 3*players <= limit:
		return [][]string{{floor, lean, ordinary}}
	case players <= limit:
		return [][]string{{floor}, {lean}, {ordinary}}
	default:
		b.Fatalf("%d players need more descriptors than the %d allowed here (ulimit -n)", players, limit)
		return nil
	}
}

// run takes the servers through all rounds, in turn.
func run(b *testing.B, cpus *sockettest.Processors, kinds []string, players, rounds int) map[string]sample {
	b.Helper()
	games := make([]*benchGame, len(kinds))
	for i, kind := range kinds {
		games[i] = newBenchGame(b, cpus, kind, players)
		defer games[i].stop(b)
	}
	for range rounds + 1 { // the first warms up
		for _, game := range games {
			game.question(b)
		}
		for _, game := range games {
			game.answers(b)
		}
		for _, game := range games {
			game.results(b)
		}
	}
	found := map[string]sample{}
	for i, kind := range kinds {
		found[kind] = games[i].sample(b)
	}
	return found
}

// report prints a table and the ratios, and hands the ratios of this package to the benchmark.
func report(b *testing.B, players int, samples map[string][]sample) {
	b.Helper()
	middle := func(kind string, value func(sample) float64) float64 {
		var values []float64
		for _, each := range samples[kind] {
			values = append(values, value(each))
		}
		return median(values)
	}
	text := &strings.Builder{}
	fmt.Fprintf(text, "%d players, medians\n%-44s %10s %10s %10s  %s\n", players, "", floor, lean, ordinary, "lean/floor  lean/ordinary")
	row := func(name, metric string, value func(sample) float64) {
		f, l, o := middle(floor, value), middle(lean, value), middle(ordinary, value)
		fmt.Fprintf(text, "%-44s %10.2f %10.2f %10.2f  %10.2f  %13.2f\n", name, f, l, o, l/f, l/o)
		b.ReportMetric(l/f, metric+"/floor")
		b.ReportMetric(l/o, metric+"/ordinary")
	}
	milliseconds := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	row("question, CPU, us a player", "question-cpu", func(s sample) float64 { return s.questionCPU })
	row("question, until all have it, ms", "question-wall", func(s sample) float64 { return milliseconds(s.questionWall) })
	row("results + table, CPU, us a player", "results-cpu", func(s sample) float64 { return s.resultsCPU })
	row("results + table, until all have them, ms", "results-wall", func(s sample) float64 { return milliseconds(s.resultsWall) })
	row("answer + ack, CPU, us an answer", "answer-cpu", func(s sample) float64 { return s.answerCPU })
	row("answer + ack, until all have it, ms", "answer-wall", func(s sample) float64 { return milliseconds(s.answerWall) })
	row("answer + ack, p99, ms", "ack-p99", func(s sample) float64 { return milliseconds(s.ackP99) })
	row("memory at rest, KiB a connection", "memory-idle", func(s sample) float64 { return s.idle })
	row("memory after the work, KiB a connection", "memory-warm", func(s sample) float64 { return s.warm })
	fmt.Print("\n", text) // b.Log would cut it
	b.ReportMetric(middle(lean, func(s sample) float64 { return s.warm }), "KiB/conn")
}

func median[T cmp.Ordered](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}

func setting(b *testing.B, name string, otherwise int) int {
	b.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < 1 {
		b.Fatalf("%s is %q, want a number above zero", name, text)
	}
	return value
}
