package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trivium/server/store"
)

// boardSize is how many members the benchmarks' index has.
const boardSize = 100_000

// BenchBoard measures what a leaderboard of a hundred thousand entries asks of the store, each with pages of fifty: a page by
// position, a page behind a cursor, the ranks of ten members, a member with those around it, and an update that moves it.
func BenchBoard(b *testing.B, s store.Store) {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	id := func() string { return fmt.Sprintf("%016x/%d", random.IntN(boardSize), 7) }
	member := func(id string) store.Member { // many are equal, as scores are
		return store.Member{ID: id, Order: fmt.Sprintf("%010d", random.IntN(20_000)), Data: make([]byte, 120)}
	}
	members := make([]store.Member, boardSize)
	for i := range members {
		members[i] = member(fmt.Sprintf("%016x/%d", i, 7))
	}
	enter(b, s, "board", members...)
	run := func(name string, wanted int, do func() (store.Page, error)) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				page, err := do()
				if err != nil || page.Count != boardSize || len(page.Members) < wanted {
					b.Fatalf("%d of %d, %v", len(page.Members), page.Count, err)
				}
			}
		})
	}
	run("page/top", 50, func() (store.Page, error) { return s.From(b.Context(), "board", 1, 50) })
	run("page/position", 50, func() (store.Page, error) { return s.From(b.Context(), "board", 1+random.IntN(boardSize-50), 50) })
	run("page/cursor", 1, func() (store.Page, error) {
		return s.After(b.Context(), "board", fmt.Sprintf("%010d", 100+random.IntN(19_900)), id(), 50)
	})
	run("rank/10", 10, func() (store.Page, error) {
		ids := make([]string, 10)
		for i := range ids {
			ids[i] = id()
		}
		return s.Find(b.Context(), "board", ids...)
	})
	run("around/25+25", 26, func() (store.Page, error) { return s.Around(b.Context(), "board", id(), 25, 25) })
	b.Run("update", func(b *testing.B) {
		for b.Loop() {
			if err := s.Enter(b.Context(), "board", member(id())); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("update/100", func(b *testing.B) {
		for b.Loop() {
			some := make([]store.Member, 100)
			for i := range some {
				some[i] = member(id())
			}
			if err := s.Enter(b.Context(), "board", some...); err != nil {
				b.Fatal(err)
			}
		}
	})
}
