package game

// fits tells whether an event can be applied to the state at all. What Decide gave always does; anything else can only come
// from other rules, or from a store that is damaged, and must not bring an instance down.
func (s *State) fits(e Event) bool {
	switch e := e.(type) {
	case Kicked:
		return s.seated(e.Seat)
	case Renamed:
		return s.seated(e.Seat)
	case Teamed:
		return s.seated(e.Seat)
	case Stretched:
		return s.seated(e.Seat)
	case Offered:
		return s.seated(e.Seat)
	case Claimed:
		return s.seated(e.Seat)
	case RoundBegan:
		return s.planned(e.Step, StepRound)
	case Asked:
		return s.planned(e.Step, StepQuestion)
	case TableShown:
		return s.planned(e.Step, StepTable)
	case BreakBegan:
		return s.planned(e.Step, StepBreak)
	case Started:
		return s.Phase == Ready
	case Closing:
		return s.Phase == Open
	case Closed:
		return (s.Phase == Open || s.Phase == Close) && !s.showing().Closed
	case Revealed:
		return s.Phase == Close && s.showing().Closed
	case Resumed:
		return s.Paused()
	case Judged:
		return s.shown(e.Showing) && (len(e.Texts) == 0 || s.Showings[e.Showing].Verdicts != nil)
	case Voided:
		return s.shown(e.Showing)
	case Adjusted:
		return e.Seat == 0 || s.seated(e.Seat)
	case Opened:
		return false
	default: // the others ask nothing of the state
		return true
	}
}

func (s *State) seated(seat Seat) bool { return seat >= 1 && int(seat) <= len(s.Seats) }

func (s *State) planned(step int, kind StepKind) bool {
	return step >= 0 && step < len(s.Plan) && s.Plan[step].Kind == kind
}

func (s *State) shown(showing int) bool { return showing >= 0 && showing < len(s.Showings) }
