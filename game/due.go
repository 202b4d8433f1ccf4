package game

import "trivium/questions"

// Due tells the timekeeper what has to happen next by itself, and when; ok is false if nothing has. The command names its
// turn, so that a second timekeeper does no harm.
func Due(s *State, live Live) (at Time, c Command, ok bool) {
	if s.Ended() {
		return 0, Command{}, false
	}
	at, c, ok = s.duePhase(live)
	if !s.Locked && live.Seated > len(s.Seats)-s.Base {
		seat := s.SeatedAt.Add(seatInterval)
		if !ok || seat < at {
			return seat, Command{Verb: DoSeat, Through: live.Seated}, true
		}
	}
	return at, c, ok
}

func (s *State) duePhase(live Live) (at Time, c Command, ok bool) {
	c = Command{Verb: DoDue, Turn: s.Turn}
	idle := s.LastAt.Add(idleTime)
	if s.Paused() {
		return idle, c, true
	}
	switch s.Phase {
	case Open:
		if live.Answered > 0 && live.Waiting == 0 {
			c.On = true
			return s.Began, c, true
		}
	case Close:
		if live.Flushed || s.showing().Closed {
			c.On = true
			return s.Began, c, true
		}
		return s.Began.Add(closingTime), c, true
	case Lobby, RoundCard, Ready, Reveal, Table, Break, Podium, Over:
	}
	if end := s.phaseEnd(); end > 0 {
		return min(end, idle), c, true
	}
	return idle, c, true
}

// phaseEnd is when the phase ends by itself; 0 for never. Answers are taken until every player's own limit and the credit
// for the line are over, so that nobody is cut off whose answer can still count.
func (s *State) phaseEnd() Time {
	if s.Deadline == 0 || (s.Phase == Break && !s.Auto) { // the host calls people back; the countdown stays at zero
		return 0
	}
	if s.Phase != Open {
		return s.Deadline
	}
	longest := 100
	for i := range s.Seats[:s.showing().Through] {
		if !s.Seats[i].Kicked {
			longest = max(longest, s.Seats[i].Stretch)
		}
	}
	return s.Deadline.Add(s.showing().Limit*Millis(longest-100)/100 + s.Settings.CreditMax)
}

// decideDue does what the clock asks for. On says that nobody is waited for any more.
func (s *State) decideDue(c Command, now Time) ([]Event, error) {
	if now >= s.LastAt.Add(idleTime) {
		return []Event{Ended{Why: "idle"}}, nil
	}
	if s.Phase == Close {
		return s.decideClosing(c, now)
	}
	due := s.phaseEnd() > 0 && now >= s.phaseEnd()
	if s.Paused() || (!due && !c.On) {
		return nil, errNow("it is not time yet")
	}
	switch s.Phase {
	case Ready:
		if s.Questions[s.showing().Question].Kind == questions.Slide {
			return []Event{s.forward(By{})}, nil
		}
		return []Event{Started{}}, nil
	case Open:
		return []Event{Closing{}}, nil
	case RoundCard, Reveal, Table, Break:
		return []Event{s.forward(By{})}, nil
	case Podium:
		if s.tieBreak() {
			return []Event{s.forward(By{})}, nil
		}
		return []Event{Ended{}}, nil
	case Lobby, Close, Over:
	}
	return nil, errNow("it is not time yet")
}

// tieBreak tells whether a question was put in on the podium.
func (s *State) tieBreak() bool { return s.Phase == Podium && s.Step+1 < len(s.Plan) }

// decideClosing seals the answers, and reveals once they are read.
func (s *State) decideClosing(c Command, now Time) ([]Event, error) {
	show := s.showing()
	if show.Closed {
		q := &s.Questions[show.Question]
		return []Event{Revealed{Verdicts: verdicts(q, show.Records), Numbers: figures(q, show.Records)}}, nil
	}
	if !c.On && now < s.Began.Add(closingTime) {
		return nil, errNow("the last answers are coming in")
	}
	return []Event{Closed{}}, nil
}
