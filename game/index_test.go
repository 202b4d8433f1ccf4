package game

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestIndex compares the indexes with looking at every seat, through joins, claims and new names.
func TestIndex(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.Map(rapid.IntRange(0, 12), strconv.Itoa) // few, so that some are equal
		s := &State{}
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			if len(s.Seats) > 0 && rapid.Bool().Draw(t, "change") {
				s.ownSeats()
				seat := &s.Seats[rapid.IntRange(0, len(s.Seats)-1).Draw(t, "seat")]
				seat.Token, seat.Key = text.Draw(t, "token"), text.Draw(t, "key")
				s.index(nil, nil)
			} else {
				s.ownSeats()
				for range rapid.IntRange(0, 6).Draw(t, "count") {
					s.Seats = append(s.Seats, SeatState{SeatEntry: SeatEntry{Token: text.Draw(t, "token"), Key: text.Draw(t, "key")}})
				}
				s.index(s.byToken, s.byKey)
			}
			compareIndexes(t, s)
		}
	})
}

func compareIndexes(t *rapid.T, s *State) {
	for number := range 13 {
		wanted := strconv.Itoa(number)
		first, others := Seat(0), 0
		for i := range s.Seats {
			if s.Seats[i].Token == wanted && first == 0 {
				first = Seat(i + 1)
			}
			if s.Seats[i].Key == wanted && i != 0 {
				others++
			}
		}
		if got, ok := s.FindToken(wanted); got != first || ok != (first != 0) {
			t.Fatalf("token %s is found at seat %d, want %d", wanted, got, first)
		}
		if got := s.NameTaken(wanted, 1); got != (others > 0) {
			t.Fatalf("name %s is taken: %t, but %d seats beside the first have it", wanted, got, others)
		}
	}
}
