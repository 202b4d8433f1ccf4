package game

// The kinds of changes.
const (
	ChangeJudged   = "judged"   // a typed answer was accepted, or no longer
	ChangeVoided   = "voided"   // a question was left out of the scoring, or counts again
	ChangeAdjusted = "adjusted" // points were added or taken by hand
	ChangeRenamed  = "renamed"
)

// Change is one correction of a game: what was done, by whom, when and why, and what it moved.
type Change struct {
	N        uint64 `json:"n"` // of the event
	At       Time   `json:"at"`
	By       string `json:"by,omitempty"` // the sender; empty if it is not known
	Kind     string `json:"kind"`
	AfterEnd bool   `json:"after_end"`

	Showing int      `json:"showing"` // judged and voided: index among the showings; -1 otherwise
	Number  int      `json:"number,omitempty"`
	Prompt  string   `json:"prompt,omitempty"`
	Texts   []string `json:"texts,omitempty"` // judged: all the ways in which it was typed
	On      bool     `json:"on,omitempty"`    // judged right, or voided

	Seat    Seat   `json:"seat,omitempty"` // adjusted and renamed
	TeamKey string `json:"team_key,omitempty"`
	Name    string `json:"name,omitempty"` // of the player or team, afterwards
	Was     string `json:"was,omitempty"`  // renamed: the name before
	Delta   int    `json:"delta,omitempty"`
	Reason  string `json:"reason,omitempty"`

	Moves []Move `json:"moves,omitempty"` // in the order of the table afterwards: teams first
}

// Move is what a change did to one player or team.
type Move struct {
	Seat     Seat   `json:"seat,omitempty"`
	TeamKey  string `json:"team_key,omitempty"`
	Name     string `json:"name"`
	ScoreWas int    `json:"score_was"`
	Score    int    `json:"score"`
	RankWas  int    `json:"rank_was"` // 0: none yet
	Rank     int    `json:"rank"`
}

// ChangeOf describes the correction that a fact brought; false if it was none. The states are those before and after it.
func ChangeOf(before, after *State, f Fact) (Change, bool) {
	if before == nil {
		return Change{}, false
	}
	c := Change{N: f.N, At: f.At, By: sender(f.Event).Sender, AfterEnd: before.Ended(), Showing: -1}
	switch e := f.Event.(type) {
	case Judged:
		c.Kind, c.Texts, c.On = ChangeJudged, e.Texts, e.Right
		c.about(after, e.Showing)
	case Voided:
		c.Kind, c.On = ChangeVoided, e.On
		c.about(after, e.Showing)
	case Adjusted:
		c.Kind, c.Seat, c.TeamKey, c.Delta, c.Reason = ChangeAdjusted, e.Seat, e.TeamKey, e.Delta, e.Reason
		c.Name = after.called(e.Seat, e.TeamKey)
	case Renamed:
		c.Kind, c.Seat = ChangeRenamed, e.Seat
		c.Name, c.Was = after.called(e.Seat, ""), before.called(e.Seat, "")
	default:
		return Change{}, false
	}
	c.Moves = append(teamMoves(before, after), seatMoves(before, after)...)
	return c, true
}

// about names the question that a change is about.
func (c *Change) about(s *State, showing int) {
	c.Showing = showing
	if s.shown(showing) {
		show := s.Showings[showing]
		c.Number, c.Prompt = show.Number, s.Questions[show.Question].Prompt
	}
}

// called is the name of a seat, or of a team if the seat is 0.
func (s *State) called(seat Seat, team string) string {
	if seated, ok := s.Seat(seat); ok {
		return seated.Name
	}
	for i := range s.Teams {
		if s.Teams[i].Key == team {
			return s.Teams[i].Name
		}
	}
	return ""
}

func seatMoves(before, after *State) []Move {
	var moves []Move
	for _, seat := range after.Order {
		if int(seat) > len(before.Seats) {
			continue
		}
		m := Move{
			Seat: seat, Name: after.Seats[seat-1].Name, ScoreWas: before.scoreOf(seat), Score: after.scoreOf(seat),
			RankWas: before.Seats[seat-1].Rank, Rank: after.Seats[seat-1].Rank,
		}
		if m.Score != m.ScoreWas || m.Rank != m.RankWas {
			moves = append(moves, m)
		}
	}
	return moves
}

func teamMoves(before, after *State) []Move {
	old := make(map[string]int, len(before.Teams))
	for i := range before.Teams {
		old[before.Teams[i].Key] = i
	}
	var moves []Move
	for _, i := range after.TeamOrder {
		team := &after.Teams[i]
		was, known := old[team.Key]
		if !known {
			continue
		}
		m := Move{
			TeamKey: team.Key, Name: team.Name, ScoreWas: before.teamScore(was), Score: after.teamScore(i),
			RankWas: before.Teams[was].Rank, Rank: team.Rank,
		}
		if m.Score != m.ScoreWas || m.Rank != m.RankWas {
			moves = append(moves, m)
		}
	}
	return moves
}
