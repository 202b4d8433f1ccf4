package ledgertest

import (
	"fmt"
	"testing"

	"trivium/server/ledger"
)

func testSlotOpensAndSeals(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", nil)
	want(t, put(t, l, "r", entry("s", "early", "v")), ledger.Sealed, false, "")
	opening := batch("b", 1)
	opening.Open = []ledger.Opening{{Slot: "s"}}
	pos = must(t, l, "r", pos, opening)
	got := put(t, l, "r", entry("s", "k", "v"))
	want(t, got, ledger.Accepted, true, "v")
	if got.Entry.Index != 1 || got.Entry.Key != "k" || got.Entry.Slot != "s" {
		t.Fatalf("stored is %+v", got.Entry)
	}
	sealing := batch("c", 1)
	sealing.Seal = []ledger.Slot{"s"}
	must(t, l, "r", pos, sealing)
	want(t, put(t, l, "r", entry("s", "late", "v")), ledger.Sealed, false, "")
	if read := entries(t, l, "r", "s"); len(read) != 1 || read[0].Key != "k" {
		t.Fatalf("the slot has %v", read)
	}
}

func testSealedIsForEver(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", []ledger.Opening{{Slot: "brief"}}, "brief", "never")
	again := batch("b", 1)
	again.Open = []ledger.Opening{{Slot: "brief"}, {Slot: "never"}}
	must(t, l, "r", pos, again)
	want(t, put(t, l, "r", entry("brief", "k", "v")), ledger.Sealed, false, "")
	want(t, put(t, l, "r", entry("never", "k", "v")), ledger.Sealed, false, "")
}

func testSealCounts(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", []ledger.Opening{{Slot: "s"}, {Slot: "rev", Revisable: true}, {Slot: "empty"}})
	for i := range 5 {
		put(t, l, "r", entry("s", fmt.Sprint(i), "v"))
		put(t, l, "r", entry("s", "0", "again"))
		put(t, l, "r", ledger.Entry{Slot: "rev", Key: "k", Rev: i, Data: []byte("v")})
	}
	sealing := batch("b", 2)
	sealing.Seal = []ledger.Slot{"s", "rev", "empty", "never"}
	pos = must(t, l, "r", pos, sealing)
	read := events(t, l, "r")
	if read[1].Sealed != nil {
		t.Fatalf("counts on an event that is not the batch's last: %v", read[1].Sealed)
	}
	counts := read[2].Sealed
	if len(counts) != 4 || counts["s"] != 5 || counts["rev"] != 1 || counts["empty"] != 0 || counts["never"] != 0 {
		t.Fatalf("counts are %v", counts)
	}
	later := batch("c", 1)
	later.Seal = []ledger.Slot{"s"}
	must(t, l, "r", pos, later)
	if counts := events(t, l, "r")[3].Sealed; len(counts) != 1 || counts["s"] != 5 {
		t.Fatalf("counts of a second seal are %v", counts)
	}
}

func testFirstWriteStands(t *testing.T, body Body) {
	l := body.Open("one")
	room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	want(t, put(t, l, "r", entry("s", "k", "first")), ledger.Accepted, true, "first")
	for _, data := range []string{"first", "second", ""} {
		got := put(t, l, "r", entry("s", "k", data))
		want(t, got, ledger.Accepted, false, "first")
		if got.Entry.Index != 1 || got.Entry.Key != "k" || got.Entry.Slot != "s" || got.Entry.Rev != 0 {
			t.Fatalf("what stands is %+v", got.Entry)
		}
	}
	want(t, put(t, l, "r", ledger.Entry{Slot: "s", Key: "k", Rev: 1}), ledger.Conflict, false, "first")
	want(t, put(t, l, "r", ledger.Entry{Slot: "s", Key: "new", Rev: 1}), ledger.Conflict, false, "")
	want(t, put(t, l, "r", entry("s", "without", "")), ledger.Accepted, true, "")
	if read := entries(t, l, "r", "s"); len(read) != 2 {
		t.Fatalf("the slot has %v", read)
	}
}

