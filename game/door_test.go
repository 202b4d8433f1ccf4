package game

import (
	"errors"
	"testing"
)

func TestAFullRoomStaysFull(t *testing.T) {
	set := DefaultSettings()
	set.SeatMax = 2
	w := newTable(t, set, capital())
	w.join("Ada", "Ben")
	w.do(Command{Verb: DoLock})
	if _, err := Decide(w.s, Command{Verb: DoUnlock}, w.now); !errors.Is(err, ErrNotNow) {
		t.Errorf("a full room is opened again: %v", err)
	}
	set.SeatMax = 1
	for _, carried := range [][]SeatEntry{{{Name: "Ada"}}, {{Name: "Ada"}, {Name: "Ben"}}} {
		open, _, _ := Slots(nil, []Event{Opened{Settings: set, Seats: carried}})
		for _, slot := range open {
			if slot.Slot == SeatSlot(1) {
				t.Errorf("%d people in a room for one, and seats are opened for %d more", len(carried), slot.Cap)
			}
		}
	}
}
