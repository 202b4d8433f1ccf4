package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"trivium/server/store"
)

// enter puts members that must be taken.
func enter(t testing.TB, s store.Store, index string, members ...store.Member) {
	t.Helper()
	if err := s.Enter(t.Context(), index, members...); err != nil {
		t.Fatalf("enter: %v", err)
	}
}

// shown writes a page as "position rank id", for comparing.
func shown(page store.Page) string {
	lines := make([]string, len(page.Members))
	for i, m := range page.Members {
		lines[i] = fmt.Sprintf("%d/%d %s", m.Position, m.Rank, m.ID)
	}
	return fmt.Sprintf("%s of %d", strings.Join(lines, ", "), page.Count)
}

func wantPage(t testing.TB, what, want string) func(store.Page, error) {
	return func(page store.Page, err error) {
		t.Helper()
		if got := shown(page); err != nil || got != want {
			t.Errorf("%s: got %s, %v; want %s", what, got, err, want)
		}
	}
}

func testIndex(t *testing.T, s store.Store) {
	ctx := t.Context()
	wantPage(t, "no index", " of 0")(s.From(ctx, "board", 1, 10))
	wantPage(t, "no index, behind", " of 0")(s.After(ctx, "board", "", "", 10))
	wantPage(t, "no index, find", " of 0")(s.Find(ctx, "board", "a"))
	enter(t, s, "board",
		store.Member{ID: "ben", Order: "0200"}, store.Member{ID: "ada", Order: "0200", Data: []byte("Ada")},
		store.Member{ID: "cleo", Order: "0100"}, store.Member{ID: "dora", Order: "0300"}, store.Member{ID: "eve", Order: "0200"})
	wantPage(t, "all", "1/1 dora, 2/2 ada, 3/2 ben, 4/2 eve, 5/5 cleo of 5")(s.From(ctx, "board", 1, 10))
	wantPage(t, "from within equals", "4/2 eve, 5/5 cleo of 5")(s.From(ctx, "board", 4, 10))
	wantPage(t, "at most two", "3/2 ben, 4/2 eve of 5")(s.From(ctx, "board", 3, 2))
	wantPage(t, "from above the top", "1/1 dora of 5")(s.From(ctx, "board", -3, 1))
	wantPage(t, "from beyond the end", " of 5")(s.From(ctx, "board", 6, 1))
	wantPage(t, "the count alone", " of 5")(s.From(ctx, "board", 1, 0))
	wantPage(t, "behind a member", "3/2 ben, 4/2 eve of 5")(s.After(ctx, "board", "0200", "ada", 2))
	wantPage(t, "behind a place without a member", "4/2 eve, 5/5 cleo of 5")(s.After(ctx, "board", "0200", "c", 9))
	wantPage(t, "behind the last", " of 5")(s.After(ctx, "board", "0100", "cleo", 9))
	wantPage(t, "found", "5/5 cleo, 4/2 eve of 5")(s.Find(ctx, "board", "cleo", "nobody", "eve"))
	wantPage(t, "around", "2/2 ada, 3/2 ben, 4/2 eve of 5")(s.Around(ctx, "board", "ben", 1, 1))
	wantPage(t, "around the first", "1/1 dora, 2/2 ada of 5")(s.Around(ctx, "board", "dora", 2, 1))
	wantPage(t, "around the last", "4/2 eve, 5/5 cleo of 5")(s.Around(ctx, "board", "cleo", 1, 7))
	wantPage(t, "around, alone", "5/5 cleo of 5")(s.Around(ctx, "board", "cleo", 0, 0))
	if _, err := s.Around(ctx, "board", "nobody", 1, 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("around nobody: %v", err)
	}
	if _, err := s.Around(ctx, "none", "ada", 1, 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("around somebody of no index: %v", err)
	}
	page, err := s.Find(ctx, "board", "ada", "ben")
	if err != nil || string(page.Members[0].Data) != "Ada" || page.Members[0].Order != "0200" || len(page.Members[1].Data) != 0 {
		t.Errorf("what was entered: %v, %v", page, err)
	}
}

func testIndexChanges(t *testing.T, s store.Store) {
	ctx := t.Context()
	enter(t, s, "board", store.Member{ID: "a", Order: "1"}, store.Member{ID: "b", Order: "2"}, store.Member{ID: "c", Order: "3"})
	for range 2 { // again it changes nothing
		enter(t, s, "board", store.Member{ID: "a", Order: "4", Data: []byte("new")})
		wantPage(t, "moved up", "1/1 a, 2/2 c, 3/3 b of 3")(s.From(ctx, "board", 1, 9))
	}
	enter(t, s, "board", store.Member{ID: "a", Order: "4", Data: []byte("newer")})
	page, err := s.Find(ctx, "board", "a")
	if err != nil || string(page.Members[0].Data) != "newer" {
		t.Errorf("new data at the same place: %v, %v", page, err)
	}
	enter(t, s, "board", store.Member{ID: "d", Order: "1"}, store.Member{ID: "d", Order: "9"})
	wantPage(t, "twice in one call", "1/1 d, 2/2 a, 3/3 c, 4/4 b of 4")(s.From(ctx, "board", 1, 9))
	for range 2 { // the second time they are not there, which is no error
		if err := s.Leave(ctx, "board", "c", "nobody", "d"); err != nil {
			t.Fatal(err)
		}
	}
	wantPage(t, "left", "1/1 a, 2/2 b of 2")(s.From(ctx, "board", 1, 9))
	if err := s.Leave(ctx, "none", "a"); err != nil {
		t.Error(err)
	}
	enter(t, s, "other", store.Member{ID: "a", Order: "7"})
	for range 2 {
		if err := s.Clear(ctx, "board"); err != nil {
			t.Fatal(err)
		}
	}
	wantPage(t, "cleared", " of 0")(s.From(ctx, "board", 1, 9))
	wantPage(t, "another index", "1/1 a of 1")(s.From(ctx, "other", 1, 9))
	enter(t, s, "board", store.Member{ID: "b", Order: "1"})
	wantPage(t, "begun anew", "1/1 b of 1")(s.From(ctx, "board", 1, 9))
	if err := s.Enter(ctx, "board"); err != nil {
		t.Error(err)
	}
}

