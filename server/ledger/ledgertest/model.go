package ledgertest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"trivium/server/ledger"
)

// model says what a room should hold, in the plainest way: it keeps everything that was ever accepted and searches it.
type model struct {
	batches []ledger.Batch
	pos     []ledger.Pos // pos[i] is the position before batches[i]; one more at the end
	slots   map[ledger.Slot]*modelSlot
}

// modelSlot is a slot of the model.
type modelSlot struct {
	opening      ledger.Opening
	open, sealed bool
	accepted     []ledger.Entry // all revisions, as they came
}

// head is the position of the model's room.
func (m *model) head() ledger.Pos { return m.pos[len(m.pos)-1] }

// slot finds or makes a slot.
func (m *model) slot(name ledger.Slot) *modelSlot {
	if m.slots[name] == nil {
		m.slots[name] = &modelSlot{}
	}
	return m.slots[name]
}

// append says what should come of an append, and does it.
func (m *model) append(after ledger.Pos, b ledger.Batch) (ledger.Pos, error) {
	used := slices.IndexFunc(m.batches, func(other ledger.Batch) bool { return other.ID == b.ID })
	if used >= 0 && m.pos[used] == after {
		return m.pos[used+1], nil
	}
	if after != m.head() {
		return ledger.Pos{}, ledger.ErrMoved
	}
	if used >= 0 {
		return ledger.Pos{}, ledger.ErrInvalid
	}
	m.batches = append(m.batches, b)
	m.pos = append(m.pos, ledger.Pos{N: m.head().N + uint64(len(b.Events)), Head: b.ID})
	for _, opening := range b.Open {
		slot := m.slot(opening.Slot)
		slot.opening, slot.open = opening, true
	}
	for _, name := range b.Seal {
		m.slot(name).sealed = true
	}
	return m.head(), nil
}

// standing gives the latest entry of each key in order of index.
func (s *modelSlot) standing() []ledger.Entry {
	var standing []ledger.Entry
	for _, e := range s.accepted {
		standing = slices.DeleteFunc(standing, func(other ledger.Entry) bool { return other.Key == e.Key })
		standing = append(standing, e)
	}
	return standing
}

// put says what should come of a put, and does it.
func (s *modelSlot) put(e ledger.Entry) ledger.Stored {
	standing := s.standing()
	at := slices.IndexFunc(standing, func(other ledger.Entry) bool { return other.Key == e.Key })
	old := ledger.Entry{Rev: -1}
	if at >= 0 {
		old = standing[at]
	}
	if at >= 0 && e.Rev == old.Rev {
		return ledger.Stored{Outcome: ledger.Accepted, Entry: old}
	}
	if at >= 0 && (e.Rev != old.Rev+1 || !s.opening.Revisable) {
		return ledger.Stored{Outcome: ledger.Conflict, Entry: old}
	}
	if !s.open || s.sealed {
		return ledger.Stored{Outcome: ledger.Sealed, Entry: ledger.Entry{Rev: -1}} // what it holds is not promised
	}
	if e.Rev != old.Rev+1 {
		return ledger.Stored{Outcome: ledger.Conflict}
	}
	if at < 0 && s.opening.Cap > 0 && len(standing) >= s.opening.Cap {
		return ledger.Stored{Outcome: ledger.Full}
	}
	e.Index = len(s.accepted) + 1
	s.accepted = append(s.accepted, e)
	return ledger.Stored{Outcome: ledger.Accepted, Entry: e, Fresh: true}
}

// slotNames is where the model plays.
func slotNames() []ledger.Slot { return []ledger.Slot{"p", "q", "r"} }

// testModel plays random calls on a ledger and on the model, and compares.
func testModel(t *testing.T, body Body) {
	l := body.Open("one")
	games := 0
	rapid.Check(t, func(r *rapid.T) {
		games++
		id := ledger.RoomID("game " + strconv.Itoa(games))
		first := drawBatch(r, "b0")
		m := &model{pos: []ledger.Pos{{}}, slots: map[ledger.Slot]*modelSlot{}}
		wantPos, _ := m.append(ledger.Pos{}, first)
		if pos, err := l.Create(t.Context(), id, string(id), first); err != nil || pos != wantPos {
			r.Fatalf("Create gave %v, %v; want %v", pos, err, wantPos)
		}
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			if rapid.IntRange(0, 3).Draw(r, "kind") == 0 {
				appendBoth(r, t, l, id, m)
			} else {
				putBoth(r, t, l, id, m)
			}
		}
		compare(r, t, l, id, m)
	})
}

