package practice_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
	"trivium/server/practice"
	"trivium/server/room"
)

// seated gives a room the one method that practice players need besides.
type seated struct{ *room.Room }

func (s seated) Store(showing int, seat game.Seat, e game.AnswerEntry) {
	s.Answer(showing, seat, e, func(room.Answered) {})
}

func pack() []questions.Question {
	return []questions.Question{
		{ID: "t/1", Kind: questions.Single, Prompt: "One?", Choices: []questions.Choice{{Text: "a", Correct: true}, {Text: "b"}}},
		{ID: "t/2", Kind: questions.Multi, Prompt: "Two?", Choices: []questions.Choice{{Text: "a", Correct: true}, {Text: "b"}, {Text: "c"}}},
		{ID: "t/3", Kind: questions.TrueFalse, Prompt: "Three?", Answer: true},
		{ID: "t/4", Kind: questions.Text, Prompt: "Four?", Accept: []questions.Accepted{{Text: "four"}}},
		{ID: "t/5", Kind: questions.Number, Prompt: "Five?", Number: &questions.NumberSpec{Answer: "5", Closest: true}},
		{ID: "t/6", Kind: questions.Order, Prompt: "Six?", Items: []string{"a", "b", "c"}},
		{ID: "t/7", Kind: questions.Match, Prompt: "Seven?", Pairs: []questions.Pair{{Left: "a", Right: "A"}, {Left: "b", Right: "B"}}},
		{ID: "t/8", Kind: questions.Poll, Prompt: "Eight?", Choices: []questions.Choice{{Text: "a"}, {Text: "b"}}},
		{ID: "t/9", Kind: questions.Slide, Prompt: "Nine."},
	}
}

// TestAWholeGameByItself plays every kind from lobby to the end with practice players alone, in a bubble of faked time.
func TestAWholeGameByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const players = 5
		ctx := t.Context()
		shared := memory.New(memory.Options{Clock: func() ledger.Time { return ledger.Time(time.Now().UnixMilli()) }})
		rooms := room.NewRegistry(room.Options{Ledger: shared.Instance("one")})
		defer rooms.Close()
		keeper := practice.New()
		defer keeper.Close()

		set := game.DefaultSettings()
		set.Auto = true
		opened := game.Opened{Rules: game.Rules, PIN: "123456", Seed: make([]byte, 32), Settings: set, Questions: pack()}
		round := game.Round{Title: "The only one"}
		for i := range opened.Questions {
			opened.Questions[i].Time, opened.Questions[i].Points = 20*time.Second, 1000
			round.Questions = append(round.Questions, i)
		}
		opened.Rounds = []game.Round{round}
		r, err := rooms.Create(ctx, "room", opened)
		if err != nil {
			t.Fatal(err)
		}
		entry := func(i int) game.SeatEntry {
			return game.SeatEntry{Name: fmt.Sprint("Player ", i), Key: fmt.Sprint("player", i), Token: fmt.Sprint("token", i)}
		}
		if err := keeper.Add(ctx, opened.PIN, seated{r}, players, entry); err != nil {
			t.Fatal(err)
		}
		if err := keeper.Add(ctx, opened.PIN, seated{r}, practice.Most, entry); !errors.Is(err, game.ErrBad) {
			t.Errorf("more than a room takes: %v", err)
		}
		state := until(ctx, t, r, func(s *game.State) bool { return s.PlayersCount() == players })
		if err := r.Do(ctx, game.Command{Verb: game.DoNext, Turn: state.Turn}); err != nil {
			t.Fatal(err)
		}
		state = until(ctx, t, r, (*game.State).Ended)
		for i, show := range state.Showings {
			if kind := state.Questions[show.Question].Kind; kind != questions.Slide && len(show.Records) != players {
				t.Errorf("question %d (%s): %d of %d answered", i+1, kind, len(show.Records), players)
			}
		}
		if state.EndedBy != "done" || state.Rows(1)[0].Score == 0 {
			t.Errorf("ended by %q with %+v", state.EndedBy, state.Rows(players))
		}
	})
}

func until(ctx context.Context, t *testing.T, r *room.Room, reached func(*game.State) bool) *game.State {
	t.Helper()
	for {
		state, changed := r.Now()
		if reached(state) {
			return state
		}
		select {
		case <-changed:
		case <-time.After(30 * time.Minute):
			t.Fatalf("stuck in %s (turn %d)", state.Phase, state.Turn)
		case <-ctx.Done():
			t.Fatal(ctx.Err())
		}
	}
}
