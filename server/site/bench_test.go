package site_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"testing"

	"trivium/server/boards"
	"trivium/server/finished"
	"trivium/server/store"
)

// BenchmarkBoardPage renders pages of a board of a hundred thousand entries, fifty rows each.
func BenchmarkBoardPage(b *testing.B) {
	for name, body := range map[string]func(testing.TB) store.Store{"sqlite": inFile, "redis": inRedis} {
		b.Run(name, func(b *testing.B) { benchBoardPage(b, open(b, body(b))) })
	}
}

func benchBoardPage(b *testing.B, h *house) {
	const games, players = 100, 1000
	random := rand.New(rand.NewPCG(1, 2))
	for g := range games {
		all := make([]finished.Standing, players)
		for i := range all {
			all[i] = player(fmt.Sprintf("Player %05x", random.IntN(1<<20)), 60_000-50*i-random.IntN(50))
			all[i].Key = fmt.Sprint(i)
		}
		h.play(b, fmt.Sprintf("%032x", g), "warm-up", 1, friday.AddDate(-200, 0, 0), all...) // boards of days and months are gone
	}
	entry := boards.EntryID(fmt.Sprintf("%032x", 77), "250")
	for name, path := range map[string]string{
		"top": "/boards/warm-up", "around": "/boards/warm-up?around=" + entry, "search": "/boards/warm-up?q=player%200a", "json": "/boards/warm-up.json",
	} {
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				w := httptest.NewRecorder()
				n++
				r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil)
				h.site.Serve(w, r, fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255))
				if w.Code != http.StatusOK {
					b.Fatalf("%s: %d", path, w.Code)
				}
			}
		})
	}
}