// drawBatch draws a batch.
func drawBatch(r *rapid.T, id string) ledger.Batch {
	b := batch(id, rapid.IntRange(1, 3).Draw(r, "events"))
	for _, name := range slotNames() {
		switch rapid.IntRange(0, 5).Draw(r, "slot") {
		case 0, 1:
			b.Open = append(b.Open, ledger.Opening{
				Slot: name, Cap: rapid.IntRange(0, 3).Draw(r, "cap"), Revisable: rapid.Bool().Draw(r, "revisable"),
			})
		case 2:
			if rapid.Bool().Draw(r, "seal") {
				b.Seal = append(b.Seal, name)
			}
		}
	}
	return b
}

// appendBoth appends a batch, sometimes at a wrong place or for the second time.
func appendBoth(r *rapid.T, t *testing.T, l ledger.Ledger, id ledger.RoomID, m *model) {
	b, after := drawBatch(r, "b"+strconv.Itoa(len(m.batches))), m.head()
	switch rapid.IntRange(0, 5).Draw(r, "fault") {
	case 0:
		after = rapid.SampledFrom(m.pos).Draw(r, "after")
	case 1:
		old := rapid.IntRange(0, len(m.batches)-1).Draw(r, "old")
		b, after = m.batches[old], m.pos[old]
	case 2:
		b.ID = rapid.SampledFrom(m.batches).Draw(r, "used").ID
	}
	wantPos, wantErr := m.append(after, b)
	pos, err := l.Append(t.Context(), id, after, b)
	if pos != wantPos || !errors.Is(err, wantErr) {
		r.Fatalf("Append %s after %v gave %v, %v; want %v, %v", b.ID, after, pos, err, wantPos, wantErr)
	}
}

// putBoth puts a few entries.
func putBoth(r *rapid.T, t *testing.T, l ledger.Ledger, id ledger.RoomID, m *model) {
	var sent []ledger.Entry
	for range rapid.IntRange(1, 4).Draw(r, "entries") {
		sent = append(sent, ledger.Entry{
			Slot: rapid.SampledFrom(slotNames()).Draw(r, "slot"),
			Key:  rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(r, "key"),
			Rev:  max(0, rapid.IntRange(-2, 3).Draw(r, "rev")),
			Data: []byte(strconv.Itoa(rapid.IntRange(0, 99).Draw(r, "data"))),
		})
	}
	stored, pos, err := l.Put(t.Context(), id, sent)
	if err != nil || pos != m.head() || len(stored) != len(sent) {
		r.Fatalf("Put gave %v at %v, %v; want to be at %v", stored, pos, err, m.head())
	}
	for i, e := range sent {
		want := m.slot(e.Slot).put(e)
		got := stored[i]
		if want.Entry.Rev < 0 {
			want.Entry, got.Entry = ledger.Entry{}, ledger.Entry{}
		}
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			r.Fatalf("put %+v gave %+v, want %+v", e, got, want)
		}
	}
}

// compare reads everything back.
func compare(r *rapid.T, t *testing.T, l ledger.Ledger, id ledger.RoomID, m *model) {
	for _, name := range slotNames() {
		after := rapid.IntRange(0, 5).Draw(r, "after")
		want := slices.DeleteFunc(m.slot(name).standing(), func(e ledger.Entry) bool { return e.Index <= after })
		got, err := l.Entries(t.Context(), id, name, after)
		if err != nil || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			r.Fatalf("slot %s after %d has %+v, %v; want %+v", name, after, got, err, want)
		}
	}
	at := rapid.IntRange(0, len(m.pos)-1).Draw(r, "from")
	got, err := l.Events(t.Context(), id, m.pos[at])
	if err != nil {
		r.Fatalf("Events after %v: %v", m.pos[at], err)
	}
	for _, b := range m.batches[at:] {
		for i, data := range b.Events {
			if len(got) == 0 || got[0].Pos.Head != b.ID || string(got[0].Data) != string(data) {
				r.Fatalf("where event %d of %s should be is %+v", i, b.ID, got)
			}
			if last := i == len(b.Events)-1; !last && got[0].Sealed != nil || last && len(got[0].Sealed) != len(b.Seal) {
				r.Fatalf("event %d of %s has counts %v", i, b.ID, got[0].Sealed)
			}
			got = got[1:]
		}
	}
	if len(got) > 0 {
		r.Fatalf("behind the end there is %+v", got)
	}
}
