package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"trivium/server/store"
)

func testPages(t *testing.T, s store.Store) {
	for _, id := range []string{"b", "e", "d", "a", "c"} {
		put(t, s, "games", store.Document{ID: id, Order: "order-" + id, Data: []byte(id)})
	}
	for _, page := range []int{1, 2, 5, 100} {
		expect(t, fmt.Sprintf("pages of %d", page), ids(t, s, "games", page), []string{"e", "d", "c", "b", "a"})
	}
	for below, want := range map[string][]string{
		"order-c": {"b", "a"}, "order-c ": {"c", "b", "a"}, "order-bb": {"b", "a"}, "order-": nil, "o": nil, "z": {"e", "d", "c", "b", "a"},
	} {
		list, err := s.List(t.Context(), "games", below, 10)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, "below "+below, idsOf(list), want)
		for _, d := range list {
			same(t, s, "games", d)
		}
	}
	if list, err := s.List(t.Context(), "games", "", 0); err != nil || len(list) != 0 {
		t.Errorf("none at most: %v, %v", list, err)
	}
}

func testTies(t *testing.T, s store.Store) {
	for _, id := range []string{"b", "ab", "a", "", "b ", "ä"} {
		put(t, s, "games", store.Document{ID: id, Order: "same"})
	}
	put(t, s, "games", store.Document{ID: "z", Order: "samea"})
	put(t, s, "games", store.Document{ID: "0", Order: "sam"})
	list, err := s.List(t.Context(), "games", "", 100)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "equal orders go by id", idsOf(list), []string{"z", "", "a", "ab", "b", "b ", "ä", "0"})
	if list, err = s.List(t.Context(), "games", "same", 100); err != nil {
		t.Fatal(err)
	}
	expect(t, "below is strict", idsOf(list), []string{"0"})
}

func testOrderMoves(t *testing.T, s store.Store) {
	a := put(t, s, "games", store.Document{ID: "a", Order: "1"})
	put(t, s, "games", store.Document{ID: "b", Order: "2"})
	a.Order = "3"
	a = put(t, s, "games", a)
	expect(t, "moved up", ids(t, s, "games", 10), []string{"a", "b"})
	a.Order = "2"
	a = put(t, s, "games", a)
	same(t, s, "games", a)
	list, err := s.List(t.Context(), "games", "", 10)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "moved beside", idsOf(list), []string{"a", "b"})
}

// testOrders lists what is hard to compare: by bytes, not by letters, and nothing is a separator.
func testOrders(t *testing.T, s store.Store) {
	orders := []string{
		"A", "Z", "a", "aa", "b", "ä", "z", "é", "e\u0301", "日本", "🎉", "\x00", "\x00\x00", "\x00\x01", "\x00\xc3\xbf", "a\x00", "a\x00b", "a\x01", " ",
		"10", "9", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.1Z", "~", "\u007f",
	}
	documents := make([]store.Document, len(orders))
	for i, order := range orders {
		documents[i] = put(t, s, "games", store.Document{ID: fmt.Sprintf("%02d", i), Order: order, Data: []byte(order)})
	}
	slices.SortFunc(documents, func(a, b store.Document) int { return -cmp.Compare(a.Order, b.Order) })
	expect(t, "by bytes", ids(t, s, "games", 3), idsOf(documents))
	for i, d := range documents {
		list, err := s.List(t.Context(), "games", d.Order, 100)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, fmt.Sprintf("below %q", d.Order), idsOf(list), idsOf(documents[i+1:]))
	}
}
