package redis_test

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

// answer is about as large as the entry of an answer.
const answer = `{"choice":"c3","arrived":1767225600123,"e":4321,"m":4300,"floor":21,"qping":25}`

// eachFsync runs a benchmark on a fresh server with a room that takes entries, for each way to sync.
func eachFsync(b *testing.B, run func(b *testing.B, client goredis.UniversalClient, l *redis.Ledger)) {
	for _, fsync := range []string{"everysec", "always"} {
		b.Run("fsync="+fsync, func(b *testing.B) {
			client := redistest.Start(b, redistest.Options{Fsync: fsync}).Client()
			l := opened(b, redis.Options{Client: client})
			first := one("a")
			first.Open = []ledger.Opening{{Slot: "s"}}
			if _, err := l.Create(b.Context(), "r", "1", first); err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			run(b, client, l)
		})
	}
}

// one is a batch of one event.
func one(id string) ledger.Batch { return ledger.Batch{ID: id, Events: [][]byte{[]byte(id)}} }

// BenchmarkPut has so many writers each put one entry after the other.
func BenchmarkPut(b *testing.B) {
	for _, writers := range []int{1, 256} {
		b.Run("writers="+strconv.Itoa(writers), func(b *testing.B) {
			eachFsync(b, func(b *testing.B, _ goredis.UniversalClient, l *redis.Ledger) {
				took := make([]time.Duration, b.N)
				var next atomic.Int64
				var group sync.WaitGroup
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
		})
	}
}

// BenchmarkPutBurst puts 10,000 entries at once, as when everybody taps in the same moment: from many callers, and in
// batches as a gateway would bring them.
func BenchmarkPutBurst(b *testing.B) {
	const burst = 10_000
	for _, size := range []int{1, 100, 4096} {
		b.Run("batch="+strconv.Itoa(size), func(b *testing.B) {
			eachFsync(b, func(b *testing.B, _ goredis.UniversalClient, l *redis.Ledger) {
				took := make([]time.Duration, b.N)
				for round := range b.N {
					start := time.Now()
					var group sync.WaitGroup
					for i := 0; i < burst; i += size {
						group.Go(func() {
							entries := make([]ledger.Entry, min(size, burst-i))
							for j := range entries {
								entries[j] = ledger.Entry{Slot: "s", Key: fmt.Sprint(round, "-", i+j), Data: []byte(answer)}
							}
							if _, _, err := l.Put(b.Context(), "r", entries); err != nil {
								b.Error(err)
							}
						})
					}
					group.Wait()
					took[round] = time.Since(start)
				}
				report(b, took)
			})
		})
	}
}

// BenchmarkPutPaced puts 10,000 entries a second for a second, evenly, and shows what durability adds to an answer's way: in
// one room and in many.
func BenchmarkPutPaced(b *testing.B) {
	const rate = 10_000
	for _, rooms := range []int{1, 100} {
		b.Run("rooms="+strconv.Itoa(rooms), func(b *testing.B) {
			eachFsync(b, func(b *testing.B, _ goredis.UniversalClient, l *redis.Ledger) {
				ids := manyRooms(b, l, rooms)
				b.ResetTimer()
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
								if _, _, err := l.Put(b.Context(), ids[number%rooms], []ledger.Entry{entry}); err != nil {
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
			})
		})
	}
}

// manyRooms makes rooms that take entries.
func manyRooms(b *testing.B, l *redis.Ledger, count int) []ledger.RoomID {
	b.Helper()
	var ids []ledger.RoomID
	for i := range count {
		first := one("a")
		first.Open = []ledger.Opening{{Slot: "s"}}
		id := ledger.RoomID(fmt.Sprint("room", i))
		if _, err := l.Create(b.Context(), id, string(id), first); err != nil {
			b.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// BenchmarkAppend appends events of one room one after the other.
func BenchmarkAppend(b *testing.B) {
	eachFsync(b, func(b *testing.B, _ goredis.UniversalClient, l *redis.Ledger) {
		pos := ledger.Pos{N: 1, Head: "a"}
		took := make([]time.Duration, b.N)
		for i := range b.N {
			start := time.Now()
			var err error
			if pos, err = l.Append(b.Context(), "r", pos, one(strconv.Itoa(i))); err != nil {
				b.Fatal(err)
			}
			took[i] = time.Since(start)
		}
		report(b, took)
	})
}

// BenchmarkAcross is the way of an event from an append on one instance over the bell to what another one has read.
func BenchmarkAcross(b *testing.B) {
	eachFsync(b, func(b *testing.B, client goredis.UniversalClient, l *redis.Ledger) {
		other := opened(b, redis.Options{Client: client})
		bell, end := other.Watch("r")
		defer end()
		pos, took := ledger.Pos{N: 1, Head: "a"}, make([]time.Duration, b.N)
		known := pos
		b.ResetTimer()
		for i := range b.N {
			start := time.Now()
			appended := make(chan ledger.Pos, 1)
			go func() {
				behind, err := l.Append(b.Context(), "r", pos, one(strconv.Itoa(i)))
				if err != nil {
					b.Error(err)
				}
				appended <- behind
			}()
			for known == pos {
				<-bell
				events, err := other.Events(b.Context(), "r", known)
				if err != nil {
					b.Fatal(err)
				}
				if len(events) > 0 {
					known = events[len(events)-1].Pos
				}
			}
			took[i] = time.Since(start)
			pos = <-appended
		}
		report(b, took)
	})
}

// report gives the quantiles of what was measured.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	quantile := func(q float64) float64 {
		return float64(took[int(q*float64(len(took)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(quantile(0.5), "p50-ms")
	b.ReportMetric(quantile(0.99), "p99-ms")
}
