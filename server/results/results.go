// Package results makes what is left of a finished game a report: the table, each player and team, each round, each question
// and each answer with its audit line, as a page, as a workbook, as CSV and as JSON. It reads a folded state and nothing
// else, so a report is always what the stored facts say now.
package results

import (
	"time"

	"trivium/game"
	"trivium/questions"
)

// Report is a game as people read it. Its JSON is what programs read: names stay, later versions only add.
type Report struct {
	Title     string        `json:"title"`
	Ended     bool          `json:"ended"`
	EndedAt   time.Time     `json:"ended_at,omitzero"`
	Nameless  bool          `json:"nameless,omitempty"` // the names are gone
	Rule      Rule          `json:"rule"`
	Teams     []Team        `json:"teams,omitempty"` // best first
	Players   []Player      `json:"players"`         // best first
	Rounds    []Round       `json:"rounds"`
	Questions []Question    `json:"questions"`         // as they were played; only those that were revealed
	Changes   []game.Change `json:"changes,omitempty"` // oldest first
}

// Rule is what points follow from.
type Rule struct {
	Scoring    game.Scoring `json:"scoring"`
	Streak     bool         `json:"streak,omitempty"`
	Penalty    int          `json:"penalty_percent,omitempty"`
	CreditMax  game.Millis  `json:"credit_max_ms"` // the most that is given back for the line
	TimeFactor int          `json:"time_factor_percent"`
	ClockOff   bool         `json:"clock_off,omitempty"`
}

// Team is a team's game.
type Team struct {
	Rank     int    `json:"rank"`
	Name     string `json:"name"`
	Size     int    `json:"size"`
	Score    int    `json:"score"`
	Adjusted int    `json:"adjusted,omitempty"` // of the score, by hand
	Share    int    `json:"right_percent"`      // of its players' questions
	Rounds   []int  `json:"round_points"`       // in the order of Rounds
	Points   []int  `json:"question_points"`    // in the order of Questions
	Key      string `json:"key"`                // names it in corrections
}

// Player is a player's game.
type Player struct {
	Rank     int       `json:"rank"`
	Seat     game.Seat `json:"seat"`
	Name     string    `json:"name"`
	Team     string    `json:"team,omitempty"`
	Score    int       `json:"score"`
	Adjusted int       `json:"adjusted,omitempty"`
	Present  int       `json:"questions"` // that could be right and were asked while the player was there
	Right    int       `json:"right"`
	Median   int       `json:"median_ms,omitempty"` // time that counted, of right answers
	Rounds   []int     `json:"round_points"`
	Cells    []Cell    `json:"cells"`  // in the order of Questions
	Missed   []int     `json:"missed"` // numbers of the questions that were not wholly right
}

// Cell is what a question brought to one player.
type Cell struct {
	Present  bool `json:"present"`
	Answered bool `json:"answered"`
	Right    bool `json:"right"`
	Share    int  `json:"share_percent,omitempty"` // of the answer that was right
	Points   int  `json:"points"`
}

// Round is a round as it was played.
type Round struct {
	Number    int      `json:"number"` // from 1
	Title     string   `json:"title,omitempty"`
	Questions int      `json:"questions"`
	Share     int      `json:"right_percent"`
	Best      []string `json:"best,omitempty"` // who got most points in it: teams, where there are any
	Points    int      `json:"best_points"`
}

// Question is one question as it was played.
type Question struct {
	Showing  int            `json:"showing"` // names it in corrections
	Number   int            `json:"number"`  // 0 if it does not count as one
	Round    int            `json:"round"`
	Kind     questions.Kind `json:"kind"`
	Prompt   string         `json:"prompt"`
	Answer   string         `json:"answer,omitempty"`
	Summary  string         `json:"summary,omitempty"`
	Points   int            `json:"points"`
	Limit    game.Millis    `json:"limit_ms,omitempty"` // without added time; 0: no clock
	Added    game.Millis    `json:"added_ms,omitempty"`
	Closest  bool           `json:"closest,omitempty"` // the nearest number gets P, the second 60 %, the third 30 %
	Voided   bool           `json:"voided,omitempty"`
	Present  int            `json:"present"` // players who could have answered
	Answered int            `json:"answered"`
	Right    int            `json:"right"`               // wholly
	Share    int            `json:"right_percent"`       // of Present
	Median   int            `json:"median_ms,omitempty"` // time that counted, of right answers
	Options  []Option       `json:"options,omitempty"`   // what was chosen or typed, most frequent first for typed ones
	Wrong    *Option        `json:"most_chosen_wrong,omitempty"`
	// Discrimination says how far whoever knew the rest knew this, from -1 to 1; nil if there are too few to say.
	Discrimination *float64 `json:"discrimination,omitempty"`
	Discuss        []Reason `json:"worth_discussing,omitempty"`
	Missed         []string `json:"missed_by,omitempty"` // names, in the order of the table
	Answers        []Answer `json:"answers"`
}

// Option is something that was chosen or typed, and how often.
type Option struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
	Right bool   `json:"right"`
}

// Answer is one player's answer with its audit line. The times are explained at game.AnswerEntry and in fairtime.go there.
type Answer struct {
	Seat    game.Seat   `json:"seat"`
	Name    string      `json:"name"`
	Given   string      `json:"given"`
	Right   bool        `json:"right"`
	Share   int         `json:"share_percent"`
	Late    bool        `json:"late,omitempty"`
	Kicked  bool        `json:"kicked,omitempty"` // later; counts nowhere
	Points  int         `json:"points"`
	Base    int         `json:"base"`
	Bonus   int         `json:"bonus,omitempty"`
	Penalty int         `json:"penalty,omitempty"`
	Place   int         `json:"place,omitempty"`
	Counted game.Millis `json:"counted_ms"`
	E       game.Millis `json:"e_ms"`
	M       game.Millis `json:"m_ms"`
	Floor   game.Millis `json:"floor_ms"`
	QPing   game.Millis `json:"qping_ms"`
	Credit  game.Millis `json:"credit_ms"`
}

// Scored tells whether an answer could be right.
func (q *Question) Scored() bool { return q.Kind != questions.Poll && q.Kind != questions.Slide }

// counts tells whether the question was scored and counts.
func (q *Question) counts() bool { return q.Scored() && !q.Voided }

// More is what a report has beside the state.
type More struct {
	Changes  []game.Change
	Nameless bool
}

// Of makes the report of a state.
func Of(s *game.State, more More) *Report {
	set := &s.Settings
	r := &Report{
		Title: set.Title, Ended: s.Ended(), Nameless: more.Nameless, Changes: more.Changes,
		Rule: Rule{set.Scoring, set.Streak, set.Penalty, set.CreditMax, set.TimeFactor, set.ClockOff},
	}
	if s.Ended() {
		r.EndedAt = time.UnixMilli(int64(s.Began)).UTC()
	}
	rounds := roundsOf(s)
	for i, show := range s.Showings {
		if show.Revealed && s.Questions[show.Question].Kind != questions.Slide {
			r.Questions = append(r.Questions, question(s, i, rounds[show.Question]))
		}
	}
	r.players(s)
	r.teams(s)
	r.rounds(s)
	r.discriminate()
	for i := range r.Questions {
		r.Questions[i].discuss()
	}
	return r
}

// roundsOf gives the round of each question that is planned.
func roundsOf(s *game.State) map[int]int {
	rounds := make(map[int]int, len(s.Questions))
	for _, step := range s.Plan {
		if step.Kind == game.StepQuestion {
			rounds[step.Question] = step.Round
		}
	}
	return rounds
}

// percent is a share, rounded.
func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return (100*part + whole/2) / whole
}
