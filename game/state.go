package game

import (
	"maps"
	"slices"

	"trivium/questions"
)

// State is a room after a number of events. It is never changed: Apply gives a new one that shares what stayed the same, so
// any number of readers may keep any number of them.
type State struct {
	N         uint64
	Rules     int
	PIN       string
	Seed      []byte
	HostKey   string
	Settings  Settings
	Rounds    []Round
	Questions []questions.Question

	Plan     []Step
	Step     int // where in the plan the game is; -1 in the lobby
	Phase    Phase
	Turn     int
	Began    Time // of the phase
	Deadline Time // of the phase, without pauses to come; 0 for none
	PausedAt Time // 0 if the clock runs

	Generation int // of the slot of seats that is, or was last, open
	Base       int // seats that came by earlier generations
	SeatedAt   Time
	Locked     bool
	Seats      []SeatState // seat 1 first
	Teams      []TeamState // in order of appearance
	Order      []Seat      // the table: seats that play, best first
	Places     []int       // index into Order of each seat; -1 for those that do not play
	TeamOrder  []int       // the table of teams: indexes into Teams

	Showings    []*Showing
	Adjustments []Adjusted

	Auto      bool
	HideTable bool
	NextPIN   string
	EndedBy   string            // why the game ended; empty while it runs
	LastAt    Time              // of the last event
	Senders   map[string]uint64 // the last counter of each sender

	byToken, byKey []Seat // made of Seats, see index
	lots           map[string]uint64
}

// SeatState is a player as the fold knows them.
type SeatState struct {
	SeatEntry
	Kicked  bool
	Stretch int    // limit in percent; 0 is 100
	Code    string // hash of the code that moves the seat, if one is offered

	Score    int
	Streak   int
	EffTotal Millis // of right answers
	Bucket   Millis // credit beyond the measured line that is left
	Rank     int    // from 1; 0 before anything was scored
	Was      int    // rank before the last scored question
	Gained   int    // by the last scored question

	lot uint64 // made of the seed when first needed, see rankAs; 0 until then
}

// TeamState is a team as the fold knows it.
type TeamState struct {
	Key      string
	Name     string
	Size     int
	Score    int
	EffTotal Millis
	Rank     int
	Was      int
	Gained   int
}

// Showing is one question as it was played: what was dealt, when, and what came back.
type Showing struct {
	Question int   // index into Questions
	Number   int   // from 1 among the questions that count; 0 for a slide
	Deal     []int // display index -> index in the question (choices, items, lefts)
	Rights   []int // match: display index -> index in rightSides
	Through  int   // seats admitted when it opened
	Opened   Time  // 0 until then
	Limit    Millis
	Added    Millis
	Stops    []Span // pauses and gaps since it opened
	Closed   bool   // sealed
	Revealed bool
	Voided   bool
	Verdicts map[string]bool
	Numbers  map[string]string // closest: the figure of each typed answer
	Records  []Record          // by seat
}

// Record is a sealed answer: the audit line, and what it brought.
type Record struct {
	Seat Seat
	AnswerEntry
	Eff    Millis // the time that counts
	Credit Millis // E - Eff
	Late   bool   // Eff is beyond the limit: the answer does not count
	line   Millis // credit that the measured line alone justifies
	limit  Millis // the seat's own limit when the question closed, added time left out; 0 is none
	Result Result
}

// Result is what a record brought when it was last scored.
type Result struct {
	Num, Den int // the share of the answer that was right
	Place    int // rank scoring and closest: the place, from 1
	Base     int
	Bonus    int
	Penalty  int
	Points   int
}

// Right tells whether the whole answer was right.
func (r Result) Right() bool { return r.Den > 0 && r.Num == r.Den }

// Position is the number of events behind this state.
func (s *State) Position() uint64 { return s.N }

// Ended tells whether the game is over.
func (s *State) Ended() bool { return s.EndedBy != "" }

