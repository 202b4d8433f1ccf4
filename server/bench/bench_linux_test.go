package bench

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trivium/server/socket/sockettest"
)

// The kinds that are compared, in the order of the report.
const (
	single   = "trivium" // one process over SQLite
	double   = "two"     // two instances over one Redis, half of the players on each
	floor    = sockettest.Floor
	ordinary = sockettest.Ordinary
)

// What a side is told to do. Paced are answers at a rate, in some rounds behind the others.
const (
	enter    = "enter"
	memory   = "memory"
	prepare  = "prepare"
	question = "question"
	answers  = "answers"
	paced    = "paced"
	results  = "results"
)

// pace is how many answers a second come in paced rounds.
const pace = 10_000

// figures are what was measured of one side.
type figures struct {
	costs        map[string][]cost // of each round
	joined, warm float64           // KiB a player
}

// BenchmarkWholeServer plays whole rounds on the real server, alone over SQLite and as two instances over Redis, and
// exchanges the same messages with the floor and with an ordinary server, in turn. Of each piece of work it gives the
// server's CPU time a player, the time until everybody had it and the percentiles of the players' times, and the ratios. The
// real server does more in them than the others: it decides, stores durably, folds, ranks, and tells the host. All send a
// ping right behind the question, by which fair time measures the line, and read the pongs.
//
// TRIVIUM_BENCH_PLAYERS sets the numbers of players (100,1000,5000,10000), TRIVIUM_BENCH_ROUNDS that of rounds (10), and
// TRIVIUM_BENCH_SIDES which are compared (trivium,two,floor,ordinary; the first is always trivium):
//
//	TRIVIUM_BENCH_PLAYERS=5000 go test -run xxx -bench WholeServer -benchtime 1x ./server/bench
func BenchmarkWholeServer(b *testing.B) {
	rounds := numbers(b, "TRIVIUM_BENCH_ROUNDS", 10)[0]
	for _, players := range numbers(b, "TRIVIUM_BENCH_PLAYERS", 100, 1_000, 5_000, 10_000) {
		b.Run("players="+strconv.Itoa(players), func(b *testing.B) {
			for b.Loop() {
				report(b, players, compareKinds(b, players, rounds, (rounds+2)/3))
			}
		})
	}
}

// TestSmall plays the comparison with a few players, so that the benchmark is known to work.
func TestSmall(t *testing.T) {
	for kind, f := range compareKinds(t, 10, 1, 1) {
		for _, c := range f.costs[results] {
			if c.CPU <= 0 || c.Wall <= 0 || c.Messages < 3 {
				t.Errorf("results on %s: %+v", kind, c)
			}
		}
	}
}

// compareKinds compares all kinds. Without a Redis there are no two instances.
func compareKinds(t testing.TB, players, rounds, pacedRounds int) map[string]*figures {
	t.Helper()
	kinds := []string{single, double, floor, ordinary}
	if list := os.Getenv("TRIVIUM_BENCH_SIDES"); list != "" {
		kinds = strings.Split(list, ",")
	}
	if _, err := exec.LookPath("redis-server"); err != nil {
		kinds = slices.DeleteFunc(kinds, func(kind string) bool { return kind == double })
		fmt.Println("without redis-server there is no comparison with two instances")
	}
	parties := make([]party, len(kinds))
	for i, kind := range kinds {
		parties[i] = party{Kind: kind, Players: players}
	}
	found := map[string]*figures{}
	for i, f := range compare(t, parties, rounds, pacedRounds) {
		found[kinds[i]] = f
	}
	return found
}

// compare takes all parties through all rounds, in turn: one for warming up, some in which everybody answers at once, and some
// with paced answers. The first party is on the real server, and the others copy the sizes of its messages.
func compare(t testing.TB, parties []party, rounds, pacedRounds int) []*figures {
	t.Helper()
	sides, found := make([]*handle, len(parties)), make([]*figures, len(parties))
	for i, p := range parties {
		p.Rounds = 1 + rounds + pacedRounds
		sides[i], found[i] = startSide(t, p), &figures{costs: map[string][]cost{}}
		if profiles := sides[i].replied.Profiles; len(profiles) > 0 {
			fmt.Println("profiles at", strings.Join(profiles, " "))
		}
	}
	for i, f := range found {
		f.costs[enter] = []cost{sides[i].do(t, order{Do: enter}).Cost}
		f.joined = sides[i].do(t, order{Do: memory}).Memory
	}
	fmt.Println("all are in")
	var known sizes
	for round := range 1 + rounds + pacedRounds {
		rate, answering := 0, answers
		if round > rounds {
			rate, answering = pace, paced
		}
		for _, work := range []string{prepare, question, answering, results} {
			for i, f := range found {
				replied := sides[i].do(t, order{Do: work, Round: round, Rate: rate, Sizes: known})
				if i == 0 {
					known = replied.Sizes
				}
				if round > 0 {
					f.costs[work] = append(f.costs[work], replied.Cost)
				}
			}
		}
	}
	for i, f := range found {
		f.warm = sides[i].do(t, order{Do: memory}).Memory
	}
	fmt.Printf("bytes of a question %d, answer %d, closing %d, result %d, reveal %d\n", known.Question,
		known.Answer, known.Closing, known.Personal, known.Table)
	return found
}

// numbers reads a setting: numbers with commas between them.
func numbers(b *testing.B, name string, otherwise ...int) (list []int) {
	b.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	for each := range strings.SplitSeq(text, ",") {
		number, err := strconv.Atoi(each)
		if err != nil || number < 1 {
			b.Fatalf("%s is %q, want numbers above zero with commas between them", name, text)
		}
		list = append(list, number)
	}
	return list
}
