package game

import (
	"slices"
	"unicode/utf8"
)

// decideSeats judges what concerns people: the door, names, teams, moves to another phone.
func (s *State) decideSeats(c Command) ([]Event, error) {
	if c.Verb == DoLock || c.Verb == DoUnlock {
		on := c.Verb == DoLock
		if s.Locked == on {
			return nil, ErrPast
		}
		if !on && len(s.Seats) >= s.Settings.SeatMax {
			return nil, errNow("the room is full")
		}
		return []Event{Locked{By: c.By, On: on}}, nil
	}
	if c.Verb == DoClaim {
		return s.decideClaim(c)
	}
	seat, ok := s.Seat(c.Seat)
	if !ok {
		return nil, errUnknown("there is no such player")
	}
	if seat.Kicked {
		return nil, ErrPast
	}
	switch c.Verb { //nolint:exhaustive // Decide hands over the verbs that name a seat, and no others
	case DoKick:
		return []Event{Kicked{By: c.By, Seat: c.Seat}}, nil
	case DoRename:
		return s.decideRename(c)
	case DoTeam:
		if !s.Settings.Teams {
			return nil, errNow("this game has no teams")
		}
		if c.Key == "" || c.Team == "" || utf8.RuneCountInString(c.Team) > 40 {
			return nil, errBad("a team's name has 1 to 40 characters")
		}
		return []Event{Teamed{By: c.By, Seat: c.Seat, Team: c.Team, TeamKey: c.Key}}, nil
	case DoStretch:
		if c.Percent < 100 || c.Percent > 1000 {
			return nil, errBad("a longer limit is 100 to 1000 percent")
		}
		return []Event{Stretched{By: c.By, Seat: c.Seat, Percent: c.Percent}}, nil
	case DoOffer:
		if c.Code == "" {
			return nil, errBad("the code is missing")
		}
		return []Event{Offered{By: c.By, Seat: c.Seat, Code: c.Code}}, nil
	default:
		return nil, errBad("no such command")
	}
}

func (s *State) decideRename(c Command) ([]Event, error) {
	if c.Key == "" || c.Name == "" || utf8.RuneCountInString(c.Name) > 40 {
		return nil, errBad("a name has 1 to 40 characters")
	}
	if s.NameTaken(c.Key, c.Seat) {
		return nil, ErrTaken
	}
	return []Event{Renamed{By: c.By, Seat: c.Seat, Name: c.Name, Key: c.Key}}, nil
}

func (s *State) decideClaim(c Command) ([]Event, error) {
	if c.Code == "" || c.Token == "" {
		return nil, errBad("the code is missing")
	}
	at := slices.IndexFunc(s.Seats, func(seat SeatState) bool { return seat.Code == c.Code && !seat.Kicked })
	if at < 0 {
		return nil, errUnknown("this code was used already, or a newer one was made")
	}
	return []Event{Claimed{Seat: Seat(at + 1), Token: c.Token}}, nil
}

// decideRepair judges what the host corrects: typed answers, a question, a score.
func (s *State) decideRepair(c Command) ([]Event, error) {
	if c.Verb == DoAdjust {
		return s.decideAdjust(c)
	}
	if c.Showing < 0 || c.Showing >= len(s.Showings) || !s.Showings[c.Showing].Revealed {
		return nil, errNow("the question has not been revealed")
	}
	show := s.Showings[c.Showing]
	if c.Verb == DoVoid {
		if show.Voided == c.On {
			return nil, ErrPast
		}
		return []Event{Voided{By: c.By, Showing: c.Showing, On: c.On}}, nil
	}
	texts := show.sameAnswers(&s.Questions[show.Question], c.Text)
	if len(texts) == 0 || show.Verdicts == nil {
		return nil, errUnknown("nobody gave this answer")
	}
	return []Event{Judged{By: c.By, Showing: c.Showing, Texts: texts, Right: c.Right}}, nil
}

func (s *State) decideAdjust(c Command) ([]Event, error) {
	if c.Delta == 0 || c.Delta < -100_000 || c.Delta > 100_000 {
		return nil, errBad("a correction is from -100,000 to 100,000 points, and not 0")
	}
	if utf8.RuneCountInString(c.Reason) > 200 {
		return nil, errBad("a reason has at most 200 characters")
	}
	if c.Seat != 0 {
		if _, ok := s.Seat(c.Seat); !ok {
			return nil, errUnknown("there is no such player")
		}
		return []Event{Adjusted{By: c.By, Seat: c.Seat, Delta: c.Delta, Reason: c.Reason}}, nil
	}
	if !slices.ContainsFunc(s.Teams, func(t TeamState) bool { return t.Key == c.Key }) {
		return nil, errUnknown("there is no such team")
	}
	return []Event{Adjusted{By: c.By, TeamKey: c.Key, Delta: c.Delta, Reason: c.Reason}}, nil
}
