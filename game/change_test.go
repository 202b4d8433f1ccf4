package game

import (
	"fmt"
	"strings"
	"testing"
)

// TestChangesSayWhatTheyMoved plays a game with corrections and reads them back from its log.
func TestChangesSayWhatTheyMoved(t *testing.T) {
	t.Parallel()
	w := playGolden(t, false)
	w.do(Command{Verb: DoAdjust, Seat: 4, Delta: 9_000, Reason: "was late by bus", By: By{Sender: "host", Counter: 1_000}})
	w.do(Command{Verb: DoVoid, Showing: 1, On: false})
	var said []string
	var s *State
	for _, stored := range w.log {
		event, err := DecodeEvent(stored.Event)
		if err != nil {
			t.Fatal(err)
		}
		fact := Fact{N: stored.N, At: stored.At, Event: event}
		for _, e := range stored.Entries {
			fact.Entries = append(fact.Entries, Entry{Key: e.Key, Index: e.Index, Data: e.Data})
		}
		before := s
		s = Apply(s, fact)
		c, ok := ChangeOf(before, s, fact)
		if !ok {
			continue
		}
		for _, m := range c.Moves {
			if m.Seat != 0 && (m.Score != s.scoreOf(m.Seat) || m.ScoreWas != before.scoreOf(m.Seat) || m.Rank != s.Seats[m.Seat-1].Rank) {
				t.Errorf("%+v is not what happened", m)
			}
		}
		said = append(said, strings.TrimSpace(fmt.Sprintf("%s %s %d %v %v %s %q %d moved", c.Kind, c.By, c.Showing, c.On, c.AfterEnd,
			strings.TrimPrefix(c.Was+">"+c.Name, ">"), c.Reason, len(c.Moves))))
	}
	want := strings.TrimSpace(`
judged  3 true false  "" 5 moved
voided  1 true false  "" 4 moved
adjusted  -1 false false Ben "sang" 1 moved
adjusted  -1 false false Reds "" 1 moved
renamed  -1 false false Ben>Benjamin "" 0 moved
adjusted host -1 false true Dan "was late by bus" 3 moved
voided  1 false true  "" 4 moved`)
	if got := strings.Join(said, "\n"); got != want {
		t.Errorf("the changes are\n%s\nwant\n%s", got, want)
	}
}
