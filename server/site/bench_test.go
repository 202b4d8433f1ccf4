package site_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"trivium/server/boards"
	"trivium/server/store"
)

// BenchmarkBoardPage renders pages of a board of a hundred thousand entries, fifty rows each.
func BenchmarkBoardPage(b *testing.B) {
	for name, body := range map[string]func(testing.TB) store.Store{"sqlite": inFile, "redis": inRedis} {
		b.Run(name, func(b *testing.B) {
			st := body(b)
			fill(b, st)
			benchBoardPage(b, open(b, st))
		})
	}
}

const size = 100_000

// fill puts entries on one board as the service keeps it. By way of games it would take minutes.
func fill(b *testing.B, st store.Store) {
	random := rand.New(rand.NewPCG(1, 2))
	scores, names := make([]store.Member, size), make([]store.Member, size)
	for i := range size {
		e := boards.Entry{
			ID: boards.EntryID(gameID(i/500), fmt.Sprint(i)), Game: gameID(i / 500), Name: fmt.Sprintf("Player %05x", random.IntN(1<<20)),
			Score: random.IntN(30_000), Right: 12, Time: random.Int64N(100_000), Rule: "speed", Packs: []string{"warm-up"}, Ended: friday,
		}
		data, err := json.Marshal(&e)
		if err != nil {
			b.Fatal(err)
		}
		const most = 1_000_000_000_000
		scores[i] = store.Member{ID: e.ID, Order: fmt.Sprintf("%013d%013d", e.Score+most, most-1-e.Time), Data: data}
		names[i] = store.Member{ID: strings.ToLower(e.Name) + "\x00" + e.ID}
	}
	if err := st.Enter(b.Context(), "board:pack:warm-up|all|", scores...); err != nil {
		b.Fatal(err)
	}
	if err := st.Enter(b.Context(), "board-names:pack:warm-up|all|", names...); err != nil {
		b.Fatal(err)
	}
}

func gameID(n int) string { return fmt.Sprintf("%032x", n) }

func benchBoardPage(b *testing.B, h *house) {
	board := boards.Board{Pack: "warm-up", Span: boards.AllTime}
	if page, err := h.boards.From(b.Context(), board, 1, 1); err != nil || page.Count != size {
		b.Fatalf("the board has %d entries, %v", page.Count, err)
	}
	entry := boards.EntryID(gameID(100), "50250")
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
