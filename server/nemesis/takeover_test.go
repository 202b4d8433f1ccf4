package nemesis

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/load"
)

// BenchmarkTakeover kills the instance that keeps a room's time, with SIGKILL, as often as it is told (-benchtime 50x), and
// measures how long it takes until another has the lease, and how long behind its time, or behind the kill if that came
// later, the next phase that the clock brings is stored by another.
func BenchmarkTakeover(b *testing.B) {
	ctx := within(b, time.Hour)
	c := together(b, 3, false)
	opened := longGame(ctx, b, c, 3*b.N+2)
	people := gather(ctx, b, c.url(), opened, 3, 1)
	n := newNemesis(b, c, people.record, roomOf(opened))
	random := rand.New(rand.NewPCG(1, 6))
	killed := make([]time.Time, 0, b.N)
	b.ResetTimer()
	for range b.N {
		leader := n.inMidst(ctx, random)
		killed = append(killed, time.Now())
		n.kill(ctx, c.instances[leader], true)
		c.instances[leader].Restart()
	}
	b.StopTimer()
	await(b, "the phase behind the last kill", func() bool {
		last, _ := people.record.last()
		return last.At.After(killed[len(killed)-1].Add(calmTime))
	})
	people.leave()
	people.wait.Wait()
	own, err := redis.New(ctx, redis.Options{Client: n.redis})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = own.Close() }()
	told, err := read(ctx, own, n.room)
	if err != nil {
		b.Fatal(err)
	}
	report(b, "lease", n.takeovers)
	report(b, "phase", told.behind(killed))
}

// report gives the middle and the largest of some times as metrics.
func report(b *testing.B, what string, times []time.Duration) {
	b.Helper()
	if len(times) < b.N {
		b.Logf("%d of %d takeovers gave a time to the %s", len(times), b.N, what)
	}
	if len(times) == 0 {
		b.Fatalf("no takeover gave a time to the %s", what)
	}
	slices.Sort(times)
	b.ReportMetric(times[(len(times)-1)/2].Seconds()*1000, what+"-p50-ms")
	b.ReportMetric(times[len(times)-1].Seconds()*1000, what+"-max-ms")
}

// inMidst waits until somebody keeps the time in the middle of a phase that the clock ends, and says who.
func (n *nemesis) inMidst(ctx context.Context, random *rand.Rand) int {
	n.t.Helper()
	for {
		at, ok := n.wait(ctx, strike{After: random.Float64()})
		if !ok {
			n.t.Fatal("the game ended before all was measured")
		}
		if leader := n.cluster.leader(ctx); leader >= 0 && (at.Phase == game.Ready || at.Phase == game.Open) {
			return leader
		}
	}
}

// behind gives, for each moment, how late the next phase that the clock brings came: behind its time or the moment.
func (s *story) behind(moments []time.Time) (all []time.Duration) {
	for _, moment := range moments {
		for i, event := range s.facts {
			if s.events[i].At < roomTime(moment) || !timed(event) {
				continue
			}
			due, _, _ := game.Due(s.states[i], game.Live{})
			from := max(ledger.Time(due), ledger.Time(s.states[i].LastAt), roomTime(moment))
			all = append(all, max(stretch{from, s.events[i].At}.length(), 0))
			break
		}
	}
	return all
}

// longGame opens a game of many questions with a short clock, from a pack that all instances are given.
func longGame(ctx context.Context, b *testing.B, c *cluster, count int) load.Game {
	b.Helper()
	var pack strings.Builder
	pack.WriteString("format: 1\nid: long\ntitle: Long\nlanguage: en\nversion: 1.0.0\nlicense: CC-BY-SA-4.0\n" +
		"defaults: {time: 3s, points: 1000, difficulty: easy}\nquestions:\n")
	for i := range count {
		fmt.Fprintf(&pack, "  - {id: q%d, kind: truefalse, prompt: \"Number %d?\", answer: true}\n", i, i)
	}
	for _, one := range c.instances {
		if err := os.WriteFile(filepath.Join(one.Data(), "packs", "long.yaml"), []byte(pack.String()), 0o600); err != nil {
			b.Fatal(err)
		}
		one.Stop()
		one.Restart() // packs are read at the start
	}
	settings := game.DefaultSettings()
	settings.TableAfter = game.TableAtEnd
	opened, err := c.api().Create(ctx, load.NewGame{Packs: []string{"long"}, Settings: settings})
	if err != nil {
		b.Fatal(err)
	}
	return opened
}
