package feed_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"trivium/game"
	"trivium/questions"
	"trivium/server/archive"
	"trivium/server/boards"
	"trivium/server/feed"
	"trivium/server/finished"
	"trivium/server/games"
	"trivium/server/ledger"
	ledgerredis "trivium/server/ledger/redis"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/redistest"
	"trivium/server/room"
	"trivium/server/store"
	storeredis "trivium/server/store/redis"
	storesqlite "trivium/server/store/sqlite"
	"trivium/server/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a server's truth with a clock that a test moves on.
type world struct {
	ledger ledger.Ledger
	store  *storetest.Faulty
	passed atomic.Int64 // milliseconds
	rooms  *room.Registry
	games  *games.Games
	shelf  *shelf
	home   atomic.Bool // everybody has gone home: no room lives any more
}

// goHome has no room live here any more, and all be quiet for long.
func (w *world) goHome() {
	w.rooms.Close()
	w.home.Store(true)
	w.pass(3 * time.Hour)
}

func (w *world) now() time.Time {
	return time.Now().Add(time.Duration(w.passed.Load()) * time.Millisecond)
}
func (w *world) pass(d time.Duration) { w.passed.Add(d.Milliseconds()) }

// eachBody runs a test over each kind of store.
func eachBody(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, inFile(t)) })
	t.Run("redis", func(t *testing.T) { t.Parallel(); test(t, inRedis(t)) })
}