// Paused tells whether the clock stands.
func (s *State) Paused() bool { return s.PausedAt != 0 }

// Seat gives a seat that the fold has admitted.
func (s *State) Seat(seat Seat) (SeatState, bool) {
	if seat < 1 || int(seat) > len(s.Seats) {
		return SeatState{}, false
	}
	return s.Seats[seat-1], true
}

// SeatSlot names the slot that takes joins now, or took them last.
func (s *State) SeatSlot() string { return SeatSlot(s.Generation) }

// SeatBase is the number of seats from earlier slots: an entry's seat is this plus its index.
func (s *State) SeatBase() int { return s.Base }

// PlayersCount is the number of seats that play.
func (s *State) PlayersCount() int { return len(s.Order) }

// showing gives the running or last showing.
func (s *State) showing() *Showing {
	if len(s.Showings) == 0 {
		return nil
	}
	return s.Showings[len(s.Showings)-1]
}

// Running gives the showing that takes answers: open, or closing and not sealed.
func (s *State) Running() (showing int, ok bool) {
	last := s.showing()
	if last == nil || last.Closed || last.Opened == 0 || (s.Phase != Open && s.Phase != Close) {
		return 0, false
	}
	return len(s.Showings) - 1, true
}

// OpenedAt is when the running or last showing was opened; 0 if it is not open yet.
func (s *State) OpenedAt() Time {
	if last := s.showing(); last != nil {
		return last.Opened
	}
	return 0
}

// ownLimit is the limit of a showing for a seat, added time left out; 0 is no limit.
func (s *State) ownLimit(show *Showing, seat Seat) Millis {
	if seatState, ok := s.Seat(seat); ok && seatState.Stretch > 100 {
		return show.Limit * Millis(seatState.Stretch) / 100
	}
	return show.Limit
}

// OwnLimit is a seat's limit for the running showing in playing time, added time included; 0 is no limit.
func (s *State) OwnLimit(seat Seat) Millis {
	last := s.showing()
	if last == nil || last.Limit == 0 {
		return 0
	}
	return s.ownLimit(last, seat) + last.Added
}

// MayAnswer says whether a seat may answer a showing at a moment.
func (s *State) MayAnswer(showing int, seat Seat, at Time) error {
	running, ok := s.Running()
	if !ok || running != showing {
		return errNow("this question takes no answers")
	}
	seatState, ok := s.Seat(seat)
	if !ok || seatState.Kicked || int(seat) > s.Showings[showing].Through {
		return errNow("you play from the next question")
	}
	// What was on its way when the pause began still counts; a pause is no thinking time.
	if s.Paused() && at > s.PausedAt.Add(s.Settings.CreditMax) {
		return errNow("the game is paused")
	}
	return nil
}

// Active is the playing time of the last showing between two moments: pauses and gaps are left out.
func (s *State) Active(from, to Time) Millis {
	total := to.Sub(from)
	if last := s.showing(); last != nil {
		for _, stop := range last.Stops {
			end := stop.To
			if end == 0 {
				end = to
			}
			if overlap := min(end, to).Sub(max(stop.From, from)); overlap > 0 {
				total -= overlap
			}
		}
	}
	return max(total, 0)
}

// clone copies the state so far that its slices may be replaced, not written to.
func (s *State) clone() *State {
	next := *s
	return &next
}

// ownSeats makes the seats of a clone its own to write to.
func (s *State) ownSeats() { s.Seats = slices.Clone(s.Seats) }

// ownShowing makes one showing of a clone its own to write to (its records apart, see ownRecords).
func (s *State) ownShowing(i int) *Showing {
	s.Showings = slices.Clone(s.Showings)
	copied := *s.Showings[i]
	s.Showings[i] = &copied
	return &copied
}

func (show *Showing) ownRecords() { show.Records = slices.Clone(show.Records) }

func (s *State) ownSenders() { s.Senders = maps.Clone(s.Senders) }
