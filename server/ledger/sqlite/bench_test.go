package sqlite_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trivium/server/ledger"
	"trivium/server/ledger/sqlite"
)

// answer is about as large as the entry of an answer.
const answer = `{"choice":"c3","arrived":1767225600123,"e":4321,"m":4300,"floor":21,"qping":25}`

// openSlot makes a ledger with a room that takes entries.
func openSlot(b *testing.B) *sqlite.Ledger {
	b.Helper()
	l := opened(b, filepath.Join(b.TempDir(), "trivium.db"), sqlite.Options{})
	first := one("a")
	first.Open = []ledger.Opening{{Slot: "s"}}
	if _, err := l.Create(b.Context(), "r", "1", first); err != nil {
		b.Fatal(err)
	}
	return l
}

// BenchmarkPut has so many writers each put one entry after the other. It shows how commits are shared: entries/s, and how
// long one waits for its own to be durable.
func BenchmarkPut(b *testing.B) {
	for _, writers := range []int{1, 16, 256, 4096} {
		b.Run("writers="+strconv.Itoa(writers), func(b *testing.B) {
			l := openSlot(b)
			took := make([]time.Duration, b.N)
			var next atomic.Int64
			var group sync.WaitGroup
			b.ReportAllocs()
			b.ResetTimer()
			for range writers {
				group.Go(func() {
					for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
						start := time.Now()
						entry := ledger.Entry{Slot: "s", Key: strconv.FormatInt(i, 36), Data: []byte(answer)}
						if _, _, err := l.Put(b.Context(), "r", []ledger.Entry{entry}); err != nil {
							b.Error(err)
							return
						}
						took[i-1] = time.Since(start)
					}
				})
			}
			group.Wait()
			b.StopTimer()
			report(b, took)
		})
	}
}

// BenchmarkPutBurst puts 10,000 entries at once, as when everybody taps in the same moment: from many callers, and in
// batches as a gateway would bring them.
func BenchmarkPutBurst(b *testing.B) {
	const burst = 10_000
	for _, size := range []int{1, 100} {
		b.Run("batch="+strconv.Itoa(size), func(b *testing.B) {
			l := openSlot(b)
			for round := range b.N {
				var group sync.WaitGroup
				for i := 0; i < burst; i += size {
					group.Go(func() {
						entries := make([]ledger.Entry, size)
						for j := range entries {
							entries[j] = ledger.Entry{Slot: "s", Key: fmt.Sprint(round, "-", i+j), Data: []byte(answer)}
						}
						if _, _, err := l.Put(b.Context(), "r", entries); err != nil {
							b.Error(err)
						}
					})
				}
				group.Wait()
			}
			b.ReportMetric(float64(burst)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}

// BenchmarkPutPaced puts 10,000 entries a second for a second, evenly, and shows what durability adds to an answer's way.
func BenchmarkPutPaced(b *testing.B) {
	const rate = 10_000
	l := openSlot(b)
	for round := range b.N {
		took := make([]time.Duration, rate)
		start := time.Now()
		tick := time.NewTicker(time.Millisecond)
		var group sync.WaitGroup
		for sent := 0; sent < rate; {
			<-tick.C
			for due := min(rate, int(time.Since(start).Seconds()*rate)); sent < due; sent++ {
				number := sent
				group.Go(func() {
					begun := time.Now()
					entry := ledger.Entry{Slot: "s", Key: fmt.Sprint(round, "-", number), Data: []byte(answer)}
					if _, _, err := l.Put(b.Context(), "r", []ledger.Entry{entry}); err != nil {
						b.Error(err)
					}
					took[number] = time.Since(begun)
				})
			}
		}
		tick.Stop()
		group.Wait()
		report(b, took)
	}
}

// BenchmarkAppend appends events of one room one after the other.
func BenchmarkAppend(b *testing.B) {
	l := openSlot(b)
	pos := ledger.Pos{N: 1, Head: "a"}
	for i := range b.N {
		var err error
		if pos, err = l.Append(b.Context(), "r", pos, one(strconv.Itoa(i))); err != nil {
			b.Fatal(err)
		}
	}
}

// report gives the quantiles of what was measured.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	quantile := func(q float64) float64 {
		return float64(took[int(q*float64(len(took)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(quantile(0.5), "p50-ms")
	b.ReportMetric(quantile(0.99), "p99-ms")
	b.ReportMetric(float64(len(took))/max(b.Elapsed().Seconds(), 1e-9), "entries/s")
}