func inFile(t *testing.T) *world {
	t.Helper()
	w := &world{}
	file, err := ledgersqlite.OpenFile(filepath.Join(t.TempDir(), "trivium.db"), ledgersqlite.FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledgersqlite.New(file, ledgersqlite.Options{Clock: w.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(l.Close(), file.Close()); err != nil {
			t.Error(err)
		}
	})
	s, err := storesqlite.New(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	return w.over(t, l, s)
}

func inRedis(t *testing.T) *world {
	t.Helper()
	w := &world{}
	client := redistest.Start(t, redistest.Options{Fsync: "everysec"}).Client()
	l, err := ledgerredis.New(t.Context(), ledgerredis.Options{
		Client: client, Shift: func() time.Duration { return time.Duration(w.passed.Load()) * time.Millisecond },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return w.over(t, l, storeredis.New(client))
}

func (w *world) over(t *testing.T, l ledger.Ledger, s store.Store) *world {
	w.ledger, w.store, w.shelf = l, &storetest.Faulty{Store: s}, &shelf{games: map[string]finished.Game{}}
	w.rooms = room.NewRegistry(room.Options{Ledger: l})
	t.Cleanup(w.rooms.Close)
	w.games = games.New(games.Options{
		Rooms: w.rooms, Ledger: l, Store: s, Bank: bank{}, Secret: []byte("secret"), Clock: w.now,
		Leagues: func(context.Context, string, []string) error { return nil },
	})
	return w
}

// process is what a crash takes with it.
type process struct {
	archive *archive.Archive
	boards  *boards.Service
	feed    *feed.Feed
}

// start starts a process over a world's truth.
func (w *world) start() *process {
	p := &process{boards: boards.New(boards.Options{Store: w.store, Clock: w.now})}
	p.archive = archive.New(archive.Options{
		Ledger: w.ledger, Store: w.store, Clock: w.now, Quiet: time.Hour,
		Live: func(id string) (*game.State, bool) {
			for _, r := range w.rooms.All() {
				if string(r.ID()) == id && !w.home.Load() {
					s, _ := r.Now()
					return s, true
				}
			}
			return nil, false
		},
		Ended: func(ctx context.Context, id string, _ *game.State, _ game.Time) error { return p.feed.Again(ctx, id) },
		Gone:  func(ctx context.Context, id string, whole bool) error { return p.feed.Gone(ctx, id, whole) },
	})
	p.feed = feed.New(feed.Options{
		Store: w.store, Clock: w.now, About: w.about,
		State: func(ctx context.Context, id string) (*game.State, error) {
			s, err := p.archive.State(ctx, id)
			if errors.Is(err, archive.ErrNoGame) {
				err = feed.ErrNoGame
			}
			return s, err
		},
		Room: func(ctx context.Context, pin string) (string, *game.State, error) {
			r, err := w.rooms.Open(ctx, pin)
			if err != nil {
				return "", nil, feed.ErrNoGame
			}
			s, _ := r.Now()
			return string(r.ID()), s, nil
		},
		Takers: map[string]feed.Taker{"boards": taker{p.boards}, "shelf": w.shelf},
	})
	return p
}

func (w *world) about(ctx context.Context, id string) (feed.About, error) {
	record, err := w.games.Find(ctx, id)
	if err != nil {
		return feed.About{}, err
	}
	r := record.Request
	return feed.About{
		Host: "host", Packs: r.Packs, All: r.Count == 0, Leagues: r.Leagues, Venue: r.Venue, Division: r.Division, Public: r.Public,
	}, nil
}

type taker struct{ *boards.Service }

func (t taker) Gone(ctx context.Context, id string, _ bool) error { return t.Removed(ctx, id) }

// shelf is a taker that keeps the latest of each game.
type shelf struct {
	mu     sync.Mutex // guards the rest
	games  map[string]finished.Game
	taken  int
	gone   []string
	refuse error
}

func (s *shelf) Take(_ context.Context, g finished.Game) error {
	if err := g.Validate(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != nil {
		return s.refuse
	}
	s.taken++
	if s.games[g.ID].Revision <= g.Revision {
		s.games[g.ID] = g
	}
	return nil
}

func (s *shelf) Gone(_ context.Context, id string, whole bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = append(s.gone, fmt.Sprint(id, whole))
	return nil
}

func (s *shelf) of(id string) (finished.Game, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.games[id], s.taken
}

type bank struct{}

func (bank) Pack(id string) (*questions.Pack, bool) {
	p := &questions.Pack{ID: id, Title: "Two facts"}
	for n := range 2 {
		p.Questions = append(p.Questions, questions.Question{
			ID: fmt.Sprint(id, "/", n), Kind: questions.TrueFalse, Prompt: "Is it?", Answer: true, Time: 20 * time.Second, Points: 1000,
		})
	}
	return p, true
}
func (bank) Keep(context.Context, []questions.Question) error { return nil }

// played is a game and its room.
type played struct {
	t    *testing.T
	room *room.Room
	id   string
}

// open opens a game.
func (w *world) open(t *testing.T, change ...func(*games.Request)) *played {
	t.Helper()
	set := game.DefaultSettings()
	set.Scoring, set.Streak, set.ClockOff = game.Accuracy, false, true
	request := games.Request{Packs: []string{"facts"}, Public: true, Leagues: []string{"league"}, Venue: "Hall", Division: "A", Settings: set}
	for _, c := range change {
		c(&request)
	}
	record, err := w.games.Create(t.Context(), "", request)
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.rooms.Open(t.Context(), record.PIN)
	if err != nil {
		t.Fatal(err)
	}
	return &played{t: t, room: r, id: record.Room}
}

// join seats people and waits until they are.
func (p *played) join(entries ...game.SeatEntry) {
	p.t.Helper()
	for _, e := range entries {
		e.Key, e.Token = "key of "+e.Name, "token of "+e.Name
		if _, _, err := p.room.Join(p.t.Context(), e); err != nil {
			p.t.Fatal(err)
		}
	}
	p.await("seats", func(s *game.State) bool { return len(s.Seats) >= len(entries) })
}

// await waits until the state is as wanted.
func (p *played) await(what string, ok func(*game.State) bool) *game.State {
	p.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		s, changed := p.room.Now()
		if ok(s) {
			return s
		}
		select {
		case <-changed:
		case <-deadline:
			p.t.Fatalf("waited too long for %s", what)
		}
	}
}

// do gives a command.
func (p *played) do(c game.Command) {
	p.t.Helper()
	if err := p.room.Do(p.t.Context(), c); err != nil && !errors.Is(err, game.ErrPast) && !errors.Is(err, game.ErrNotNow) {
		p.t.Fatal(err)
	}
}

// play plays on while the wish says so, and at most to the end. Right answers are given by these seats, wrong ones by all others.
func (p *played) play(right []game.Seat, while func(*game.State) bool) {
	p.t.Helper()
	answered := map[int]bool{}
	for {
		s, changed := p.room.Now()
		if s.Ended() || !while(s) {
			return
		}
		showing, runs := s.Running()
		switch {
		case runs && s.Phase == game.Open && !answered[showing]:
			answered[showing] = true
			for i := range s.Seats {
				pick := 1
				if slices.Contains(right, game.Seat(i+1)) {
					pick = 0
				}
				p.answer(showing, game.Seat(i+1), pick)
			}
		case s.Phase == game.Close:
			select {
			case <-changed:
			case <-p.t.Context().Done():
			}
		default:
			p.do(game.Command{Verb: game.DoNext, Turn: s.Turn})
			if now, changed := p.room.Now(); now.N == s.N {
				select {
				case <-changed:
				case <-time.After(100 * time.Millisecond):
				}
			}
		}
	}
}

func (p *played) answer(showing int, seat game.Seat, pick int) {
	p.t.Helper()
	stored := make(chan room.Outcome, 1)
	p.room.Answer(showing, seat, game.AnswerEntry{Answer: game.Answer{Pick: []int{pick}}, At: p.room.Time(), E: 1000, M: 1000}, func(a room.Answered) {
		stored <- a.Outcome
	})
	select {
	case <-stored:
	case <-time.After(10 * time.Second):
		p.t.Fatal("an answer was not stored")
	}
}

// extra is a question that a host puts in during play.
func extra() *questions.Question {
	return &questions.Question{ID: "more", Kind: questions.TrueFalse, Prompt: "And this?", Answer: true, Time: 20 * time.Second, Points: 1000}
}

func toEnd(*game.State) bool { return true }

// standing finds somebody in a table.
func standing(t *testing.T, table []finished.Standing, name string) finished.Standing {
	t.Helper()
	i := slices.IndexFunc(table, func(s finished.Standing) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("%s is not in the table %+v", name, table)
	}
	return table[i]
}

// on lists the names on the server's board of all time.
func (p *process) on(t *testing.T) []string {
	t.Helper()
	page, err := p.boards.From(t.Context(), boards.Board{Span: boards.AllTime}, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, row := range page.Rows {
		names = append(names, fmt.Sprint(row.Name, " ", row.Score))
	}
	return names
}
