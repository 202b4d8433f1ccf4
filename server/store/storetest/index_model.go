package storetest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"trivium/server/store"
)

// inOrder says where members stand, in the plainest way.
func inOrder(members []store.Member) []store.Placed {
	list := make([]store.Placed, len(members))
	for i, m := range members {
		list[i] = store.Placed{Member: m}
	}
	slices.SortFunc(list, func(a, b store.Placed) int { return cmp.Or(-cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	for i := range list {
		list[i].Position, list[i].Rank = i+1, i+1
		if i > 0 && list[i].Order == list[i-1].Order {
			list[i].Rank = list[i-1].Rank
		}
	}
	return list
}

// testIndexModel holds the body against the simplest index that there is, over random calls.
func testIndexModel(t *testing.T, s store.Store) {
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		m := indexModel{t: t, store: s, index: "run " + strconv.Itoa(run), members: map[string]store.Member{}}
		rt.Repeat(map[string]func(*rapid.T){
			"enter": m.enter, "leave": m.leave, "clear": m.clear, "find": m.find, "from": m.from, "after": m.after, "around": m.around,
		})
	})
}

type indexModel struct {
	t       *testing.T
	store   store.Store
	index   string
	members map[string]store.Member
}

func (m *indexModel) id(rt *rapid.T) string {
	return rapid.StringMatching(`[ab\x00é]{0,2}`).Draw(rt, "id")
}

func (m *indexModel) order(rt *rapid.T) string {
	return rapid.StringMatching(`[ab\x00]{0,2}`).Draw(rt, "order")
}

func (m *indexModel) all() []store.Placed {
	var list []store.Member
	for _, member := range m.members {
		list = append(list, member)
	}
	return inOrder(list)
}

func (m *indexModel) enter(rt *rapid.T) {
	members := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) store.Member {
		return store.Member{ID: m.id(rt), Order: m.order(rt), Data: rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(rt, "data")}
	}), 0, 5).Draw(rt, "members")
	if err := m.store.Enter(m.t.Context(), m.index, members...); err != nil {
		rt.Fatal(err)
	}
	for _, member := range members {
		m.members[member.ID] = member
	}
}

func (m *indexModel) leave(rt *rapid.T) {
	id := m.id(rt)
	if err := m.store.Leave(m.t.Context(), m.index, id, "never there"); err != nil {
		rt.Fatal(err)
	}
	delete(m.members, id)
}

func (m *indexModel) clear(rt *rapid.T) {
	if rapid.IntRange(0, 9).Draw(rt, "seldom") > 0 {
		return
	}
	if err := m.store.Clear(m.t.Context(), m.index); err != nil {
		rt.Fatal(err)
	}
	clear(m.members)
}

func (m *indexModel) same(rt *rapid.T, what string, page store.Page, err error, want []store.Placed) {
	equal := func(a, b store.Placed) bool {
		return a.ID == b.ID && a.Order == b.Order && bytes.Equal(a.Data, b.Data) && a.Position == b.Position && a.Rank == b.Rank
	}
	if err != nil || page.Count != len(m.members) || !slices.EqualFunc(page.Members, want, equal) {
		rt.Fatalf("%s: got %v, %v; want %v of %d", what, page, err, want, len(m.members))
	}
}

func (m *indexModel) find(rt *rapid.T) {
	ids := []string{m.id(rt), m.id(rt)}
	var want []store.Placed
	for _, id := range ids {
		for _, member := range m.all() {
			if member.ID == id {
				want = append(want, member)
			}
		}
	}
	page, err := m.store.Find(m.t.Context(), m.index, ids...)
	m.same(rt, fmt.Sprintf("find %q", ids), page, err, want)
}

func (m *indexModel) from(rt *rapid.T) {
	position, limit, all := rapid.IntRange(-1, 9).Draw(rt, "position"), rapid.IntRange(-1, 5).Draw(rt, "limit"), m.all()
	from := min(max(0, position-1), len(all))
	page, err := m.store.From(m.t.Context(), m.index, position, limit)
	m.same(rt, fmt.Sprintf("%d from %d", limit, position), page, err, all[from:min(from+max(0, limit), len(all))])
}

func (m *indexModel) after(rt *rapid.T) {
	order, id, limit := m.order(rt), m.id(rt), rapid.IntRange(0, 5).Draw(rt, "limit")
	var want []store.Placed
	for _, member := range m.all() {
		if member.Order < order || member.Order == order && member.ID > id {
			want = append(want, member)
		}
	}
	page, err := m.store.After(m.t.Context(), m.index, order, id, limit)
	m.same(rt, fmt.Sprintf("%d after %q %q", limit, order, id), page, err, want[:min(limit, len(want))])
}

func (m *indexModel) around(rt *rapid.T) {
	id, before, behind := m.id(rt), rapid.IntRange(-1, 3).Draw(rt, "before"), rapid.IntRange(-1, 3).Draw(rt, "behind")
	all := m.all()
	at := slices.IndexFunc(all, func(p store.Placed) bool { return p.ID == id })
	page, err := m.store.Around(m.t.Context(), m.index, id, before, behind)
	if at < 0 {
		if !errors.Is(err, store.ErrNotFound) {
			rt.Fatalf("around %q, which is not there: %v, %v", id, page, err)
		}
		return
	}
	m.same(rt, fmt.Sprintf("around %q", id), page, err, all[max(0, at-max(0, before)):min(len(all), at+1+max(0, behind))])
}
