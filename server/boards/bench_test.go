package boards_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"trivium/server/boards"
	"trivium/server/store"
)

// BenchmarkBoard asks a board of a hundred thousand entries what its pages ask, with pages of fifty: the top, a page in the middle,
// the page behind a cursor, a player with those around, and a search by the beginning of a name.
func BenchmarkBoard(b *testing.B) {
	for name, open := range map[string]func(testing.TB) store.Store{"sqlite": inFile, "redis": inRedis} {
		b.Run(name, func(b *testing.B) { benchBoard(b, service(open(b))) })
	}
}

func benchBoard(b *testing.B, s *boards.Service) {
	const size = 100_000
	ctx, random := b.Context(), rand.New(rand.NewPCG(1, 2))
	board, _, err := s.Now(ctx, "warm-up", boards.AllTime, friday)
	if err != nil {
		b.Fatal(err)
	}
	entries := make([]boards.Entry, size)
	for i := range entries {
		name := fmt.Sprintf("Player %05x", random.IntN(1<<20))
		entries[i] = boards.Entry{
			ID: boards.EntryID(fmt.Sprintf("%032x", i/50), fmt.Sprint(i)), Game: fmt.Sprintf("%032x", i/50), Name: name, Score: random.IntN(30_000),
			Right: 12, Time: random.Int64N(100_000), Rule: "speed", Packs: []string{"warm-up"}, Ended: friday,
		}
	}
	if err := s.Seed(ctx, board, entries); err != nil {
		b.Fatal(err)
	}
	run := func(name string, least int, do func() (boards.Page, error)) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				page, err := do()
				if err != nil || page.Count != size || len(page.Rows) < least {
					b.Fatalf("%d rows of %d, %v", len(page.Rows), page.Count, err)
				}
			}
		})
	}
	some := func() *boards.Entry { return &entries[random.IntN(size)] }
	run("top", 50, func() (boards.Page, error) { return s.After(ctx, board, "", 50) })
	run("position", 50, func() (boards.Page, error) { return s.From(ctx, board, 1+random.IntN(size-50), 50) })
	cursors := make([]string, 100)
	for i := range cursors {
		page, err := s.From(ctx, board, 1+random.IntN(size-100), 1)
		if err != nil {
			b.Fatal(err)
		}
		cursors[i] = page.Next
	}
	run("cursor", 50, func() (boards.Page, error) { return s.After(ctx, board, cursors[random.IntN(len(cursors))], 50) })
	run("around", 26, func() (boards.Page, error) { return s.Around(ctx, board, some().ID, 25) })
	run("search", 1, func() (boards.Page, error) { return s.Search(ctx, board, strings.ToUpper(some().Name[:9]), "", 20) })
}
