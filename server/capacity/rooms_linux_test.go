package capacity

import (
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"trivium/game"
	"trivium/questions"
	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/ledger/sqlite"
	"trivium/server/redistest"
	"trivium/server/room"
)

// BenchmarkRooms measures what a room costs, in CPU time, which other work on the machine hardly moves: a second in which nothing happens
// in it, and an event, to each instance that has it open and to the Redis that two of them share.
//
//	go test -run xxx -bench Rooms -benchtime 1x ./server/capacity
func BenchmarkRooms(b *testing.B) {
	b.Run("alone", func(b *testing.B) {
		l, err := sqlite.Open(filepath.Join(b.TempDir(), "ledger.db"), sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		measure(b, nil, l)
	})
	b.Run("two", func(b *testing.B) {
		client := redistest.Start(b, redistest.Options{}).Client()
		ledgers := make([]ledger.Ledger, 2)
		for i := range ledgers {
			var err error
			if ledgers[i], err = redis.New(b.Context(), redis.Options{Client: client}); err != nil {
				b.Fatal(err)
			}
		}
		measure(b, client, ledgers...)
	})
}

const (
	benchRooms   = 300
	benchQuiet   = 10 * time.Second
	benchEvents  = 10 // in each room
	benchWorkers = 32
)

// measure opens rooms on all instances, leaves them alone, and then has things happen in them.
func measure(b *testing.B, client goredis.UniversalClient, ledgers ...ledger.Ledger) {
	b.Helper()
	var rooms []*room.Room // of the first
	for i, l := range ledgers {
		registry := room.NewRegistry(room.Options{Ledger: l, Remember: client != nil})
		b.Cleanup(func() { registry.Close(); _ = l.Close() })
		for n := range benchRooms {
			if i > 0 {
				if _, err := registry.Open(b.Context(), pinOf(n)); err != nil {
					b.Fatal(err)
				}
				continue
			}
			r, err := registry.Create(b.Context(), ledger.RoomID("room-"+pinOf(n)), game.Opened{
				Rules: game.Rules, PIN: pinOf(n), Seed: []byte("seed"), Settings: game.DefaultSettings(),
			})
			if err != nil {
				b.Fatal(err)
			}
			rooms = append(rooms, r)
		}
	}
	for b.Loop() {
		start, before := time.Now(), spentBy(b, client)
		<-time.After(benchQuiet)
		quiet := spentBy(b, client).minus(before).times(1 / time.Since(start).Seconds())
		copies := float64(benchRooms * len(ledgers))
		b.ReportMetric(quiet.here/copies, "us/room-second")
		b.ReportMetric(quiet.redis/copies, "redis-us/room-second")
		start, before = time.Now(), spentBy(b, client)
		happen(b, rooms)
		busy := spentBy(b, client).minus(before).minus(quiet.times(time.Since(start).Seconds()))
		b.ReportMetric(busy.here/benchEvents/copies, "us/event")
		b.ReportMetric(busy.redis/benchEvents/copies, "redis-us/event")
	}
}

func pinOf(n int) string { return strconv.Itoa(100_000 + n) }

// happen has something happen in every room, over and over.
func happen(b *testing.B, rooms []*room.Room) {
	b.Helper()
	var group errgroup.Group
	group.SetLimit(benchWorkers)
	for i := range benchEvents {
		verb := []game.Verb{game.DoLock, game.DoUnlock}[i%2]
		for _, r := range rooms {
			group.Go(func() error { return r.Do(b.Context(), game.Command{Verb: verb}) })
		}
		if err := group.Wait(); err != nil {
			b.Fatal(err)
		}
	}
}

// spent is CPU time of this process and of the Redis, in microseconds.
type spent struct{ here, redis float64 }

func (s spent) minus(o spent) spent    { return spent{s.here - o.here, s.redis - o.redis} }
func (s spent) times(by float64) spent { return spent{s.here * by, s.redis * by} }

func spentBy(b *testing.B, client goredis.UniversalClient) spent {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	s := spent{here: float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e3}
	if client == nil {
		return s
	}
	info, err := client.Info(b.Context(), "cpu").Result()
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		if name != "used_cpu_user" && name != "used_cpu_sys" {
			continue
		}
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil {
			b.Fatal(err)
		}
		s.redis += seconds * 1e6
	}
	return s
}

// BenchmarkScore measures what it takes one instance to close, read back, judge and rank the answers of 10,000 players, in CPU time of a
// player, without telling anybody.
//
//	go test -run xxx -bench Score -benchtime 3x ./server/capacity
func BenchmarkScore(b *testing.B) {
	const players = 10_000
	l, err := sqlite.Open(filepath.Join(b.TempDir(), "ledger.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	registry := room.NewRegistry(room.Options{Ledger: l})
	b.Cleanup(func() { registry.Close(); _ = l.Close() })
	var taken float64
	for round := range b.N {
		r := fullRoom(b, registry, pinOf(round), players)
		until(b, r, game.Open)
		var stored sync.WaitGroup
		for seat := range players - 1 { // with the last answer the question would close by itself
			stored.Add(1)
			r.Answer(0, game.Seat(seat+1), game.AnswerEntry{
				Answer: game.Answer{Pick: []int{seat % 2}}, At: r.Time(), E: game.Millis(1_000 + seat%5_000), M: -1, Floor: -1, QPing: -1,
			}, func(a room.Answered) {
				if a.Outcome != room.Stored {
					b.Errorf("an answer was not stored: %v", a.Outcome)
				}
				stored.Done()
			})
		}
		stored.Wait()
		before := spentBy(b, nil)
		until(b, r, game.Reveal)
		taken += spentBy(b, nil).minus(before).here
	}
	b.ReportMetric(taken/float64(b.N)/players, "us/player")
}

// fullRoom opens a room whose players are all there.
func fullRoom(b *testing.B, registry *room.Registry, pin string, players int) *room.Room {
	b.Helper()
	seats := make([]game.SeatEntry, players)
	for i := range seats {
		name := "Player " + strconv.Itoa(i)
		seats[i] = game.SeatEntry{Name: name, Key: name, Token: name}
	}
	settings := game.DefaultSettings()
	settings.SeatMax = players
	r, err := registry.Create(b.Context(), ledger.RoomID("room-"+pin), game.Opened{
		Rules: game.Rules, PIN: pin, Seed: []byte("seed"), Settings: settings, Seats: seats, Rounds: []game.Round{{Questions: []int{0}}},
		Questions: []questions.Question{{
			Kind: questions.Single, Prompt: "one two three", Time: time.Minute, Points: 1000,
			Choices: []questions.Choice{{Text: "yes", Correct: true}, {Text: "no"}},
		}},
	})
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// until presses the big button until a phase.
func until(b *testing.B, r *room.Room, phase game.Phase) {
	b.Helper()
	for {
		s, changed := r.Now()
		if s.Phase == phase {
			return
		}
		if s.Phase != game.Close {
			if err := r.Do(b.Context(), game.Command{Verb: game.DoNext, Turn: s.Turn}); err != nil && !errors.Is(err, game.ErrPast) {
				b.Fatal(err)
			}
			continue
		}
		<-changed
	}
}
