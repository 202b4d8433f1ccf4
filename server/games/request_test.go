package games_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/games"
	"trivium/server/room"
)

// TestWhatAGameIsFor keeps leagues, venue, division and boards with the record, tells phones of boards, and names only leagues that
// may be named.
func TestWhatAGameIsFor(t *testing.T) {
	t.Parallel()
	there := map[string]bool{"one": true, "two": true}
	g, rooms := newGamesWith(t, func(o *games.Options) {
		o.Leagues = func(_ context.Context, _ string, ids []string) error {
			for _, id := range ids {
				if !there[id] {
					return fmt.Errorf("%w: no league %q", games.ErrBad, id)
				}
			}
			return nil
		}
	})
	create := func(change func(*games.Request)) (*games.Record, error) {
		request := games.Request{Packs: []string{"plain"}, Settings: game.DefaultSettings()}
		change(&request)
		return g.Create(t.Context(), "host", request)
	}
	record, err := create(func(r *games.Request) {
		r.Leagues, r.Venue, r.Division, r.Public = []string{"two", "one", "two"}, " The Crown ", "A", true
	})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := g.Find(t.Context(), record.Room)
	if err != nil {
		t.Fatal(err)
	}
	if r := kept.Request; strings.Join(r.Leagues, " ") != "one two" || r.Venue != "The Crown" || r.Division != "A" || !r.Public {
		t.Errorf("kept: %+v", r)
	}
	opened, err := rooms.Open(t.Context(), record.PIN)
	if err != nil {
		t.Fatal(err)
	}
	if state, _ := opened.Now(); !state.Settings.Boards {
		t.Error("phones are not told of boards")
	}
	for name, change := range map[string]func(*games.Request){
		"a league that is not there": func(r *games.Request) { r.Leagues = []string{"one", "three"} },
		"a long venue":               func(r *games.Request) { r.Venue = strings.Repeat("ä", 101) },
		"a long division":            func(r *games.Request) { r.Division = strings.Repeat("x", 101) },
		"many leagues":               func(r *games.Request) { r.Leagues = strings.Fields("a b c d e f g h i j k l m n o p q r s t u") },
	} {
		if _, err := create(change); !errors.Is(err, games.ErrBad) {
			t.Errorf("%s: %v", name, err)
		}
	}
	private, err := create(func(r *games.Request) { r.Settings.Boards = true })
	if err != nil {
		t.Fatal(err)
	}
	if opened, err = rooms.Open(t.Context(), private.PIN); err != nil {
		t.Fatal(err)
	}
	if state, _ := opened.Now(); state.Settings.Boards {
		t.Error("phones are told of boards that there are none of")
	}
	delete(there, "two") // it keeps nobody from playing again
	again, err := g.Again(t.Context(), record.PIN)
	if err != nil || strings.Join(again.Request.Leagues, " ") != "one" {
		t.Errorf("again: %+v, %v", again, err)
	}
}

func newGamesWith(t *testing.T, change func(*games.Options)) (*games.Games, *room.Registry) {
	t.Helper()
	l, s, rooms := truth(t)
	o := games.Options{
		Rooms: rooms, Ledger: l, Store: s, Bank: bankOf(), Secret: []byte("secret"), Logger: slog.New(slog.DiscardHandler), Clock: time.Now,
	}
	change(&o)
	g := games.New(o)
	rooms.OnOpen(g.Follow)
	return g, rooms
}
