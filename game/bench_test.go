package game

import (
	"encoding/json"
	"fmt"
	"strconv"
	"testing"
)

// crowd is a room of 10,000 players at an open question, and their answers.
func crowd(b *testing.B) (*table, []Entry) {
	b.Helper()
	const players = 10_000
	w := newTable(b, DefaultSettings(), capital(), capital())
	for i := range players {
		name := fmt.Sprintf("player %d", i)
		w.put(SeatSlot(1), name, EncodeEntry(SeatEntry{Name: name, Key: name, Token: name}))
	}
	w.do(Command{Verb: DoSeat, Through: players})
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoNext})
	entries := make([]Entry, players)
	for i := range entries {
		entries[i] = Entry{Key: strconv.Itoa(i + 1), Index: i + 1, Data: EncodeEntry(AnswerEntry{
			Answer: Answer{Pick: []int{i % 4}}, E: Millis(1_000 + i), M: Millis(900 + i), Floor: 40, QPing: 60,
		})}
	}
	w.do(Command{Verb: DoNext})
	return w, entries
}

// BenchmarkFold10k seals, reveals and scores one question for 10,000 players.
func BenchmarkFold10k(b *testing.B) {
	w, entries := crowd(b)
	for b.Loop() {
		s := Apply(w.s, Fact{N: w.s.N + 1, At: w.now, Event: Closed{}, Entries: entries})
		s = Apply(s, Fact{N: s.N + 1, At: w.now, Event: Revealed{}})
		if len(s.showing().Records) != len(entries) {
			b.Fatal("answers are missing")
		}
	}
}

// BenchmarkViewEncode makes and encodes what the players of a big room get at the opening and what the host gets at the reveal.
func BenchmarkViewEncode(b *testing.B) {
	w, entries := crowd(b)
	closed := Apply(w.s, Fact{N: w.s.N + 1, At: w.now, Event: Closed{}, Entries: entries})
	revealed := Apply(closed, Fact{N: closed.N + 1, At: w.now, Event: Revealed{}})
	for name, view := range map[string]func() any{
		"question": func() any { return ViewOf(w.s, ForPlayers) },
		"reveal":   func() any { return ViewOf(revealed, ForHost) },
		"own":      func() any { return OwnOf(revealed, 5_000) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := json.Marshal(view()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