// testIndexMany is large enough for whatever a body does about size: it grows at one end, shrinks from the middle, and is
// compared with what it should be at places all over.
func testIndexMany(t *testing.T, s store.Store) {
	const many = 3000
	members := make([]store.Member, many)
	for i := range members {
		members[i] = store.Member{ID: fmt.Sprintf("%05d", i), Order: fmt.Sprintf("%05d", i/3)}
	}
	enter(t, s, "board", members...)
	check := func(what string, want []store.Placed) {
		t.Helper()
		for at := 0; at < len(want); at += 97 {
			page, err := s.From(t.Context(), "board", at+1, 2)
			if err != nil || page.Count != len(want) || len(page.Members) == 0 || page.Members[0].ID != want[at].ID ||
				page.Members[0].Position != at+1 || page.Members[0].Rank != want[at].Rank {
				t.Fatalf("%s, from %d: %s, %v; want %v", what, at+1, shown(page), err, want[at])
			}
			found, err := s.Find(t.Context(), "board", want[at].ID)
			if err != nil || len(found.Members) != 1 || found.Members[0].Position != at+1 || found.Members[0].Rank != want[at].Rank {
				t.Fatalf("%s, find %s: %s, %v; want %v", what, want[at].ID, shown(found), err, want[at])
			}
		}
		if page, err := s.From(t.Context(), "board", 1, 10*store.PageMax); err != nil || len(page.Members) != min(store.PageMax, len(want)) {
			t.Errorf("%s: a page of %d, %v", what, len(page.Members), err)
		}
	}
	check("grown", inOrder(members))
	var ids []string
	for _, m := range members[700:2500] {
		ids = append(ids, m.ID)
	}
	if err := s.Leave(t.Context(), "board", ids...); err != nil {
		t.Fatal(err)
	}
	left := append(members[:700:700], members[2500:]...)
	check("shrunk", inOrder(left))
	if err := s.Clear(t.Context(), "board"); err != nil {
		t.Fatal(err)
	}
	wantPage(t, "cleared", " of 0")(s.From(t.Context(), "board", 1, 9))
}

// testIndexWhole enters what is hard to keep.
func testIndexWhole(t *testing.T, s store.Store) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	members := []store.Member{
		{ID: "", Order: ""},
		{ID: "", Order: "x"},
		{ID: "empty order", Order: "", Data: all},
		{ID: "\x00", Order: "\x00"},
		{ID: "\x00\x01", Order: "\x00\x01"},
		{ID: "a\x00b", Order: "a\x00"},
		{ID: "Ω ≠ 🎉 é", Order: "日本語"},
		{ID: "a:b {c} * d'\"\\ \n%", Order: "a:b {c} *"},
		{ID: strings.Repeat("long", 50), Order: strings.Repeat("long", 50), Data: bytes.Repeat(all, 16)},
	}
	enter(t, s, "a {b} *", members...)
	want := inOrder(members[1:]) // the first was replaced by the second
	page, err := s.From(t.Context(), "a {b} *", 1, 100)
	if err != nil || len(page.Members) != len(want) {
		t.Fatalf("%d members, %v; want %d", len(page.Members), err, len(want))
	}
	for i, m := range page.Members {
		if m.ID != want[i].ID || m.Order != want[i].Order || !bytes.Equal(m.Data, want[i].Data) || m.Position != i+1 {
			t.Errorf("at %d: got %.100v, want %.100v", i, m, want[i])
		}
	}
}

func testIndexContextEnded(t *testing.T, s store.Store) {
	enter(t, s, "board", store.Member{ID: "a", Order: "1"})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	calls := map[string]func() error{
		"find":   func() error { _, err := s.Find(ended, "board", "a"); return err },
		"from":   func() error { _, err := s.From(ended, "board", 1, 1); return err },
		"after":  func() error { _, err := s.After(ended, "board", "2", "", 1); return err },
		"around": func() error { _, err := s.Around(ended, "board", "a", 1, 1); return err },
	}
	for what, call := range calls {
		if err := call(); !errors.Is(err, store.ErrUnavailable) || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, err := range map[string]error{ // a body may finish what was begun
		"enter": s.Enter(ended, "board", store.Member{ID: "a", Order: "1"}), "leave": s.Leave(ended, "board", "b"), "clear": s.Clear(ended, "other"),
	} {
		if err != nil && !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: %v", what, err)
		}
	}
	wantPage(t, "afterwards", "1/1 a of 1")(s.From(t.Context(), "board", 1, 9))
}
