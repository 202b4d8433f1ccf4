package game

import (
	"cmp"
	"slices"
)

// Everybody who joins or comes back is looked for among all seats, by token and by name, so both are found by halving: seats
// in the order of their tokens, and of their names' skeletons. Equals lie in the order of the seats.

func tokenOf(s *SeatState) string { return s.Token }

func keyOf(s *SeatState) string { return s.Key }

// index puts the seats that came into the indexes; old are indexes of the seats before them, nil to begin anew.
func (s *State) index(byToken, byKey []Seat) {
	s.byToken, s.byKey = merged(byToken, s.Seats, tokenOf), merged(byKey, s.Seats, keyOf)
}

// merged gives a new index: an old one and the seats behind those in it.
func merged(old []Seat, seats []SeatState, of func(*SeatState) string) []Seat {
	compare := func(a, b Seat) int { return cmp.Or(cmp.Compare(of(&seats[a-1]), of(&seats[b-1])), cmp.Compare(a, b)) }
	fresh := make([]Seat, 0, len(seats)-len(old))
	for i := len(old); i < len(seats); i++ {
		fresh = append(fresh, Seat(i+1))
	}
	slices.SortFunc(fresh, compare)
	all := make([]Seat, 0, len(seats))
	for len(old) > 0 && len(fresh) > 0 {
		if compare(old[0], fresh[0]) < 0 {
			all, old = append(all, old[0]), old[1:]
		} else {
			all, fresh = append(all, fresh[0]), fresh[1:]
		}
	}
	return append(append(all, old...), fresh...)
}

// having gives the seats that have a text, in order.
func (s *State) having(index []Seat, of func(*SeatState) string, text string) []Seat {
	first, _ := slices.BinarySearchFunc(index, text, func(seat Seat, text string) int {
		return cmp.Compare(of(&s.Seats[seat-1]), text)
	})
	last := first
	for last < len(index) && of(&s.Seats[index[last]-1]) == text {
		last++
	}
	return index[first:last]
}

// FindToken gives the seat whose resume token has this hash.
func (s *State) FindToken(hash string) (Seat, bool) {
	if found := s.having(s.byToken, tokenOf, hash); len(found) > 0 {
		return found[0], true
	}
	return 0, false
}

// NameTaken tells whether a name's look-alike skeleton belongs to a seat other than this one. Kicked seats keep theirs.
func (s *State) NameTaken(key string, except Seat) bool {
	return slices.ContainsFunc(s.having(s.byKey, keyOf, key), func(seat Seat) bool { return seat != except })
}
