package game

import (
	"fmt"

	"trivium/questions"
)

// Decide judges a command on a state and gives the events that follow from it. Nothing has happened until they are stored.
// Errors: ErrPast, ErrNotNow, ErrUnknown, ErrBad, ErrTaken, ErrEnded, with words behind.
func Decide(s *State, c Command, now Time) ([]Event, error) {
	if err := s.current(&c); err != nil {
		return nil, err
	}
	switch c.Verb {
	case DoNext:
		return s.decideNext(c)
	case DoSkip:
		return s.decideSkip(c.By)
	case DoEnd:
		return s.decideEnd(c.By)
	case DoPause, DoResume:
		return s.decidePause(c)
	case DoAddTime:
		return s.decideAddTime(c)
	case DoDue:
		return s.decideDue(c, now)
	case DoSeat:
		return s.decideSeat(c)
	case DoGap:
		if c.To <= c.From {
			return nil, errBad("a gap ends after it began")
		}
		return []Event{Gap{From: c.From, To: c.To}}, nil
	case DoSet:
		if c.Auto == nil && c.HideTable == nil {
			return nil, errBad("nothing is set")
		}
		return []Event{Set{By: c.By, Auto: c.Auto, HideTable: c.HideTable}}, nil
	case DoInsert:
		return s.decideInsert(c)
	case DoContinue:
		return []Event{Continued{By: c.By, PIN: c.PIN}}, nil
	case DoJudge, DoVoid, DoAdjust:
		return s.decideRepair(c)
	case DoLock, DoUnlock, DoKick, DoRename, DoTeam, DoStretch, DoOffer, DoClaim:
		return s.decideSeats(c)
	}
	return nil, errBad(fmt.Sprintf("no command is called %q", c.Verb))
}

// current refuses what comes too late: repeats, commands for a past turn, and nearly everything after the end.
func (s *State) current(c *Command) error {
	if c.Sender != "" && c.Counter <= s.Senders[c.Sender] {
		return ErrPast
	}
	if c.Turn != 0 && c.Turn != s.Turn {
		return ErrPast
	}
	if s.Ended() {
		switch c.Verb {
		case DoContinue, DoJudge, DoVoid, DoAdjust, DoRename, DoClaim, DoOffer:
			return nil
		case DoEnd, DoDue, DoSeat, DoGap:
			return ErrPast
		case DoNext, DoPause, DoResume, DoSkip, DoAddTime, DoLock, DoUnlock, DoKick, DoTeam, DoStretch, DoInsert, DoSet:
		}
		return ErrEnded
	}
	return nil
}

// decideNext is the one big button.
func (s *State) decideNext(c Command) ([]Event, error) {
	if s.Paused() {
		return []Event{Resumed{By: c.By}}, nil
	}
	switch s.Phase {
	case Lobby:
		return s.begin(c.By)
	case Ready:
		if s.Questions[s.showing().Question].Kind == questions.Slide {
			return []Event{s.forward(c.By)}, nil
		}
		return []Event{Started{By: c.By}}, nil
	case Open:
		return []Event{Closing{By: c.By}}, nil
	case Close:
		return nil, errNow("the last answers are coming in")
	case RoundCard, Reveal, Table, Break:
		return []Event{s.forward(c.By)}, nil
	case Podium:
		if s.tieBreak() {
			return []Event{s.forward(c.By)}, nil
		}
		return []Event{Ended{By: c.By}}, nil
	case Over:
	}
	return nil, ErrEnded
}

// begin starts the game; where nobody may join late the door closes in the same breath.
func (s *State) begin(by By) ([]Event, error) {
	first := s.forward(by)
	if !s.Settings.LateJoin && !s.Locked {
		return []Event{Locked{By: by, On: true}, first}, nil
	}
	return []Event{first}, nil
}

// decideSkip leaves the running question out: it is closed, does not count, and the next step comes.
func (s *State) decideSkip(by By) ([]Event, error) {
	last := len(s.Showings) - 1
	var events []Event
	if s.Paused() {
		events = append(events, Resumed{By: by})
	}
	switch {
	case s.Phase == Ready && s.Questions[s.showing().Question].Kind == questions.Slide:
		return append(events, s.forward(by)), nil
	case s.Phase == Ready:
		events = append(events, Voided{By: by, Showing: last, On: true})
	case s.Phase == Open:
		events = append(events, Voided{By: by, Showing: last, On: true}, Closed{By: by})
	case s.Phase == RoundCard || s.Phase == Table || s.Phase == Break || s.Phase == Reveal:
		return append(events, s.forward(by)), nil
	default:
		return nil, errNow("there is nothing to skip")
	}
	// A table that would show nothing new is left out too.
	after := *s
	if after.Step+1 < len(after.Plan) && after.Plan[after.Step+1].Kind == StepTable && s.Settings.TableAfter == TableAfterQuestion {
		after.Step++
	}
	return append(events, after.forward(by)), nil
}

// decideEnd goes to the podium, and from there to the end. A running question is closed and does not count.
func (s *State) decideEnd(by By) ([]Event, error) {
	last := len(s.Showings) - 1
	switch s.Phase {
	case Lobby:
		return []Event{Ended{By: by, Why: "host"}}, nil
	case Podium:
		return []Event{Ended{By: by}}, nil
	case Ready:
		return []Event{Voided{By: by, Showing: last, On: true}, PodiumShown{By: by}}, nil
	case Open, Close:
		events := []Event{Voided{By: by, Showing: last, On: true}}
		if !s.showing().Closed {
			events = append(events, Closed{By: by})
		}
		return append(events, PodiumShown{By: by}), nil
	case RoundCard, Reveal, Table, Break:
		return []Event{PodiumShown{By: by}}, nil
	case Over:
	}
	return nil, ErrPast
}

func (s *State) decidePause(c Command) ([]Event, error) {
	if c.Verb == DoResume {
		if !s.Paused() {
			return nil, ErrPast
		}
		return []Event{Resumed{By: c.By}}, nil
	}
	if s.Paused() {
		return nil, ErrPast
	}
	switch s.Phase {
	case RoundCard, Ready, Open, Reveal, Table, Break:
		return []Event{Paused{By: c.By}}, nil
	case Lobby, Close, Podium, Over:
	}
	return nil, errNow("there is no clock to stop")
}

// maxAdded bounds what one press and all presses together add, in milliseconds.
const maxAdded Millis = 10 * 60_000

func (s *State) decideAddTime(c Command) ([]Event, error) {
	if c.Millis <= 0 || c.Millis > maxAdded {
		return nil, errBad("time is added in steps from a millisecond to ten minutes")
	}
	switch s.Phase {
	case Open, Break, Ready:
		if s.Deadline == 0 {
			return nil, errNow("there is no clock")
		}
		if s.Phase == Open && s.showing().Added+c.Millis > maxAdded {
			return nil, errBad("ten minutes are added to a question at most")
		}
		return []Event{Extended{By: c.By, Add: c.Millis}}, nil
	case Lobby, RoundCard, Close, Reveal, Table, Podium, Over:
	}
	return nil, errNow("there is no clock to add to")
}

func (s *State) decideSeat(c Command) ([]Event, error) {
	if s.Locked || c.Through <= len(s.Seats)-s.Base {
		return nil, ErrPast
	}
	return []Event{Seated{Through: c.Through}}, nil
}

func (s *State) decideInsert(c Command) ([]Event, error) {
	if c.Question == nil {
		return nil, errUnknown("there is no such question")
	}
	if s.Phase == Over {
		return nil, ErrEnded
	}
	return []Event{Inserted{By: c.By, Question: *c.Question}}, nil
}
