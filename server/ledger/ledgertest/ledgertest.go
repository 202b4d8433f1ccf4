// Package ledgertest is the conformance suite of the ledger: what the port promises, shown for each body by the same tests.
// It is imported by tests only.
package ledgertest

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"trivium/server/ledger"
)

// Body is a fresh truth to be tested.
type Body struct {
	// Open starts an instance over the truth. It is closed by whoever made the Body.
	Open func(name string) ledger.Ledger
	// Advance lets so much room time pass.
	Advance func(by time.Duration)
	// Alone says that the truth takes one instance only; the tests that need two are then left out.
	Alone bool
}

// Run runs the suite. start makes a fresh truth for one test and cleans up with t.Cleanup.
func Run(t *testing.T, start func(t *testing.T) Body) {
	t.Helper()
	tests := []struct {
		name string
		test func(*testing.T, Body)
	}{
		{"Positions", testPositions},
		{"AppendMoved", testAppendMoved},
		{"AppendRepeated", testAppendRepeated},
		{"AppendIsWhole", testAppendIsWhole},
		{"AppendInvalid", testAppendInvalid},
		{"AppendsRace", testAppendsRace},
		{"CreateRepeated", testCreateRepeated},
		{"PINIsUnique", testPINIsUnique},
		{"PINRests", testPINRests},
		{"CreatesRace", testCreatesRace},
		{"NoRoom", testNoRoom},
		{"AppendPutBack", testAppendPutBack},
		{"EventsAfter", testEventsAfter},
		{"TimeNeverFalls", testTimeNeverFalls},
		{"SlotOpensAndSeals", testSlotOpensAndSeals},
		{"SealedIsForEver", testSealedIsForEver},
		{"SealCounts", testSealCounts},
		{"FirstWriteStands", testFirstWriteStands},
		{"ResendAfterSeal", testResendAfterSeal},
		{"Cap", testCap},
		{"Revisions", testRevisions},
		{"OutcomesInOrder", testOutcomesInOrder},
		{"EntriesAfter", testEntriesAfter},
		{"RoomsAreApart", testRoomsAreApart},
		{"BytesAreCopied", testBytesAreCopied},
		{"Watch", testWatch},
		{"LeadAlone", testLeadAlone},
		{"OrphansAlone", testOrphansAlone},
		{"Alive", testAlive},
		{"ContextEnded", testContextEnded},
		{"Closed", testClosed},
		{"PutsRace", testPutsRace},
		{"SealRacesPuts", testSealRacesPuts},
		{"Model", testModel},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.test(t, start(t)) })
	}
	if start(t).Alone {
		return
	}
	t.Run("LeadHandOver", func(t *testing.T) { testLeadHandOver(t, start(t)) })
	t.Run("AliveTogether", func(t *testing.T) { testAliveTogether(t, start(t)) })
	t.Run("Orphans", func(t *testing.T) { testOrphans(t, start(t)) })
	t.Run("Release", func(t *testing.T) { testRelease(t, start(t)) })
	t.Run("OneTruth", func(t *testing.T) { testOneTruth(t, start(t)) })
}

// batch makes a batch with so many events, whose data tells which they are.
func batch(id string, events int) ledger.Batch {
	made := ledger.Batch{ID: id}
	for i := range events {
		made.Events = append(made.Events, []byte(id+"/"+strconv.Itoa(i)))
	}
	return made
}

// entry makes a first write.
func entry(slot ledger.Slot, key, data string) ledger.Entry {
	return ledger.Entry{Slot: slot, Key: key, Data: []byte(data)}
}

// room makes a room whose log has one batch "a" of one event, which opens and seals as told.
func room(t testing.TB, l ledger.Ledger, id ledger.RoomID, open []ledger.Opening, seal ...ledger.Slot) ledger.Pos {
	t.Helper()
	first := batch("a", 1)
	first.Open, first.Seal = open, seal
	pos, err := l.Create(t.Context(), id, "pin of "+string(id), first)
	if err != nil {
		t.Fatalf("Create: %v", err)
	}
	return pos
}

// must appends a batch that has to go in.
func must(t testing.TB, l ledger.Ledger, id ledger.RoomID, after ledger.Pos, b ledger.Batch) ledger.Pos {
	t.Helper()
	pos, err := l.Append(t.Context(), id, after, b)
	if err != nil {
		t.Fatalf("Append %s: %v", b.ID, err)
	}
	return pos
}

// put puts one entry.
func put(t testing.TB, l ledger.Ledger, id ledger.RoomID, e ledger.Entry) ledger.Stored {
	t.Helper()
	stored, _, err := l.Put(t.Context(), id, []ledger.Entry{e})
	if err != nil || len(stored) != 1 {
		t.Fatalf("Put gave %v, %v", stored, err)
	}
	return stored[0]
}

// want fails unless a put became what it should.
func want(t testing.TB, got ledger.Stored, outcome ledger.Outcome, fresh bool, data string) {
	t.Helper()
	if got.Outcome != outcome || got.Fresh != fresh || string(got.Entry.Data) != data {
		t.Fatalf("put gave outcome %d, fresh %v, data %q; want %d, %v, %q",
			got.Outcome, got.Fresh, got.Entry.Data, outcome, fresh, data)
	}
}

// events reads all events.
func events(t testing.TB, l ledger.Ledger, id ledger.RoomID) []ledger.Event {
	t.Helper()
	read, err := l.Events(t.Context(), id, ledger.Pos{})
	if err != nil {
		t.Fatalf("Events: %v", err)
	}
	return read
}

// entries reads all entries of a slot.
func entries(t testing.TB, l ledger.Ledger, id ledger.RoomID, slot ledger.Slot) []ledger.Entry {
	t.Helper()
	read, err := l.Entries(t.Context(), id, slot, 0)
	if err != nil {
		t.Fatalf("Entries: %v", err)
	}
	return read
}

// wantErr fails unless an error is the one that should come.
func wantErr(t testing.TB, what string, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("%s gave %v, want %v", what, err, target)
	}
}
