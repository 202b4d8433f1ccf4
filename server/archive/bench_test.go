package archive

import (
	"bytes"
	"crypto/rand"
	"testing"
	"time"

	"trivium/game"
	"trivium/questions"
)

// BenchmarkTenThousand keeps a game of ten thousand players and twenty questions, and folds it again from what is kept.
func BenchmarkTenThousand(b *testing.B) {
	w, s := newWorld(), newStore(b)
	p := w.big(b, 10_000, 20)
	f, err := read(b.Context(), p.l, string(p.id))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("split and encode", func(b *testing.B) {
		var facts, names int
		for b.Loop() {
			neutral, n, err := split(f)
			if err != nil {
				b.Fatal(err)
			}
			data, err := encode(neutral)
			if err != nil {
				b.Fatal(err)
			}
			apart, err := zipped(n)
			if err != nil {
				b.Fatal(err)
			}
			facts, names = len(data), len(apart)
		}
		b.ReportMetric(float64(facts), "facts-bytes")
		b.ReportMetric(float64(names), "names-bytes")
	})
	a := w.desk(w.ledger(), s)
	b.Run("keep", func(b *testing.B) {
		for b.Loop() {
			w.sweep(b, a)
		}
	})
	w.pass(3 * time.Hour)
	w.sweep(b, a)
	if p.inLedger() {
		b.Fatal("it is still in the ledger")
	}
	b.Run("state", func(b *testing.B) {
		for b.Loop() {
			a.cache = cache{}
			if _, err := a.Game(b.Context(), string(p.id)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("correct", func(b *testing.B) {
		for b.Loop() {
			if err := a.Do(b.Context(), string(p.id), game.Command{Verb: game.DoAdjust, Seat: 1, Delta: 1}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// big plays a game with many players.
func (w *world) big(t tester, players, asked int) *table {
	t.Helper()
	set := game.DefaultSettings()
	set.SeatMax, set.TableAfter = 20_000, game.TableAtEnd
	var qs []questions.Question
	for range asked {
		qs = append(qs, allKinds()[0])
	}
	p := w.open(t, 1, game.Opened{Settings: set, Questions: qs})
	for range players {
		p.join("")
	}
	p.admit()
	for !p.s.Ended() {
		if p.s.Phase == game.Open {
			for i := range players {
				p.answer(game.Seat(i+1), game.Answer{Pick: []int{i % 3}})
			}
		}
		p.next()
	}
	return p
}

// TestManyPlayers keeps a game of two thousand.
func TestManyPlayers(t *testing.T) {
	t.Parallel()
	w, s := newWorld(), newStore(t)
	p := w.big(t, 2_000, 3)
	a := w.desk(w.ledger(), s)
	w.pass(3 * time.Hour)
	w.sweep(t, a)
	got, err := a.State(t.Context(), string(p.id))
	if err != nil {
		t.Fatal(err)
	}
	if err := same(p.s, got); err != nil || p.inLedger() {
		t.Errorf("%v; in the ledger %v", err, p.inLedger())
	}
}

// TestParts keeps more bytes than a document takes, as a game with the most players and long names has.
func TestParts(t *testing.T) {
	t.Parallel()
	w, s := newWorld(), newStore(t)
	a := w.desk(w.ledger(), s)
	data := make([]byte, 2*partSize+17)
	_, _ = rand.Read(data) // never fails (crypto/rand since Go 1.24)
	blobs, err := a.stage(t.Context(), roomID(1), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.fetch(t.Context(), blobs[0])
	if err != nil || !bytes.Equal(got, data) || blobs[0].Parts != 3 {
		t.Errorf("%d bytes in %d parts came back: %v", len(got), blobs[0].Parts, err)
	}
	w.pass(2 * time.Hour) // nobody made them count
	if err := a.tidy(t.Context(), roomID(1)); err != nil {
		t.Fatal(err)
	}
	if n := parts(t, s); n != 0 {
		t.Errorf("%d parts are left", n)
	}
}
