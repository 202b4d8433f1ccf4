package bench

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/load"
	"trivium/server/socket/sockettest"
	"trivium/server/wire"
)

// BenchmarkAcross measures on two real instances over one Redis the time from a command that a host gives on the one until a
// host on the other has the view that follows: the decision, its commit, the doorbell, reading, folding and writing, and both hosts' own work.
//
//	go test -run xxx -bench Across -benchtime 1x ./server/bench
func BenchmarkAcross(b *testing.B) {
	const commands, pause = 300, 60 * time.Millisecond // a client may not say more than 20 things a second
	cpus := sockettest.SplitProcessors(b)
	defer cpus.Release()
	r := newReal(b, cpus, party{Kind: double, Players: 1, Rounds: 1})
	other, views := r.otherHost(b)
	if _, err := other.Await(b.Context(), "the first view", func(game.View) bool { return true }); err != nil {
		b.Fatal(err)
	}
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for b.Loop() {
		took := make([]time.Duration, commands)
		for i := range took {
			<-tick.C
			for len(views) > 0 {
				<-views
			}
			hide := i%2 == 0
			began := time.Now()
			if _, err := r.rooms[0].host.Do(b.Context(), game.Command{Verb: game.DoSet, HideTable: &hide}); err != nil {
				b.Fatal(err)
			}
			took[i] = (<-views).Sub(began)
		}
		slices.Sort(took)
		b.ReportMetric(milliseconds(took[commands/2]), "across-p50-ms")
		b.ReportMetric(milliseconds(took[commands*99/100]), "across-p99-ms")
	}
}

// otherHost brings a second host of the first room, on the second instance, and gives when its views came.
func (r *real) otherHost(b *testing.B) (*load.Host, <-chan time.Time) {
	b.Helper()
	key, err := os.ReadFile(filepath.Join(r.servers[0].Data(), "host.key"))
	if err != nil {
		b.Fatal(err)
	}
	transport := &http.Transport{}
	b.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	opened, err := load.API{URL: r.servers[1].URL(""), Key: strings.TrimSpace(string(key)), Client: client}.Game(b.Context(), r.rooms[0].pin)
	if err != nil {
		b.Fatal(err)
	}
	views := make(chan time.Time, 64)
	return newHost(b, load.HostOptions{
		URL: r.servers[1].URL(""), PIN: opened.PIN, Token: opened.Token, Client: client,
		OnView: func(wire.View) { views <- time.Now() },
	}), views
}
