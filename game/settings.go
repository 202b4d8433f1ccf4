package game

import "errors"

// Scoring says how points follow from a right answer. Its formulas are in score.go.
type Scoring string

// The ways of scoring.
const (
	Speed    Scoring = "speed"    // the faster, the more: P x (1 - t/2T), full below 0.5 s
	Accuracy Scoring = "accuracy" // P, whatever the clock says
	Rank     Scoring = "rank"     // by order of right answers
)

// When the table is shown.
const (
	TableAfterQuestion = "question"
	TableAfterRound    = "round"
	TableAtEnd         = "end"
)

// Settings are what the host chose for a game. They stand in the first event and only what Set names changes later.
type Settings struct {
	Title   string  `json:"title"`
	Scoring Scoring `json:"scoring"`
	// Streak adds 50 points for each right answer in a row beyond the first, at most 250.
	Streak bool `json:"streak,omitempty"`
	// Penalty takes this share of a question's points, in percent, for a wrong answer: 0 to 100.
	Penalty int `json:"penalty,omitempty"`
	// TimeFactor stretches all limits, in percent: 50 to 1000; 100 is as written.
	TimeFactor int `json:"time_factor"`
	// ClockOff lets every question run until all have answered or the host goes on.
	ClockOff bool `json:"clock_off,omitempty"`
	// LateJoin lets people join after the start; they play from the next question opened.
	LateJoin bool `json:"late_join,omitempty"`
	// HideText keeps the prompt and the choices off the phones: tiles only.
	HideText bool `json:"hide_text,omitempty"`
	// DrawNames gives friendly names instead of letting people type theirs.
	DrawNames bool `json:"draw_names,omitempty"`
	// AllowAnyName switches the word filter for names off.
	AllowAnyName bool `json:"allow_any_name,omitempty"`
	// Teams makes people play in teams; TeamNames, if any, are the only ones to choose from.
	Teams     bool     `json:"teams,omitempty"`
	TeamNames []string `json:"team_names,omitempty"`
	// Auto goes on by itself after reveal, table and title cards.
	Auto bool `json:"auto,omitempty"`
	// TableAfter says when the table is shown: question, round or end.
	TableAfter string `json:"table_after"`
	// BreakAfterRound is the length of the break between rounds in milliseconds, 0 for none.
	BreakAfterRound Millis `json:"break_after_round,omitempty"`
	// CreditMax (Kmax) is the most that fair time gives a player back for the line, in milliseconds: 0 to 800.
	CreditMax Millis `json:"credit_max"`
	// Boards says that the host puts the game on public boards, so that phones ask who wants to be there.
	Boards bool `json:"boards,omitempty"`
	// SeatMax is how many players the room takes.
	SeatMax int `json:"seat_max"`
}

// DefaultSettings are those of a quiz night in a pub.
func DefaultSettings() Settings {
	return Settings{
		Scoring: Speed, Streak: true, TimeFactor: 100, LateJoin: true,
		TableAfter: TableAfterQuestion, CreditMax: 500, SeatMax: 2000,
	}
}

// Validate says which setting is out of its bounds, and what is allowed.
func (s *Settings) Validate() error {
	var errs []error
	check := func(ok bool, words string) {
		if !ok {
			errs = append(errs, errors.New(words))
		}
	}
	check(s.Scoring == Speed || s.Scoring == Accuracy || s.Scoring == Rank, "scoring: choose speed, accuracy or rank")
	check(s.Penalty >= 0 && s.Penalty <= 100, "penalty: a share in percent from 0 to 100")
	check(s.TimeFactor >= 50 && s.TimeFactor <= 1000, "time factor: in percent from 50 to 1000")
	check(s.TableAfter == TableAfterQuestion || s.TableAfter == TableAfterRound || s.TableAfter == TableAtEnd,
		"table after: choose question, round or end")
	check(s.BreakAfterRound >= 0 && s.BreakAfterRound <= 3_600_000, "break: at most an hour")
	check(s.CreditMax >= 0 && s.CreditMax <= 800, "credit for the line: from 0 to 800 ms")
	check(s.SeatMax >= 1 && s.SeatMax <= 20_000, "players: from 1 to 20,000")
	check(len(s.Title) <= 200, "title: at most 200 characters")
	check(len(s.TeamNames) <= 100, "teams: at most 100 names")
	return errors.Join(errs...)
}