func testResendAfterSeal(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", []ledger.Opening{{Slot: "s"}, {Slot: "rev", Revisable: true}})
	put(t, l, "r", entry("s", "k", "v"))
	put(t, l, "r", entry("rev", "k", "v0"))
	put(t, l, "r", ledger.Entry{Slot: "rev", Key: "k", Rev: 1, Data: []byte("v1")})
	sealing := batch("b", 1)
	sealing.Seal = []ledger.Slot{"s", "rev"}
	must(t, l, "r", pos, sealing)
	want(t, put(t, l, "r", entry("s", "k", "other")), ledger.Accepted, false, "v")
	want(t, put(t, l, "r", ledger.Entry{Slot: "rev", Key: "k", Rev: 1}), ledger.Accepted, false, "v1")
	if got := put(t, l, "r", ledger.Entry{Slot: "rev", Key: "k", Rev: 2}); got.Outcome != ledger.Sealed {
		t.Fatalf("a revision after the seal gave %+v", got)
	}
	want(t, put(t, l, "r", entry("rev", "k", "v0")), ledger.Conflict, false, "v1")
}

func testCap(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", []ledger.Opening{{Slot: "s", Cap: 2}})
	want(t, put(t, l, "r", entry("s", "1", "v")), ledger.Accepted, true, "v")
	want(t, put(t, l, "r", entry("s", "2", "v")), ledger.Accepted, true, "v")
	want(t, put(t, l, "r", entry("s", "3", "v")), ledger.Full, false, "")
	want(t, put(t, l, "r", entry("s", "2", "again")), ledger.Accepted, false, "v")
	wider := batch("b", 1)
	wider.Open = []ledger.Opening{{Slot: "s", Cap: 3}}
	must(t, l, "r", pos, wider)
	got := put(t, l, "r", entry("s", "3", "v"))
	want(t, got, ledger.Accepted, true, "v")
	if got.Entry.Index != 3 {
		t.Fatalf("a refused put took an index: the next has %d", got.Entry.Index)
	}
	want(t, put(t, l, "r", entry("s", "4", "v")), ledger.Full, false, "")
}

func testRevisions(t *testing.T, body Body) {
	l := body.Open("one")
	room(t, l, "r", []ledger.Opening{{Slot: "s", Revisable: true, Cap: 2}})
	revision := func(rev int, data string) ledger.Entry {
		return ledger.Entry{Slot: "s", Key: "k", Rev: rev, Data: []byte(data)}
	}
	want(t, put(t, l, "r", revision(1, "too soon")), ledger.Conflict, false, "")
	want(t, put(t, l, "r", revision(0, "zero")), ledger.Accepted, true, "zero")
	want(t, put(t, l, "r", entry("s", "other", "v")), ledger.Accepted, true, "v")
	want(t, put(t, l, "r", revision(2, "too far")), ledger.Conflict, false, "zero")
	want(t, put(t, l, "r", revision(1, "one")), ledger.Accepted, true, "one")
	want(t, put(t, l, "r", revision(1, "one more")), ledger.Accepted, false, "one")
	want(t, put(t, l, "r", revision(0, "old")), ledger.Conflict, false, "one")
	read := entries(t, l, "r", "s")
	if len(read) != 2 || read[0].Key != "other" || read[1].Key != "k" || read[1].Rev != 1 || string(read[1].Data) != "one" {
		t.Fatalf("the slot has %v", read)
	}
	if news, err := l.Entries(t.Context(), "r", "s", 2); err != nil || len(news) != 1 || news[0].Index != 3 {
		t.Fatalf("behind the first two there is %v, %v", news, err)
	}
	stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{
		revision(2, "two"), revision(2, "again"), revision(3, "three"), revision(2, "old"),
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, stored[0], ledger.Accepted, true, "two")
	want(t, stored[1], ledger.Accepted, false, "two")
	want(t, stored[2], ledger.Accepted, true, "three")
	want(t, stored[3], ledger.Conflict, false, "three")
}

