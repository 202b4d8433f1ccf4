package games_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/games"
	"trivium/server/ledger"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/room"
	"trivium/server/store"
	storesqlite "trivium/server/store/sqlite"
)

type fakeBank map[string]*questions.Pack

func (b fakeBank) Pack(id string) (*questions.Pack, bool)         { p, ok := b[id]; return p, ok }
func (fakeBank) Keep(context.Context, []questions.Question) error { return nil }

func question(id, round string) questions.Question {
	return questions.Question{
		ID: id, Kind: questions.TrueFalse, Prompt: id + "?", Round: round, Answer: true, Time: 20 * time.Second, Points: 1000,
	}
}

func bankOf() fakeBank {
	return fakeBank{
		"rounds": {
			ID: "rounds", Title: "In rounds", Rounds: []questions.Round{{ID: "a", Title: "First"}, {ID: "b", Title: "Second"}},
			Questions: []questions.Question{
				question("rounds/1", "First"), question("rounds/2", "First"), question("rounds/3", "First"),
				question("rounds/4", "Second"), question("rounds/5", "Second"),
			},
		},
		"plain": {ID: "plain", Title: "Plain", Questions: []questions.Question{question("plain/1", ""), question("plain/2", "")}},
	}
}

func newGames(t *testing.T) (*games.Games, *room.Registry) {
	t.Helper()
	return newGamesWith(t, func(*games.Options) {})
}

