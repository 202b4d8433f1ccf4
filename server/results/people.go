package results

import (
	"slices"

	"trivium/game"
)

// players adds a line for each player who has a place in the table.
func (r *Report) players(s *game.State) {
	rows := s.PlayerRows(len(s.Order))
	at := make(map[game.Seat]int, len(s.Order))
	r.Players = make([]Player, len(s.Order))
	for i, seat := range s.Order {
		at[seat] = i
		r.Players[i] = Player{
			Rank: rows[i].Rank, Seat: seat, Name: rows[i].Name, Team: rows[i].Team, Score: rows[i].Score,
			Cells: make([]Cell, len(r.Questions)), Rounds: make([]int, len(s.Rounds)), Missed: []int{},
		}
	}
	for _, a := range s.Adjustments {
		if i, ok := at[a.Seat]; ok {
			r.Players[i].Adjusted += a.Delta
		}
	}
	for n := range r.Questions {
		q := &r.Questions[n]
		for i := range r.Players {
			r.Players[i].Cells[n].Present = int(r.Players[i].Seat) <= s.Showings[q.Showing].Through
		}
		for _, a := range q.Answers {
			if i, ok := at[a.Seat]; ok {
				r.Players[i].Cells[n] = Cell{Present: true, Answered: true, Right: a.Right, Share: a.Share, Points: a.Points}
			}
		}
		r.missed(q, n)
	}
	for i := range r.Players {
		r.Players[i].sum(r)
	}
}

// missed notes who could have answered a question and was not wholly right.
func (r *Report) missed(q *Question, n int) {
	if !q.counts() {
		return
	}
	for i := range r.Players {
		p := &r.Players[i]
		if cell := p.Cells[n]; cell.Present && !cell.Right {
			q.Missed = append(q.Missed, p.Name)
			p.Missed = append(p.Missed, q.Number)
		}
	}
}

// sum adds up a player's cells.
func (p *Player) sum(r *Report) {
	var times []int
	for n := range r.Questions {
		q := &r.Questions[n]
		cell := p.Cells[n]
		if q.Round < len(p.Rounds) {
			p.Rounds[q.Round] += cell.Points
		}
		if !q.counts() || !cell.Present {
			continue
		}
		p.Present++
		if cell.Right {
			p.Right++
			times = append(times, q.countedOf(p.Seat))
		}
	}
	p.Median = median(times)
}

// countedOf is the time that counted of a seat's answer.
func (q *Question) countedOf(seat game.Seat) int {
	i, ok := slices.BinarySearchFunc(q.Answers, seat, func(a Answer, seat game.Seat) int { return int(a.Seat - seat) })
	if !ok {
		return 0
	}
	return int(q.Answers[i].Counted)
}

// teams adds a line for each team. What a question brought to it is the mean of its players who were there, rounded down, as
// in the table of the game.
func (r *Report) teams(s *game.State) {
	if !s.Settings.Teams {
		return
	}
	rows := s.Rows(len(s.TeamOrder))
	at := make(map[string]int, len(rows))
	r.Teams = make([]Team, len(rows))
	for i, index := range s.TeamOrder {
		at[s.Teams[index].Key] = i
		r.Teams[i] = Team{
			Rank: rows[i].Rank, Name: rows[i].Name, Size: rows[i].Size, Score: rows[i].Score, Key: s.Teams[index].Key,
			Points: make([]int, len(r.Questions)), Rounds: make([]int, len(s.Rounds)),
		}
	}
	for _, a := range s.Adjustments {
		if i, ok := at[a.TeamKey]; ok && a.Seat == 0 {
			r.Teams[i].Adjusted += a.Delta
		}
	}
	right, present := make([]int, len(rows)), make([]int, len(rows))
	for n := range r.Questions {
		sums, sizes := make([]int, len(rows)), make([]int, len(rows))
		for i := range r.Players {
			p := &r.Players[i]
			t, ok := at[s.Seats[p.Seat-1].TeamKey]
			if !ok || !p.Cells[n].Present {
				continue
			}
			sums[t] += p.Cells[n].Points
			sizes[t]++
			if r.Questions[n].counts() {
				present[t]++
				if p.Cells[n].Right {
					right[t]++
				}
			}
		}
		for t := range r.Teams {
			r.Teams[t].add(n, r.Questions[n].Round, sums[t], sizes[t])
		}
	}
	for t := range r.Teams {
		r.Teams[t].Share = percent(right[t], present[t])
	}
}

// add gives a team what a question brought.
func (t *Team) add(n, round, sum, size int) {
	if size == 0 {
		return
	}
	points := sum / size
	if sum%size != 0 && sum < 0 {
		points--
	}
	t.Points[n] = points
	if round < len(t.Rounds) {
		t.Rounds[round] += points
	}
}

// rounds adds a line for each round.
func (r *Report) rounds(s *game.State) {
	for number := range s.Rounds {
		round := Round{Number: number + 1, Title: s.Rounds[number].Title}
		right, present := 0, 0
		for i := range r.Questions {
			q := &r.Questions[i]
			if q.Round != number {
				continue
			}
			round.Questions++
			if q.counts() {
				right += q.Right
				present += q.Present
			}
		}
		round.Share = percent(right, present)
		best := func(name string, points int) {
			if points > round.Points {
				round.Best, round.Points = nil, points
			}
			if points == round.Points && points > 0 {
				round.Best = append(round.Best, name)
			}
		}
		for i := range r.Teams {
			best(r.Teams[i].Name, r.Teams[i].Rounds[number])
		}
		if len(r.Teams) == 0 {
			for i := range r.Players {
				best(r.Players[i].Name, r.Players[i].Rounds[number])
			}
		}
		r.Rounds = append(r.Rounds, round)
	}
}
