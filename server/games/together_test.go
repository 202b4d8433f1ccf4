package games_test

import (
	"bytes"
	"log/slog"
	"sync"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/games"
	ledgerredis "trivium/server/ledger/redis"
	"trivium/server/redistest"
	"trivium/server/room"
	storeredis "trivium/server/store/redis"
)

// log is what an instance says, for a test to read.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer // guarded by mu
}

func (l *log) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// instance starts one of several over one Redis.
func instance(t *testing.T, server *redistest.Server) (g *games.Games, rooms *room.Registry, said *log) {
	t.Helper()
	return instanceAt(t, server, time.Now)
}

func instanceAt(t *testing.T, server *redistest.Server, clock func() time.Time) (g *games.Games, rooms *room.Registry, said *log) {
	t.Helper()
	client := server.Client()
	l, err := ledgerredis.New(t.Context(), ledgerredis.Options{Client: client})
	if err != nil {
		t.Fatal(err)
	}
	said = &log{}
	rooms = room.NewRegistry(room.Options{Ledger: l})
	g = games.New(games.Options{
		Rooms: rooms, Ledger: l, Store: storeredis.New(client), Bank: bankOf(), Secret: []byte("secret"), Logger: slog.New(slog.NewTextHandler(said, nil)),
		Clock: clock,
	})
	rooms.OnOpen(g.Follow)
	t.Cleanup(func() {
		rooms.Close()
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return g, rooms, said
}

// TestEveryInstanceKnowsAGame: one opens it, another has it, ends it and notes it, whichever of them is there at the end.
func TestEveryInstanceKnowsAGame(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	here, roomsHere, saidHere := instance(t, server)
	there, roomsThere, saidThere := instance(t, server)
	create := func() (*games.Record, *room.Room) {
		record, err := here.Create(t.Context(), "", games.Request{Packs: []string{"plain"}, Settings: game.DefaultSettings()})
		if err != nil {
			t.Fatal(err)
		}
		other, err := roomsThere.Open(t.Context(), record.PIN)
		if err != nil {
			t.Fatal(err)
		}
		if here.HostToken(other.ID()) != there.HostToken(other.ID()) {
			t.Error("the host of a room is not its host there")
		}
		return record, other
	}
	for range 5 {
		record, other := create()
		if err := other.Do(t.Context(), game.Command{Verb: game.DoEnd}); err != nil {
			t.Fatal(err)
		}
		noted := awaitEnd(t, here, record.Room)
		if len(noted.Request.Packs) != 1 {
			t.Errorf("what was asked for is forgotten: %+v", noted)
		}
	}
	record, other := create()
	roomsHere.Close() // whoever opened it is gone
	if err := other.Do(t.Context(), game.Command{Verb: game.DoEnd}); err != nil {
		t.Fatal(err)
	}
	awaitEnd(t, there, record.Room)
	again, err := there.Again(t.Context(), record.PIN)
	if err != nil || len(again.Request.Packs) != 1 {
		t.Errorf("again there: %+v, %v", again, err)
	}
	list, err := there.List(t.Context(), 100)
	if err != nil || len(list) != 7 {
		t.Errorf("%d games are listed, %v", len(list), err)
	}
	for _, said := range []*log{saidHere, saidThere} {
		if text := said.String(); text != "" {
			t.Errorf("somebody complained: %s", text)
		}
	}
}
