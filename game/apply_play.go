package game

import (
	"slices"

	"trivium/questions"
)

// enter begins a phase; a length of 0 means that somebody has to go on by hand.
func (s *State) enter(phase Phase, at Time, length Millis) {
	s.Phase, s.Began, s.Deadline, s.PausedAt = phase, at, 0, 0
	s.Turn++
	if length > 0 {
		s.Deadline = at.Add(length)
	}
}

// byItself gives a length only where the game goes on by itself.
func (s *State) byItself(length Millis) Millis {
	if s.Auto {
		return length
	}
	return 0
}

func (s *State) applyStep(e Event, at Time) {
	switch e := e.(type) {
	case RoundBegan:
		s.Step = e.Step
		s.enter(RoundCard, at, s.byItself(cardTime))
	case Asked:
		s.Step = e.Step
		s.ask(at)
	case TableShown:
		s.Step = e.Step
		s.enter(Table, at, s.byItself(tableTime))
	case BreakBegan:
		s.Step = e.Step
		s.enter(Break, at, s.Settings.BreakAfterRound)
	case PodiumShown:
		s.Step = len(s.Plan) - 1
		s.enter(Podium, at, s.byItself(podiumTime))
	case Ended:
		s.EndedBy = e.Why
		if s.EndedBy == "" {
			s.EndedBy = "done"
		}
		s.enter(Over, at, 0)
	}
}

// ask deals the question of the step and shows its prompt alone.
func (s *State) ask(at Time) {
	index := s.Plan[s.Step].Question
	q := &s.Questions[index]
	show := &Showing{Question: index, Limit: limit(q, &s.Settings)}
	show.Deal, show.Rights = dealQuestion(q, s.Seed, len(s.Showings))
	if q.Kind != questions.Slide {
		show.Number = 1
		for _, earlier := range s.Showings {
			if earlier.Number > 0 && earlier.Opened > 0 {
				show.Number++
			}
		}
	}
	s.Showings = append(slices.Clone(s.Showings), show)
	length := readingTime(q, s.Settings.TimeFactor)
	if q.Kind == questions.Slide {
		length = s.byItself(s.slideLength())
	}
	s.enter(Ready, at, length)
}

// start takes answers from now on, from the seats that are admitted now.
func (s *State) start(at Time) {
	show := s.ownShowing(len(s.Showings) - 1)
	show.Opened, show.Through = at, len(s.Seats)
	s.enter(Open, at, show.Limit)
	s.ownSeats()
	for i := range s.Seats {
		s.Seats[i].Bucket = min(bucketMax, s.Seats[i].Bucket+bucketRefill)
	}
}

func (s *State) extend(add Millis) {
	if s.Phase == Open {
		s.ownShowing(len(s.Showings) - 1).Added += add
	}
	if s.Deadline > 0 {
		s.Deadline = s.Deadline.Add(add)
	}
}

// seal records the answers that were stored, with the time that counts for each.
func (s *State) seal(entries []Entry) {
	index := len(s.Showings) - 1
	show := s.ownShowing(index)
	show.Closed = true
	show.Records = make([]Record, 0, len(entries))
	s.ownSeats()
	for _, entry := range entries {
		record, ok := s.record(show, entry)
		if !ok {
			continue
		}
		seat := &s.Seats[record.Seat-1]
		seat.Bucket -= record.overdraw()
		show.Records = append(show.Records, record)
	}
	slices.SortFunc(show.Records, func(a, b Record) int { return int(a.Seat - b.Seat) })
}

// reveal takes the verdicts on typed answers and adds up what the question brought.
func (s *State) reveal(e Revealed, at Time) {
	show := s.ownShowing(len(s.Showings) - 1)
	show.Revealed, show.Verdicts, show.Numbers = true, e.Verdicts, e.Numbers
	s.enter(Reveal, at, s.byItself(revealTime))
	s.scoreLast()
}

func (s *State) pause(at Time) {
	s.PausedAt = at
	if show := s.showing(); s.Phase == Open && show != nil {
		show = s.ownShowing(len(s.Showings) - 1)
		show.Stops = append(slices.Clone(show.Stops), Span{From: at})
	}
}

func (s *State) resume(at Time) {
	stood := at.Sub(s.PausedAt)
	s.PausedAt = 0
	if s.Deadline > 0 {
		s.Deadline = s.Deadline.Add(stood)
	}
	if show := s.showing(); s.Phase == Open && show != nil && len(show.Stops) > 0 {
		show = s.ownShowing(len(s.Showings) - 1)
		show.Stops = slices.Clone(show.Stops)
		show.Stops[len(show.Stops)-1].To = at
	}
}

// gap leaves a time out in which nobody could have answered, because no instance was alive.
// It never reaches behind the moment when it was stored, or into another stop: no time is left out twice.
func (s *State) gap(e Gap, at Time) {
	from, to := max(e.From, s.Began), min(e.To, at)
	show := s.showing()
	if s.Phase == Open && len(show.Stops) > 0 {
		from = max(from, show.Stops[len(show.Stops)-1].To)
	}
	if s.Paused() || to <= from {
		return
	}
	if s.Deadline > 0 {
		s.Deadline = s.Deadline.Add(to.Sub(from))
	}
	if s.Phase == Open {
		show = s.ownShowing(len(s.Showings) - 1)
		show.Stops = append(slices.Clone(show.Stops), Span{From: from, To: to})
	}
}

// insert puts a question next: behind what is shown now and the table that belongs to it. On the podium it is a tie-break,
// and the podium comes again.
func (s *State) insert(e Inserted) {
	s.Questions = append(slices.Clone(s.Questions), e.Question)
	step := Step{Kind: StepQuestion, Question: len(s.Questions) - 1}
	if s.Step >= 0 {
		step.Round = s.Plan[s.Step].Round
	}
	at := s.Step + 1
	if at == len(s.Plan) { // on the podium, which comes again
		at--
		s.Step--
	}
	ownTable := s.Settings.TableAfter == TableAfterQuestion
	if ownTable && s.Plan[at].Kind == StepTable {
		at++
	}
	steps := []Step{step}
	if ownTable && s.Plan[at].Kind != StepPodium && scored(&e.Question) {
		steps = append(steps, Step{Kind: StepTable, Round: step.Round})
	}
	s.Plan = slices.Insert(slices.Clone(s.Plan), at, steps...)
}

// setAuto starts or stops going on by itself, from the running phase on.
func (s *State) setAuto(on bool, at Time) {
	if s.Auto == on {
		return
	}
	s.Auto = on
	length := map[Phase]Millis{RoundCard: cardTime, Reveal: revealTime, Table: tableTime, Podium: podiumTime}[s.Phase]
	if s.Phase == Ready {
		length = s.slideLength()
	}
	if length == 0 {
		return
	}
	s.Deadline = 0
	if on {
		if s.Paused() { // the clock goes on from here when the game does
			at = s.PausedAt
		}
		s.Deadline = at.Add(length)
	}
}

// slideLength is how long the running slide stands; 0 if it is a question.
func (s *State) slideLength() Millis {
	q := &s.Questions[s.showing().Question]
	if q.Kind != questions.Slide {
		return 0
	}
	return max(limit(q, &s.Settings), slideTime)
}