func testOutcomesInOrder(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", []ledger.Opening{{Slot: "s", Cap: 2}, {Slot: "t"}})
	stored, at, err := l.Put(t.Context(), "r", []ledger.Entry{
		entry("s", "1", "v"), entry("u", "1", "v"), entry("s", "1", "again"), entry("t", "1", "v"),
		entry("s", "2", "v"), entry("s", "3", "v"), entry("t", "2", "v"),
	})
	if err != nil || at != pos || len(stored) != 7 {
		t.Fatalf("Put gave %v at %v, %v", stored, at, err)
	}
	outcomes := []ledger.Outcome{
		ledger.Accepted, ledger.Sealed, ledger.Accepted, ledger.Accepted, ledger.Accepted, ledger.Full, ledger.Accepted,
	}
	indexes := []int{1, 0, 1, 1, 2, 0, 2}
	for i, got := range stored {
		if got.Outcome != outcomes[i] || got.Entry.Index != indexes[i] {
			t.Fatalf("entry %d gave %+v, want outcome %d at %d", i, got, outcomes[i], indexes[i])
		}
	}
}

func testEntriesAfter(t *testing.T, body Body) {
	const count = 300 // more than any body writes with one statement
	l := body.Open("one")
	room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	var all []ledger.Entry
	for i := range count {
		all = append(all, entry("s", fmt.Sprint("k", count-i), fmt.Sprint("v", i)))
	}
	if _, _, err := l.Put(t.Context(), "r", all); err != nil {
		t.Fatal(err)
	}
	for _, after := range []int{-1, 0, 1, 150, count - 1, count, count + 5} {
		read, err := l.Entries(t.Context(), "r", "s", after)
		if err != nil || len(read) != min(count, max(0, count-max(after, 0))) {
			t.Fatalf("Entries after %d gave %d, %v", after, len(read), err)
		}
		for i, got := range read {
			index := max(after, 0) + i + 1
			if got.Index != index || got.Key != all[index-1].Key || string(got.Data) != string(all[index-1].Data) {
				t.Fatalf("after %d the entry %d is %+v", after, i, got)
			}
		}
	}
	if read := entries(t, l, "r", "unheard of"); len(read) != 0 {
		t.Fatalf("a slot that was never opened has %v", read)
	}
}

func testRoomsAreApart(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	room(t, l, "q", []ledger.Opening{{Slot: "s"}})
	put(t, l, "r", entry("s", "k", "of r"))
	want(t, put(t, l, "q", entry("s", "k", "of q")), ledger.Accepted, true, "of q")
	sealing := batch("b", 1)
	sealing.Seal = []ledger.Slot{"s"}
	must(t, l, "r", pos, sealing)
	got := put(t, l, "q", entry("s", "k2", "of q"))
	want(t, got, ledger.Accepted, true, "of q")
	if got.Entry.Index != 2 {
		t.Fatalf("the second entry of its room has index %d", got.Entry.Index)
	}
	if n := len(events(t, l, "q")); n != 1 {
		t.Fatalf("the other room has %d events", n)
	}
}

func testBytesAreCopied(t *testing.T, body Body) {
	l := body.Open("one")
	room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	data := []byte("right")
	stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{{Slot: "s", Key: "k", Data: data}})
	if err != nil {
		t.Fatal(err)
	}
	pos := must(t, l, "r", ledger.Pos{N: 1, Head: "a"}, ledger.Batch{ID: "b", Events: [][]byte{data}})
	copy(data, "wrong")
	if string(stored[0].Entry.Data) != "right" {
		t.Fatalf("the answer holds the caller's bytes: %q", stored[0].Entry.Data)
	}
	if read := entries(t, l, "r", "s"); string(read[0].Data) != "right" {
		t.Fatalf("the entry is %q", read[0].Data)
	}
	if read := events(t, l, "r"); string(read[pos.N-1].Data) != "right" {
		t.Fatalf("the event is %q", read[pos.N-1].Data)
	}
}
