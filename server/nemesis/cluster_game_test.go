package nemesis

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/ledger/redis"
)

// Environment variables: how many runs, and the seed of the first.
const (
	runsVariable = "TRIVIUM_NEMESIS_RUNS"
	seedVariable = "TRIVIUM_NEMESIS_SEED"
	longVariable = "TRIVIUM_LONG"
)

// shape says how big a run is.
type shape struct {
	players   int
	questions int
	instances int
}

// TestNemesis plays on three instances while the nemesis does what it likes. Without more it is one short run; a long one
// has more questions, and TRIVIUM_NEMESIS_RUNS says how many there are, each with the next seed. In every tenth of them all
// instances die at once. Before it is called done:
//
//	TRIVIUM_NEMESIS_RUNS=50 go test -race -timeout 3h -run TestNemesis ./server/nemesis
func TestNemesis(t *testing.T) {
	t.Parallel() // the others are through long before
	runs, first := number(t, runsVariable, 1), number(t, seedVariable, 1)
	size := shape{players: 60, questions: 3, instances: 3}
	if runs > 1 || os.Getenv(longVariable) != "" {
		size.questions = 8
	}
	total := newTotal()
	for i := range runs {
		seed := uint64(first + i)
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			strikes := plan(seed, 40)
			if seed%10 == 0 {
				everybodyDies(strikes)
			}
			total.add(play(t, seed, strikes, size))
		})
	}
	t.Logf("%d runs:\n%s", runs, total)
	if runs >= 20 && !t.Failed() {
		total.covered(t)
	}
}

// number reads a number from the environment.
func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < 1 {
		t.Fatalf("%s is %q: a number from 1", variable, text)
	}
	return value
}

// everybodyDies makes every third strike hit all.
func everybodyDies(strikes []strike) {
	for i := 1; i < len(strikes); i += 3 {
		strikes[i].Kind, strikes[i].Lasts = killAll, 2*time.Second
	}
}

// outcome is what a run measured.
type outcome struct {
	nemesis *nemesis
	lates   []late
	resumed []time.Duration
}

// play plays one game, and fails the test on anything that was promised and not kept.
func play(t *testing.T, seed uint64, strikes []strike, size shape) *outcome {
	t.Helper()
	c := together(t, size.instances, true)
	ctx := within(t, 6*time.Minute) // a race detector on a busy machine starts slowly
	opened := open(ctx, t, c, size.questions)
	people := gather(ctx, t, c.url(), opened, size.players, seed)
	n := newNemesis(t, c, people.record, roomOf(opened))
	defer func() { t.Logf("seed %d: load %.0f, %s; struck:\n%s", seed, n.notes.load, people, &n.notes) }()
	n.haunt(ctx, strikes, people.done)
	for _, problem := range people.goHome() {
		t.Error(problem)
	}
	for i, one := range c.instances {
		if output := one.Output(); strings.Contains(output, "DATA RACE") || strings.Contains(output, "panic:") {
			t.Errorf("instance %d had a race or a panic", i)
		}
	}
	o := &outcome{nemesis: n}
	r := finished(ctx, t, c, opened.Result, people, n)
	for _, problem := range r.problems() {
		t.Error(problem)
	}
	_, o.lates = r.lates()
	o.resumed = r.resumed()
	if n.kinds[killAll] > 0 && len(r.story.gaps) == 0 {
		t.Error("all instances were dead for seconds, and there is no gap in the log")
	}
	t.Log(o)
	return o
}

// finished reads what there is when all is over, through a ledger of the test's own.
func finished(ctx context.Context, t *testing.T, c *cluster, path string, people *crowd, n *nemesis) *run {
	t.Helper()
	served, err := c.results(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	own, err := redis.New(ctx, redis.Options{Client: c.redis.Client()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = own.Close() }()
	told, err := read(ctx, own, n.room)
	if err != nil {
		t.Fatal(err)
	}
	return &run{story: told, record: people.record.copied(), seats: people.seats(), served: served, notes: &n.notes}
}

// String gives what was measured.
func (o *outcome) String() string {
	total := newTotal()
	total.add(o)
	return total.String()
}

// total is what all runs measured together.
type total struct {
	phases    map[game.Phase]int
	kinds     map[kind]int
	lates     []time.Duration
	calm      []time.Duration
	resumed   []time.Duration
	takeovers []time.Duration
}

func newTotal() *total { return &total{phases: map[game.Phase]int{}, kinds: map[kind]int{}} }

func (a *total) add(o *outcome) {
	for phase, count := range o.nemesis.struck {
		a.phases[phase] += count
	}
	for k, count := range o.nemesis.kinds {
		a.kinds[k] += count
	}
	for _, l := range o.lates {
		a.lates = append(a.lates, l.by)
		a.calm = append(a.calm, l.calm)
	}
	a.resumed = append(a.resumed, o.resumed...)
	a.takeovers = append(a.takeovers, o.nemesis.takeovers...)
}

// String gives it as lines.
func (a *total) String() string {
	return fmt.Sprintf("phases behind their time: %s, of that in peace: %s\nphases behind the return of redis: %s\ntakeover: %s\n"+
		"struck in %v by %v", spread(a.lates), spread(a.calm), spread(a.resumed), spread(a.takeovers), a.phases, a.kinds)
}

// covered wants a strike in each phase, and each kind of strike.
func (a *total) covered(t *testing.T) {
	t.Helper()
	for _, phase := range []game.Phase{
		game.Lobby, game.RoundCard, game.Ready, game.Open, game.Close, game.Reveal, game.Table, game.Break, game.Podium,
	} {
		if a.phases[phase] == 0 {
			t.Errorf("nothing was struck in phase %s, only in %v", phase, slices.Sorted(maps.Keys(a.phases)))
		}
	}
	for _, s := range append(plan(1, 10), strike{Kind: killAll}) {
		if a.kinds[s.Kind] == 0 {
			t.Errorf("there was no strike %q", s.Kind)
		}
	}
}