// truth is a ledger and a store in one file, and the rooms over them.
func truth(t *testing.T) (ledger.Ledger, store.Store, *room.Registry) {
	t.Helper()
	file, err := ledgersqlite.OpenFile(filepath.Join(t.TempDir(), "trivium.db"), ledgersqlite.FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledgersqlite.New(file, ledgersqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := storesqlite.New(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	rooms := room.NewRegistry(room.Options{Ledger: l})
	t.Cleanup(func() {
		rooms.Close()
		if err := errors.Join(l.Close(), file.Close()); err != nil {
			t.Error(err)
		}
	})
	return l, s, rooms
}

func TestDrawingQuestions(t *testing.T) {
	for _, c := range []struct {
		name   string
		packs  []string
		count  int
		rounds string
	}{
		{"all of a pack in rounds", []string{"rounds"}, 0, "First:3 Second:2"},
		{"cut evenly", []string{"rounds"}, 3, "First:2 Second:1"},
		{"fewer than rounds", []string{"rounds"}, 1, "First:1"},
		{"one plain pack needs no title", []string{"plain"}, 0, ":2"},
		{"several packs are rounds", []string{"plain", "rounds"}, 0, "Plain:2 First:3 Second:2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, rooms := newGames(t)
			record, err := g.Create(t.Context(), "", games.Request{Packs: c.packs, Count: c.count, Shuffle: true, Settings: game.DefaultSettings()})
			if err != nil {
				t.Fatal(err)
			}
			opened, err := rooms.Open(t.Context(), record.PIN)
			if err != nil {
				t.Fatal(err)
			}
			state, _ := opened.Now()
			var got []string
			total := 0
			for _, r := range state.Rounds {
				got = append(got, r.Title+":"+string(rune('0'+len(r.Questions))))
				total += len(r.Questions)
			}
			if strings.Join(got, " ") != c.rounds || len(state.Questions) != total {
				t.Errorf("rounds %v of %d questions, want %s", got, len(state.Questions), c.rounds)
			}
		})
	}
}

func TestPickedQuestions(t *testing.T) {
	g, rooms := newGames(t)
	create := func(change func(*games.Request)) ([]string, string) {
		t.Helper()
		request := games.Request{Questions: []string{"rounds/5", "plain/2", "rounds/1"}, Settings: game.DefaultSettings()}
		change(&request)
		record, err := g.Create(t.Context(), "", request)
		if err != nil {
			t.Fatal(err)
		}
		opened, err := rooms.Open(t.Context(), record.PIN)
		if err != nil {
			t.Fatal(err)
		}
		state, _ := opened.Now()
		var ids []string
		for _, round := range state.Rounds {
			for _, at := range round.Questions {
				ids = append(ids, state.Questions[at].ID)
			}
		}
		if len(state.Rounds) != 1 || state.Rounds[0].Title != "" || state.Questions[0].Round != "" {
			t.Errorf("rounds: %+v", state.Rounds)
		}
		return ids, record.Title
	}
	if ids, title := create(func(*games.Request) {}); strings.Join(ids, " ") != "rounds/5 plain/2 rounds/1" || title != "In rounds + Plain" {
		t.Errorf("%q is %v", title, ids)
	}
	if ids, _ := create(func(r *games.Request) { r.Count = 2 }); strings.Join(ids, " ") != "rounds/5 plain/2" {
		t.Errorf("two of them: %v", ids)
	}
	if ids, title := create(func(r *games.Request) { r.Shuffle, r.Settings.Title = true, "Mine" }); len(ids) != 3 || title != "Mine" {
		t.Errorf("shuffled: %v, %s", ids, title)
	}
}

func TestWhatCanNotBePlayedIsExplained(t *testing.T) {
	g, _ := newGames(t)
	for _, request := range []games.Request{
		{Settings: game.DefaultSettings()},
		{Packs: []string{"gone"}, Settings: game.DefaultSettings()},
		{Packs: []string{"plain"}},
		{Packs: []string{"plain"}, Questions: []string{"plain/1"}, Settings: game.DefaultSettings()},
		{Questions: []string{"plain/1", "plain/1"}, Settings: game.DefaultSettings()},
		{Questions: []string{"plain/1", "plain/gone"}, Settings: game.DefaultSettings()},
		{Questions: []string{"gone/1"}, Settings: game.DefaultSettings()},
		{Questions: []string{"plain"}, Settings: game.DefaultSettings()},
		{Questions: make([]string, games.QuestionsMax+1), Settings: game.DefaultSettings()},
		{Packs: []string{"plain"}, Settings: game.DefaultSettings(), Retention: games.Retention{Days: -1}},
	} {
		if _, err := g.Create(t.Context(), "", request); !errors.Is(err, games.ErrBad) {
			t.Errorf("%+v: %v", request, err)
		}
	}
	if _, err := g.Find(t.Context(), "nothing"); !errors.Is(err, games.ErrNoGame) {
		t.Errorf("find: %v", err)
	}
}

func TestPlayingAgainKeepsThePeopleAndTheEndIsNoted(t *testing.T) {
	g, rooms := newGames(t)
	ctx := t.Context()
	record, err := g.Create(ctx, "", games.Request{Packs: []string{"plain"}, Settings: game.DefaultSettings()})
	if err != nil {
		t.Fatal(err)
	}
	r, err := rooms.Open(ctx, record.PIN)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Join(ctx, game.SeatEntry{Name: "Ada", Key: "ada", Token: "hash"}); err != nil {
		t.Fatal(err)
	}
	for {
		state, changed := r.Now()
		if state.PlayersCount() == 1 {
			break
		}
		<-changed
	}
	again, err := g.Again(ctx, record.PIN)
	if err != nil {
		t.Fatal(err)
	}
	follows, err := rooms.Open(ctx, again.PIN)
	if err != nil {
		t.Fatal(err)
	}
	next, _ := follows.Now()
	if seat, ok := next.FindToken("hash"); !ok || seat != 1 || again.PIN == record.PIN {
		t.Errorf("seat %d %v under PIN %s", seat, ok, again.PIN)
	}
	if err := r.Do(ctx, game.Command{Verb: game.DoEnd}); err != nil {
		t.Fatal(err)
	}
	if noted := awaitEnd(t, g, record.Room); noted.Players != 1 {
		t.Errorf("noted %d players", noted.Players)
	}
}

// awaitEnd waits until the end of a game is noted.
func awaitEnd(t *testing.T, g *games.Games, id string) *games.Record {
	t.Helper()
	deadline := time.After(10 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		noted, err := g.Find(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if !noted.Ended.IsZero() {
			return noted
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("the end was not noted")
		}
	}
}

func TestForgetting(t *testing.T) {
	g, _ := newGames(t)
	set := game.DefaultSettings()
	set.Teams, set.TeamNames = true, []string{"The Adams family"}
	record, err := g.Create(t.Context(), "", games.Request{Packs: []string{"plain"}, Settings: set, Retention: games.Retention{Days: 7}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := g.Forget(t.Context(), record.Room, false); err != nil {
			t.Fatal(err)
		}
		left, err := g.Find(t.Context(), record.Room)
		if err != nil || len(left.Request.Settings.TeamNames) != 0 || left.Request.Retention.Days != 7 {
			t.Errorf("without names: %+v, %v", left, err)
		}
	}
	for range 2 {
		if err := g.Forget(t.Context(), record.Room, true); err != nil {
			t.Fatal(err)
		}
		if _, err := g.Find(t.Context(), record.Room); !errors.Is(err, games.ErrNoGame) {
			t.Errorf("deleted: %v", err)
		}
	}
	if err := g.Forget(t.Context(), record.Room, false); err != nil {
		t.Errorf("what is not there: %v", err)
	}
}
