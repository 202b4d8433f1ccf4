package storetest

import (
	"cmp"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trivium/server/store"
)

// testModel holds the body against the simplest store that there is, over random calls. Each run has a collection of its own.
func testModel(t *testing.T, s store.Store) {
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		m := model{t: t, rt: rt, store: s, collection: "run " + string(rune('A'+run)), documents: map[string]store.Document{}}
		rt.Repeat(map[string]func(*rapid.T){"put": m.put, "delete": m.remove, "get": m.get, "list": m.list})
	})
}

type model struct {
	t          *testing.T
	rt         *rapid.T
	store      store.Store
	collection string
	documents  map[string]store.Document
}

func (m *model) id(rt *rapid.T) string {
	return rapid.SampledFrom([]string{"a", "b", "ab", "\x00", ""}).Draw(rt, "id")
}

func (m *model) order(rt *rapid.T) string {
	return rapid.StringMatching(`[ab\x00é]{0,3}`).Draw(rt, "order")
}

func (m *model) put(rt *rapid.T) {
	d := store.Document{
		ID: m.id(rt), Order: m.order(rt), Version: rapid.IntRange(0, 2).Draw(rt, "version"), Data: rapid.SliceOfN(rapid.Byte(), 0, 4).Draw(rt, "data"),
	}
	known := m.documents[d.ID].Version
	if rapid.Bool().Draw(rt, "fits") {
		d.Version = known
	}
	version, err := m.store.Put(m.t.Context(), m.collection, d)
	if d.Version != known {
		if !errors.Is(err, store.ErrConflict) {
			rt.Fatalf("put of version %d where %d is: %v", d.Version, known, err)
		}
		return
	}
	if err != nil || version != known+1 {
		rt.Fatalf("put of version %d: %d, %v", d.Version, version, err)
	}
	d.Version = version
	m.documents[d.ID] = d
}

func (m *model) remove(rt *rapid.T) {
	id := m.id(rt)
	if err := m.store.Delete(m.t.Context(), m.collection, id); err != nil {
		rt.Fatal(err)
	}
	delete(m.documents, id)
}

func (m *model) get(rt *rapid.T) {
	id := m.id(rt)
	got, err := m.store.Get(m.t.Context(), m.collection, id)
	want, there := m.documents[id]
	if there && (err != nil || !equal(got, want)) || !there && !errors.Is(err, store.ErrNotFound) {
		rt.Fatalf("get %q: %v, %v; want %v", id, got, err, want)
	}
}

func (m *model) list(rt *rapid.T) {
	below, limit := m.order(rt), rapid.IntRange(1, 6).Draw(rt, "limit")
	var want []store.Document
	for _, d := range m.documents {
		if below == "" || d.Order < below {
			want = append(want, d)
		}
	}
	slices.SortFunc(want, func(a, b store.Document) int { return cmp.Or(-cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	want = want[:min(limit, len(want))]
	got, err := m.store.List(m.t.Context(), m.collection, below, limit)
	if err != nil || !slices.EqualFunc(got, want, equal) {
		rt.Fatalf("list below %q: %v, %v; want %v", below, got, err, want)
	}
}
