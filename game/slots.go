package game

// SlotOpening says which slot the batch of an event opens, and how.
type SlotOpening struct {
	Slot      string
	Cap       int
	Revisable bool
}

// Slots gives what the batch that stores these events, decided on s, opens and seals, and whether it frees the PIN. For the
// first event s is nil.
func Slots(s *State, events []Event) (open []SlotOpening, seal []string, release bool) {
	for _, e := range events {
		switch e := e.(type) {
		case Opened:
			open = append(open, SlotOpening{Slot: PresenceSlot, Revisable: true})
			if free := e.Settings.SeatMax - len(e.Seats); free > 0 { // a cap of 0 would be none
				open = append(open, SlotOpening{Slot: SeatSlot(1), Cap: free})
			}
		case Locked:
			if e.On {
				seal = append(seal, s.SeatSlot())
			} else {
				open = append(open, SlotOpening{Slot: SeatSlot(s.Generation + 1), Cap: s.Settings.SeatMax - len(s.Seats)})
			}
		case Started:
			showing := len(s.Showings) - 1
			open = append(open, SlotOpening{Slot: AnswerSlot(showing)}, SlotOpening{Slot: FlushSlot(showing)})
		case Closed:
			showing := len(s.Showings) - 1
			seal = append(seal, AnswerSlot(showing), FlushSlot(showing))
		case Ended:
			release = true
			seal = append(seal, PresenceSlot)
			if !s.Locked {
				seal = append(seal, s.SeatSlot())
			}
		}
	}
	return open, seal, release
}
