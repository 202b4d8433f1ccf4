package game

import (
	"cmp"
	"slices"
	"strconv"
)

// The table. Order: score, then less total time of right answers; equal in both shares the rank, and a lot drawn from the
// seed orders the display. Team points of a question are the sum over the seats admitted at its opening and not kicked,
// divided by their number.

// teamUp finds the teams and their sizes from the seats that play.
func (s *State) teamUp() {
	if !s.Settings.Teams {
		return
	}
	teams := slices.Clone(s.Teams)
	for i := range teams {
		teams[i].Size = 0
	}
	for i := range s.Seats {
		seat := &s.Seats[i]
		if seat.Kicked || seat.TeamKey == "" {
			continue
		}
		at := slices.IndexFunc(teams, func(t TeamState) bool { return t.Key == seat.TeamKey })
		if at < 0 {
			teams = append(teams, TeamState{Key: seat.TeamKey, Name: seat.Team})
			at = len(teams) - 1
		}
		teams[at].Size++
	}
	s.Teams = teams
}

// scoreTeams adds the mean of its seats to each team.
func (s *State) scoreTeams(show *Showing) {
	if !s.Settings.Teams {
		return
	}
	type sum struct {
		points, seats int
		eff           Millis
	}
	sums := make(map[string]sum, len(s.Teams))
	for i := range show.Through {
		if seat := &s.Seats[i]; !seat.Kicked {
			t := sums[seat.TeamKey]
			t.points += seat.Gained
			t.seats++
			sums[seat.TeamKey] = t
		}
	}
	for i := range show.Records {
		r := &show.Records[i]
		if seat := &s.Seats[r.Seat-1]; !seat.Kicked && r.Result.Right() && !show.Voided {
			t := sums[seat.TeamKey]
			t.eff += r.Eff
			sums[seat.TeamKey] = t
		}
	}
	teams := slices.Clone(s.Teams)
	for i := range teams {
		teams[i].Gained = 0
		if t := sums[teams[i].Key]; t.seats > 0 {
			teams[i].Gained = floorDiv(t.points, t.seats)
			teams[i].Score += teams[i].Gained
			teams[i].EffTotal += t.eff / Millis(t.seats)
		}
	}
	s.Teams = teams
}

// floorDiv rounds down, below nothing too.
func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// adjusted is what the host added by hand to a seat or a team.
func (s *State) adjusted(seat Seat, team string) int {
	sum := 0
	for _, a := range s.Adjustments {
		if (seat != 0 && a.Seat == seat) || (team != "" && a.Seat == 0 && a.TeamKey == team) {
			sum += a.Delta
		}
	}
	return sum
}

// keepRanks remembers the ranks before a question is added.
func (s *State) keepRanks() {
	for i := range s.Seats {
		s.Seats[i].Was = s.Seats[i].Rank
	}
	s.Teams = slices.Clone(s.Teams)
	for i := range s.Teams {
		s.Teams[i].Was = s.Teams[i].Rank
	}
}

// scoreOf is a seat's score with the host's corrections.
func (s *State) scoreOf(seat Seat) int { return s.Seats[seat-1].Score + s.adjusted(seat, "") }

// teamScore is a team's score with the host's corrections.
func (s *State) teamScore(i int) int { return s.Teams[i].Score + s.adjusted(0, s.Teams[i].Key) }

// standing is what the order of the table goes by.
type standing struct {
	score int
	eff   Millis
	lot   uint64
	index int
}

func byStanding(a, b standing) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.eff, b.eff), cmp.Compare(a.lot, b.lot), cmp.Compare(a.index, b.index))
}

// ranks sorts standings and gives each its rank, equals sharing the better one.
func ranks(in []standing) []int {
	slices.SortFunc(in, byStanding)
	out := make([]int, len(in))
	for i := range in {
		out[i] = i + 1
		if i > 0 && in[i-1].score == in[i].score && in[i-1].eff == in[i].eff {
			out[i] = out[i-1]
		}
	}
	return out
}

// rank orders players and teams anew.
func (s *State) rank() {
	revealed := func(show *Showing) bool { return show.Revealed }
	s.rankAs(slices.ContainsFunc(s.Showings, revealed) || len(s.Adjustments) > 0)
}

// rankAs orders everybody; before anything was played nobody has a rank.
func (s *State) rankAs(played bool) {
	s.ownSeats()
	s.teamUp()
	in := make([]standing, 0, len(s.Seats))
	for i := range s.Seats {
		if !s.Seats[i].Kicked {
			seat := Seat(i + 1)
			if s.Seats[i].lot == 0 {
				s.Seats[i].lot = lot(s.Seed, "seat/"+strconv.Itoa(int(seat)))
			}
			in = append(in, standing{
				score: s.scoreOf(seat), eff: s.Seats[i].EffTotal, lot: s.Seats[i].lot, index: i,
			})
		}
	}
	places := ranks(in)
	s.Order, s.Places = make([]Seat, len(in)), make([]int, len(s.Seats))
	for i := range s.Places {
		s.Places[i] = -1
	}
	for i := range in {
		s.Places[in[i].index] = i
		s.Order[i] = Seat(in[i].index + 1)
		s.Seats[in[i].index].Rank = 0
		if played {
			s.Seats[in[i].index].Rank = places[i]
		}
	}
	s.rankTeams(played)
}

func (s *State) rankTeams(played bool) {
	in := make([]standing, 0, len(s.Teams))
	for i := range s.Teams {
		in = append(in, standing{score: s.teamScore(i), eff: s.Teams[i].EffTotal, lot: s.teamLot(s.Teams[i].Key), index: i})
	}
	places := ranks(in)
	s.TeamOrder = make([]int, len(in))
	for i := range in {
		s.TeamOrder[i] = in[i].index
		s.Teams[in[i].index].Rank = 0
		if played {
			s.Teams[in[i].index].Rank = places[i]
		}
	}
}

// teamLot decides between equal teams.
func (s *State) teamLot(key string) uint64 {
	if drawn, ok := s.lots[key]; ok {
		return drawn
	}
	return TeamLot(s.Seed, key)
}

// TeamLot is the lot that a seed draws for a team's key: the smaller comes first among equals.
func TeamLot(seed []byte, key string) uint64 { return lot(seed, "team/"+key) }
