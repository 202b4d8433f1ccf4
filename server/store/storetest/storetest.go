// Package storetest is the conformance suite of the store: what the port promises, shown for each body by the same tests. It is
// imported by tests only.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"trivium/server/store"
)

// Run runs the suite. start makes an empty store for one test and cleans up with t.Cleanup.
func Run(t *testing.T, start func(t *testing.T) store.Store) {
	t.Helper()
	for _, test := range []struct {
		name string
		test func(*testing.T, store.Store)
	}{
		{"Versions", testVersions},
		{"Delete", testDelete},
		{"CollectionsAreApart", testCollectionsAreApart},
		{"Whole", testWhole},
		{"Pages", testPages},
		{"Ties", testTies},
		{"OrderMoves", testOrderMoves},
		{"Orders", testOrders},
		{"ContextEnded", testContextEnded},
		{"FirstPutsRace", testFirstPutsRace},
		{"CountersRace", testCountersRace},
		{"ListsRace", testListsRace},
		{"Model", testModel},
		{"Index", testIndex},
		{"IndexChanges", testIndexChanges},
		{"IndexMany", testIndexMany},
		{"IndexWhole", testIndexWhole},
		{"IndexContextEnded", testIndexContextEnded},
		{"IndexRaces", testIndexRaces},
		{"IndexModel", testIndexModel},
	} {
		t.Run(test.name, func(t *testing.T) { test.test(t, start(t)) })
	}
}

// put stores a document that must be taken, and gives it as it is stored now.
func put(t testing.TB, s store.Store, collection string, d store.Document) store.Document {
	t.Helper()
	version, err := s.Put(t.Context(), collection, d)
	if err != nil {
		t.Fatalf("put %q: %v", d.ID, err)
	}
	if version != d.Version+1 {
		t.Fatalf("put %q of version %d gave %d", d.ID, d.Version, version)
	}
	d.Version = version
	return d
}

// same holds what is stored against what should be.
func same(t testing.TB, s store.Store, collection string, want store.Document) {
	t.Helper()
	got, err := s.Get(t.Context(), collection, want.ID)
	if err != nil {
		t.Fatalf("get %q: %v", want.ID, err)
	}
	if !equal(got, want) {
		t.Errorf("got %.200v, want %.200v", got, want)
	}
}

func equal(a, b store.Document) bool {
	return a.ID == b.ID && a.Order == b.Order && a.Version == b.Version && bytes.Equal(a.Data, b.Data)
}

// ids lists a collection in pages.
func ids(t testing.TB, s store.Store, collection string, page int) []string {
	t.Helper()
	var all []string
	for below := ""; ; {
		list, err := s.List(t.Context(), collection, below, page)
		if err != nil {
			t.Fatalf("list below %q: %v", below, err)
		}
		if len(list) > page {
			t.Fatalf("a page of %d has %d documents", page, len(list))
		}
		for _, d := range list {
			all = append(all, d.ID)
			below = d.Order
		}
		if len(list) == 0 || below == "" { // nothing is below the empty order
			return all
		}
	}
}

func testVersions(t *testing.T, s store.Store) {
	first := store.Document{ID: "a", Order: "1", Data: []byte("one")}
	stored := put(t, s, "things", first)
	same(t, s, "things", stored)
	if _, err := s.Put(t.Context(), "things", first); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a first put of what is there: %v", err)
	}
	next := stored
	next.Data = []byte("two")
	next = put(t, s, "things", next)
	if _, err := s.Put(t.Context(), "things", stored); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a put of a version that is past: %v", err)
	}
	ahead := next
	ahead.Version++
	if _, err := s.Put(t.Context(), "things", ahead); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a put of a version that never was: %v", err)
	}
	same(t, s, "things", next)
}

func testDelete(t *testing.T, s store.Store) {
	d := put(t, s, "things", store.Document{ID: "a", Order: "1", Data: []byte("one")})
	for range 2 { // the second time it is not there, which is no error
		if err := s.Delete(t.Context(), "things", "a"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Get(t.Context(), "things", "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after delete: %v", err)
	}
	if got := ids(t, s, "things", 10); len(got) != 0 {
		t.Errorf("a deleted document is listed: %v", got)
	}
	if _, err := s.Put(t.Context(), "things", d); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a put of what was deleted meanwhile: %v", err)
	}
	d.Version = 0
	same(t, s, "things", put(t, s, "things", d))
}

func testCollectionsAreApart(t *testing.T, s store.Store) {
	a := put(t, s, "a", store.Document{ID: "x", Order: "1", Data: []byte("in a")})
	b := put(t, s, "b", store.Document{ID: "x", Order: "2", Data: []byte("in b")})
	if err := s.Delete(t.Context(), "c", "x"); err != nil {
		t.Fatal(err)
	}
	same(t, s, "a", a)
	same(t, s, "b", b)
	if _, err := s.Get(t.Context(), "c", "x"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another collection: %v", err)
	}
	if list, err := s.List(t.Context(), "c", "", 10); err != nil || len(list) != 0 {
		t.Errorf("an empty collection: %v, %v", list, err)
	}
}

// testWhole stores what is hard to store.
func testWhole(t *testing.T, s store.Store) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for _, d := range []store.Document{
		{ID: "empty"},
		{ID: "bytes", Order: "x", Data: all},
		{ID: "Ω ≠ 🎉 é", Order: "日本語", Data: []byte("unicode")},
		{ID: "a:b {c} * d'\"\\ \n", Order: "a:b {c} *", Data: []byte("signs")},
		{ID: strings.Repeat("long", 100), Order: strings.Repeat("long", 100), Data: []byte("long")},
		{ID: "large", Order: "x", Data: bytes.Repeat(all, 8<<20/len(all))},
	} {
		same(t, s, "things", put(t, s, "things", d))
	}
	if n := len(ids(t, s, "things", 100)); n != 6 {
		t.Errorf("%d documents are listed", n)
	}
}

func testContextEnded(t *testing.T, s store.Store) {
	d := put(t, s, "things", store.Document{ID: "a", Order: "1", Data: []byte("one")})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Get(ended, "things", "a")
	if !errors.Is(err, store.ErrUnavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("get: %v", err)
	}
	if _, err = s.List(ended, "things", "", 1); !errors.Is(err, store.ErrUnavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("list: %v", err)
	}
	next := d
	next.Data = []byte("two")
	next.Version, err = s.Put(ended, "things", next)
	switch { // a body may finish what was begun, but then it says so
	case err == nil:
		d = next
	case !errors.Is(err, store.ErrUnavailable):
		t.Errorf("put: %v", err)
	}
	same(t, s, "things", d)
}

// idsOf gives the ids of documents.
func idsOf(list []store.Document) []string {
	all := make([]string, len(list))
	for i, d := range list {
		all[i] = d.ID
	}
	return all
}

func expect(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}
