package game

import (
	"maps"
	"slices"
)

// Fact is a stored event with its place in the log, the ledger's time, and the entries that it names.
type Fact struct {
	N       uint64
	At      Time
	Event   Event
	Entries []Entry
}

// Needs names the entries that a fact must bring: those of the slot with an index above after. Seated wants them up to its
// Through, Locked (on) and Closed want all that were sealed. An empty slot means none.
func Needs(s *State, e Event) (slot string, after int) {
	switch e := e.(type) {
	case Seated:
		return s.SeatSlot(), len(s.Seats) - s.Base
	case Locked:
		if e.On {
			return s.SeatSlot(), len(s.Seats) - s.Base
		}
	case Closed:
		return AnswerSlot(len(s.Showings) - 1), 0
	}
	return "", 0
}

// Apply adds one fact to a state and gives the state after it; s is nil for the first. What was decided is never refused:
// an event that makes no sense here can only come from other rules, and changes nothing but the position.
func Apply(s *State, f Fact) *State {
	var next *State
	if opened, ok := f.Event.(Opened); ok && s == nil {
		next = open(opened, f.At)
	} else {
		if s == nil {
			return nil
		}
		next = s.clone()
		next.remember(f.Event)
		if next.fits(f.Event) {
			next.apply(f)
		}
	}
	next.N, next.LastAt = f.N, f.At
	return next
}

func (s *State) apply(f Fact) {
	switch e := f.Event.(type) {
	case Seated:
		s.admit(f.Entries, e.Through, f.At)
	case Locked:
		s.lock(e.On, f)
	case Kicked, Renamed, Teamed, Stretched, Offered, Claimed:
		s.applySeat(f.Event)
	case RoundBegan, Asked, TableShown, BreakBegan, PodiumShown, Ended:
		s.applyStep(f.Event, f.At)
	case Started:
		s.start(f.At)
	case Extended:
		s.extend(e.Add)
	case Closing:
		s.enter(Close, f.At, 0)
	case Closed:
		s.seal(f.Entries)
	case Revealed:
		s.reveal(e, f.At)
	case Paused:
		s.pause(f.At)
	case Resumed:
		s.resume(f.At)
	case Gap:
		s.gap(e, f.At)
	case Judged, Voided, Adjusted:
		s.repair(f.Event)
	case Inserted:
		s.insert(e)
	case Set:
		if e.Auto != nil {
			s.setAuto(*e.Auto, f.At)
		}
		if e.HideTable != nil {
			s.HideTable = *e.HideTable
		}
	case Continued:
		s.NextPIN = e.PIN
	case Opened:
	}
}

// open makes the state that the first event describes.
func open(e Opened, at Time) *State {
	s := &State{
		Rules: e.Rules, PIN: e.PIN, Seed: e.Seed, HostKey: e.HostKey, Settings: e.Settings, Rounds: e.Rounds,
		Questions: e.Questions, Plan: plan(e.Rounds, &e.Settings, e.Questions), Step: -1, Phase: Lobby, Turn: 1, Began: at,
		Generation: 1, Base: len(e.Seats), Auto: e.Settings.Auto, LastAt: at, lots: e.Lots,
	}
	for _, entry := range e.Seats {
		s.Seats = append(s.Seats, SeatState{SeatEntry: entry, Bucket: bucketMax})
	}
	s.index(nil, nil)
	s.rescore()
	return s
}

// remember keeps the counter of the sender, so that a repeat of the command is known.
func (s *State) remember(e Event) {
	by := sender(e)
	if by.Sender == "" {
		return
	}
	s.ownSenders()
	if s.Senders == nil {
		s.Senders = map[string]uint64{}
	}
	s.Senders[by.Sender] = max(s.Senders[by.Sender], by.Counter)
}

// admit seats the entries that came since, up to the one with index through.
func (s *State) admit(entries []Entry, through int, at Time) {
	s.SeatedAt = at
	seats := slices.Clone(s.Seats)
	for _, entry := range entries {
		if entry.Index > through {
			break
		}
		decoded, err := DecodeEntry[SeatEntry](entry.Data)
		if err != nil { // never written by us; the seat's number must not be given to somebody else
			decoded = SeatEntry{Key: entry.Key}
		}
		seats = append(seats, SeatState{SeatEntry: decoded, Bucket: bucketMax, Kicked: err != nil})
	}
	s.Seats = seats
	s.index(s.byToken, s.byKey)
	s.rank()
}

// lock closes the door behind all that were stored, or opens it again with a new slot.
func (s *State) lock(on bool, f Fact) {
	if on {
		through := s.Base
		for _, entry := range f.Entries {
			through = max(through, entry.Index)
		}
		s.admit(f.Entries, through, f.At)
		s.Locked = true
		return
	}
	s.Locked = false
	s.Generation++
	s.Base = len(s.Seats)
}

func (s *State) applySeat(e Event) {
	s.ownSeats()
	switch e := e.(type) {
	case Kicked:
		s.Seats[e.Seat-1].Kicked = true
		s.rescore()
	case Renamed:
		s.Seats[e.Seat-1].Name, s.Seats[e.Seat-1].Key = e.Name, e.Key
		s.index(nil, nil)
	case Teamed:
		s.Seats[e.Seat-1].Team, s.Seats[e.Seat-1].TeamKey = e.Team, e.TeamKey
		s.rescore()
	case Stretched:
		s.Seats[e.Seat-1].Stretch = e.Percent
	case Offered:
		s.Seats[e.Seat-1].Code = e.Code
	case Claimed:
		s.Seats[e.Seat-1].Token, s.Seats[e.Seat-1].Code = e.Token, ""
		s.index(nil, nil)
	}
}

// repair changes what counts, after which everything is added up again.
func (s *State) repair(e Event) {
	switch e := e.(type) {
	case Judged:
		show := s.ownShowing(e.Showing)
		show.Verdicts = maps.Clone(show.Verdicts)
		for _, text := range e.Texts {
			show.Verdicts[text] = e.Right
		}
	case Voided:
		s.ownShowing(e.Showing).Voided = e.On
	case Adjusted:
		s.Adjustments = append(slices.Clone(s.Adjustments), e)
	}
	s.rescore()
}
