package gateway

import (
	"context"
	"strconv"
	"testing"

	"trivium/game"
	"trivium/questions"
	"trivium/server/wire"
)

func TestHostCommands(t *testing.T) {
	s := newStage(t, nil)
	s.join("Ada")
	s.join("Ben")
	host := s.enter(wire.Host)
	want := func(got wire.Done, code string) {
		t.Helper()
		if got.ID != 7 || got.Code != code || (code == "") != (got.Words == "") {
			t.Fatalf("done %+v, want code %q", got, code)
		}
	}
	want(host.do(game.DoRename, func(m *wire.Do) { m.Seat, m.Name = 1, "BEN" }), "taken")
	want(host.do(game.DoRename, func(m *wire.Do) { m.Seat, m.Name = 1, "a\u202eb" }), "bad")
	want(host.do(game.DoRename, func(m *wire.Do) { m.Seat, m.Name = 99, "Cleo" }), "unknown")
	want(host.do(game.DoRename, func(m *wire.Do) { m.Seat, m.Name = 1, "  Cleo  the   Great " }), "")
	if state, _ := s.room.Now(); state.Seats[0].Name != "Cleo the Great" || state.Seats[0].Key == "" {
		t.Fatalf("seat %+v", state.Seats[0])
	}
	want(host.do(game.DoTeam, func(m *wire.Do) { m.Seat, m.Team = 1, "Foxes" }), "not_now")
	want(host.do(game.DoPause, nil), "not_now")
	want(host.do(game.DoNext, func(m *wire.Do) { m.Turn = 99 }), "past")
	by := func(m *wire.Do) { m.Sender, m.Counter = "page", 1 }
	want(host.do(game.DoNext, by), "")
	want(host.do(game.DoNext, by), "past") // the same press again
	for _, verb := range []game.Verb{game.DoSeat, game.DoGap, game.DoDue, game.DoClaim, game.DoContinue, "fly", ""} {
		want(host.do(verb, nil), "bad")
	}
	want(host.do(game.DoInsert, func(m *wire.Do) { m.QuestionID = "demo/q" }), "unknown")
	want(host.do(verbPractice, func(m *wire.Do) { m.Practice = 5 }), "unknown")
	want(host.do(verbAgain, nil), "unknown")
	want(host.do(game.DoAdjust, func(m *wire.Do) { m.Seat, m.Delta, m.Reason = 1, 50, "sang" }), "")
	want(host.do(game.DoEnd, nil), "")
	want(host.do(game.DoEnd, nil), "")
	want(host.do(game.DoPause, nil), "ended")
}

func TestTeamsAreAdjustedByTheirRow(t *testing.T) {
	s := newStage(t, func(_ *Options, set *game.Settings) { set.Teams = true })
	c := s.dial()
	hello := player("Ada")
	hello.Team = "t:Foxes"
	c.say(hello)
	await[wire.Welcome](c, "welcome")
	host := s.enter(wire.Host)
	state, _ := s.room.Now()
	row := state.Rows(1)[0].ID
	if done := host.do(game.DoAdjust, func(m *wire.Do) { m.Key, m.Delta = row, 70 }); done.Code != "" {
		t.Fatalf("done %+v for row %q", done, row)
	}
	if state, _ = s.room.Now(); state.Rows(1)[0].Score != 70 {
		t.Fatalf("row %+v", state.Rows(1)[0])
	}
}

func TestHooks(t *testing.T) {
	practised := 0
	s := newStage(t, func(o *Options, _ *game.Settings) {
		o.Hooks = Hooks{
			Question: func(_ context.Context, _, id string) (*questions.Question, error) {
				if id != "demo/extra" {
					return nil, game.ErrUnknown
				}
				q := capital()
				q.ID, q.Prompt = id, "An extra one?"
				return &q, nil
			},
			Practice: func(_ context.Context, pin string, n int) error {
				practised = n
				return nil
			},
			Again: func(_ context.Context, pin string) (string, error) { return pin + "5", nil },
		}
	})
	ada := s.join("Ada")
	host := s.enter(wire.Host)
	if done := host.do(game.DoInsert, func(m *wire.Do) { m.QuestionID = "demo/none" }); done.Code != "unknown" {
		t.Fatalf("done %+v", done)
	}
	if done := host.do(game.DoInsert, func(m *wire.Do) { m.QuestionID = "demo/extra" }); done.Code != "" {
		t.Fatalf("done %+v", done)
	}
	s.room.open()
	if view := ada.phase(game.Open); view.View.Question.Prompt != "An extra one?" {
		t.Fatalf("question %+v", view.View.Question)
	}
	if done := host.do(verbPractice, func(m *wire.Do) { m.Practice = 5 }); done.Code != "" || practised != 5 {
		t.Fatalf("done %+v, %d practice players", done, practised)
	}
	for _, n := range []int{-1, maxPractice + 1} {
		if done := host.do(verbPractice, func(m *wire.Do) { m.Practice = n }); done.Code != "bad" {
			t.Fatalf("%d practice players: done %+v", n, done)
		}
	}
	s.room.must(game.Command{Verb: game.DoEnd})
	s.room.must(game.Command{Verb: game.DoEnd})
	if done := host.do(verbAgain, nil); done.Code != "" || done.Data != "12345" {
		t.Fatalf("done %+v", done)
	}
	awaitThat(ada, "view", func(v wire.View) bool { return v.View.Next == "12345" })
	if done := host.do(verbAgain, nil); done.Code != "past" || done.Data != "12345" {
		t.Fatalf("asked again: done %+v, want the same room", done)
	}
}

func TestRoster(t *testing.T) {
	s := newStage(t, func(_ *Options, set *game.Settings) { set.SeatMax = 200 })
	for i := range 120 {
		name := "Player " + strconv.Itoa(i)
		if _, _, err := s.room.Join(t.Context(), game.SeatEntry{Name: name, Key: name, Token: name}); err != nil {
			t.Fatal(err)
		}
	}
	ada := s.join("Ada")
	host := s.enter(wire.Host)
	page := func(from int) wire.RosterPage {
		host.say(wire.Roster{T: "roster", From: from})
		return await[wire.RosterPage](host, "roster")
	}
	first, second, none := page(-5), page(101), page(500)
	if first.From != 1 || len(first.Rows) != rosterPage || first.Total != 121 || first.Rows[0].Name != "Player 0" {
		t.Fatalf("first page %+v", first)
	}
	if len(second.Rows) != 21 || second.Rows[20].Seat != ada.seat || !second.Rows[20].Connected || second.Rows[0].Connected {
		t.Fatalf("second page %+v", second)
	}
	if none.Rows == nil || len(none.Rows) != 0 || none.Total != 121 {
		t.Fatalf("page beyond the end %+v", none)
	}
}
