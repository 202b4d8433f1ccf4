package game

import (
	"cmp"
	"slices"
	"strconv"
)

// OwnOf makes what one player sees of themselves.
func OwnOf(s *State, seat Seat) OwnView {
	state, ok := s.Seat(seat)
	if !ok {
		return OwnView{Seat: seat, Of: len(s.Order)}
	}
	v := OwnView{
		Seat: seat, Name: state.Name, Team: state.Team, Score: s.scoreOf(seat), Rank: state.Rank, Of: len(s.Order),
		Streak: state.Streak, Admitted: true, Kicked: state.Kicked,
	}
	show := s.showing()
	if show != nil {
		v.Plays = int(seat) <= show.Through && !state.Kicked
		if state.Stretch > 100 && s.Phase == Open && s.Deadline > 0 && !s.Paused() {
			v.Deadline = s.Deadline.Add(s.ownLimit(show, seat) - show.Limit)
		}
		if show.Revealed && s.Phase != Ready && s.Phase != Open && s.Phase != Close {
			v.Result = s.resultView(show, seat)
		}
	}
	if v.Rank > 0 && !state.Kicked {
		v.Ahead, v.Behind = s.neighbours(seat)
	}
	if s.Settings.Teams {
		if i := slices.IndexFunc(s.Teams, func(t TeamState) bool { return t.Key == state.TeamKey }); i >= 0 {
			v.TeamScore, v.TeamRank = s.teamScore(i), s.Teams[i].Rank
		}
	}
	return v
}

// find gives the record of a seat, or nil.
func (show *Showing) find(seat Seat) *Record {
	i, ok := slices.BinarySearchFunc(show.Records, seat, func(r Record, seat Seat) int { return cmp.Compare(r.Seat, seat) })
	if !ok {
		return nil
	}
	return &show.Records[i]
}

func (s *State) resultView(show *Showing, seat Seat) *ResultView {
	if int(seat) > show.Through {
		return nil
	}
	v := &ResultView{
		Showing:  slices.Index(s.Showings, show),
		RankWas:  s.Seats[seat-1].Was,
		Voided:   show.Voided,
		Answered: false,
	}
	r := show.find(seat)
	if r == nil {
		return v
	}
	v.Answered, v.Late, v.Time, v.Credit, v.Answer = true, r.Late, r.Eff, r.Credit, r.Answer
	v.Right = r.Result.Right()
	if r.Result.Den > 0 {
		v.Share = r.Result.Num * 100 / r.Result.Den
	}
	if !show.Voided {
		v.Points, v.Base, v.Bonus, v.Penalty = r.Result.Points, r.Result.Base, r.Result.Bonus, r.Result.Penalty
	}
	return v
}

// neighbours are the next better and the next worse player.
func (s *State) neighbours(seat Seat) (ahead, behind *NeighbourView) {
	at := s.Places[seat-1]
	if at < 0 {
		return nil, nil
	}
	own := s.scoreOf(seat)
	if at > 0 {
		ahead = &NeighbourView{Name: s.Seats[s.Order[at-1]-1].Name, Gap: s.scoreOf(s.Order[at-1]) - own}
	}
	if at+1 < len(s.Order) {
		behind = &NeighbourView{Name: s.Seats[s.Order[at+1]-1].Name, Gap: own - s.scoreOf(s.Order[at+1])}
	}
	return ahead, behind
}

// Rows gives the top of the table, of players or, in a game of teams, of teams.
func (s *State) Rows(top int) []RowView {
	if s.Settings.Teams {
		return s.teamRows(top)
	}
	return s.PlayerRows(top)
}

// PlayerRows gives the top of the table of players.
func (s *State) PlayerRows(top int) []RowView {
	rows := make([]RowView, 0, min(top, len(s.Order)))
	for _, seat := range s.Order[:min(top, len(s.Order))] {
		state := &s.Seats[seat-1]
		rows = append(rows, RowView{
			ID: "s" + strconv.Itoa(int(seat)), Name: state.Name, Team: state.Team, Score: s.scoreOf(seat),
			Gained: state.Gained, Rank: state.Rank, Was: state.Was, Streak: state.Streak,
		})
	}
	return rows
}

func (s *State) teamRows(top int) []RowView {
	rows := make([]RowView, 0, min(top, len(s.TeamOrder)))
	for _, i := range s.TeamOrder[:min(top, len(s.TeamOrder))] {
		t := &s.Teams[i]
		rows = append(rows, RowView{
			ID: "t:" + t.Key, Name: t.Name, Score: s.teamScore(i), Gained: t.Gained, Rank: t.Rank, Was: t.Was, Size: t.Size,
		})
	}
	return rows
}

// RosterOf gives a page of the seats, from a seat on, and how many there are.
func RosterOf(s *State, from, count int) (rows []RosterRow, total int) {
	for i := max(from, 1); i <= len(s.Seats) && len(rows) < count; i++ {
		seat := &s.Seats[i-1]
		rows = append(rows, RosterRow{
			Seat: Seat(i), Name: seat.Name, Team: seat.Team, Score: s.scoreOf(Seat(i)), Rank: seat.Rank, Kicked: seat.Kicked,
			Practice: seat.Practice, Stretch: seat.Stretch,
		})
	}
	return rows, len(s.Seats)
}
