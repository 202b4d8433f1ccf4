package feed

import (
	"maps"

	"trivium/game"
	"trivium/server/finished"
)

// playersOf gives the table of those who compete: people who were not sent out.
func playersOf(s *game.State) []finished.Standing {
	right := rights(s)
	rows := s.PlayerRows(len(s.Order))
	var table []finished.Standing
	ranks := make([]int, 0, len(rows))
	for i, at := range s.Order {
		seat := &s.Seats[at-1]
		if seat.Practice || seat.Key == "" {
			continue
		}
		ranks = append(ranks, rows[i].Rank)
		table = append(table, finished.Standing{
			Key: seat.Key, Name: seat.Name, Score: rows[i].Score, Right: right[at-1], Time: int64(seat.EffTotal),
			Claims: maps.Clone(seat.Claims), Public: seat.Public,
		})
	}
	place(table, ranks)
	return table
}

// teamsOf gives the table of the teams that somebody who competes is in.
func teamsOf(s *game.State) []finished.Standing {
	if !s.Settings.Teams {
		return nil
	}
	claims := teamClaims(s)
	right := teamRights(s)
	rows := s.Rows(len(s.TeamOrder))
	var table []finished.Standing
	ranks := make([]int, 0, len(rows))
	for i, at := range s.TeamOrder {
		team := &s.Teams[at]
		proved, competes := claims[team.Key]
		if !competes {
			continue
		}
		ranks = append(ranks, rows[i].Rank)
		table = append(table, finished.Standing{
			Key: team.Key, Name: team.Name, Score: rows[i].Score, Right: right[team.Key], Time: int64(team.EffTotal), Claims: proved,
		})
	}
	place(table, ranks)
	return table
}

// place gives places anew, for some of the table were left out. Equal ranks share the better place.
func place(table []finished.Standing, ranks []int) {
	for i := range table {
		table[i].Place = i + 1
		if i > 0 && ranks[i] == ranks[i-1] {
			table[i].Place = table[i-1].Place
		}
	}
}

// teamClaims gives, for each team that somebody who competes is in, what its members proved: of two proofs for one league the one
// of the lower seat stands.
func teamClaims(s *game.State) map[string]map[string]string {
	claims := map[string]map[string]string{}
	for i := range s.Seats {
		seat := &s.Seats[i]
		if seat.Kicked || seat.Practice || seat.TeamKey == "" {
			continue
		}
		proved, known := claims[seat.TeamKey]
		if !known {
			claims[seat.TeamKey] = nil
		}
		for league, key := range seat.Claims {
			if proved == nil {
				proved = map[string]string{}
				claims[seat.TeamKey] = proved
			}
			if _, there := proved[league]; !there {
				proved[league] = key
			}
		}
	}
	return claims
}

// rights counts the right answers of each seat.
func rights(s *game.State) []int {
	right := make([]int, len(s.Seats))
	eachRight(s, func(_ *game.Showing, seat game.Seat) { right[seat-1]++ })
	return right
}

// teamRights counts the right answers of each team as the table counts its points: of each question the share of its members who
// were there and right. Shares are added up in thousandths, and the sum is rounded to the nearest whole number.
func teamRights(s *game.State) map[string]int {
	right := map[*game.Showing]map[string]int{}
	eachRight(s, func(show *game.Showing, seat game.Seat) {
		if right[show] == nil {
			right[show] = map[string]int{}
		}
		right[show][s.Seats[seat-1].TeamKey]++
	})
	sums := map[string]int{}
	for show, teams := range right {
		there := map[string]int{}
		for i := range show.Through {
			if !s.Seats[i].Kicked {
				there[s.Seats[i].TeamKey]++
			}
		}
		for team, n := range teams {
			sums[team] += 1000 * n / there[team]
		}
	}
	for team := range sums {
		sums[team] = (sums[team] + 500) / 1000
	}
	return sums
}

// eachRight calls for each right answer that counts.
func eachRight(s *game.State, found func(show *game.Showing, seat game.Seat)) {
	for _, show := range s.Showings {
		if !show.Revealed || show.Voided || !scored(&s.Questions[show.Question]) {
			continue
		}
		for i := range show.Records {
			r := &show.Records[i]
			if r.Result.Right() && !s.Seats[r.Seat-1].Kicked {
				found(show, r.Seat)
			}
		}
	}
}
