package results

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"trivium/game"
	"trivium/questions"
)

// golden is the game that was played under rules 1 and must fold to the same for ever.
func golden(t testing.TB) *Report {
	t.Helper()
	data, err := os.ReadFile("../../game/testdata/golden-rules-1.json")
	if err != nil {
		t.Fatal(err)
	}
	var stored struct {
		Facts []struct {
			N       uint64          `json:"n"`
			At      game.Time       `json:"at"`
			Event   json.RawMessage `json:"event"`
			Entries []struct {
				Key   string          `json:"key"`
				Index int             `json:"index"`
				Data  json.RawMessage `json:"data"`
			} `json:"entries"`
		} `json:"facts"`
	}
	if err := json.Unmarshal(data, &stored); err != nil {
		t.Fatal(err)
	}
	var s *game.State
	var changes []game.Change
	for _, f := range stored.Facts {
		event, err := game.DecodeEvent(f.Event)
		if err != nil {
			t.Fatal(err)
		}
		fact := game.Fact{N: f.N, At: f.At, Event: event}
		for _, e := range f.Entries {
			fact.Entries = append(fact.Entries, game.Entry{Key: e.Key, Index: e.Index, Data: e.Data})
		}
		before := s
		s = game.Apply(s, fact)
		if c, ok := game.ChangeOf(before, s, fact); ok {
			changes = append(changes, c)
		}
	}
	return Of(s, More{Changes: changes})
}

// hall plays games without a ledger.
type hall struct {
	t       testing.TB
	s       *game.State
	now     game.Time
	entries map[string][]game.Entry
	changes []game.Change
}

func (h *hall) fold(e game.Event) {
	fact := game.Fact{N: 1, At: h.now, Event: e}
	if h.s != nil {
		fact.N = h.s.N + 1
		if slot, after := game.Needs(h.s, e); slot != "" {
			for _, entry := range h.entries[slot] {
				if entry.Index > after {
					fact.Entries = append(fact.Entries, entry)
				}
			}
		}
	}
	before := h.s
	h.s = game.Apply(h.s, fact)
	if c, ok := game.ChangeOf(before, h.s, fact); ok {
		h.changes = append(h.changes, c)
	}
}

func (h *hall) do(c game.Command) {
	h.t.Helper()
	events, err := game.Decide(h.s, c, h.now)
	if err != nil {
		h.t.Fatalf("%s in %s: %v", c.Verb, h.s.Phase, err)
	}
	for _, e := range events {
		h.fold(e)
	}
}

func (h *hall) put(slot, key string, data []byte) {
	h.entries[slot] = append(h.entries[slot], game.Entry{Key: key, Index: len(h.entries[slot]) + 1, Data: data})
}

// play plays a game to its end. answer gives what a seat answers to the nth question, and after how many milliseconds; false
// for nothing.
func play(
	t testing.TB, set game.Settings, qs []questions.Question, seats []game.SeatEntry,
	answer func(n int, q *questions.Question, seat int) (game.Answer, game.Millis, bool),
) *hall {
	t.Helper()
	h := &hall{t: t, now: 1_780_000_000_000, entries: map[string][]game.Entry{}}
	half := len(qs) / 2
	first, second := make([]int, half), make([]int, len(qs)-half)
	for i := range qs {
		qs[i].Time = 20 * time.Second
		if i < half {
			first[i] = i
		} else {
			second[i-half] = i
		}
	}
	h.fold(game.Opened{
		Rules: game.Rules, PIN: "1234", Seed: []byte("0123456789abcdef0123456789abcdef"), Settings: set, Questions: qs,
		Rounds: []game.Round{{Title: "Warming up", Questions: first}, {Title: "In earnest", Questions: second}},
	})
	for _, seat := range seats {
		h.put(h.s.SeatSlot(), seat.Key, game.EncodeEntry(seat))
	}
	h.do(game.Command{Verb: game.DoSeat, Through: len(seats)})
	for asked := 0; !h.s.Ended(); {
		h.now += 1_000
		switch h.s.Phase {
		case game.Open:
			showing, _ := h.s.Running()
			for i := range seats {
				a, took, ok := answer(asked, &h.s.Questions[h.s.Showings[showing].Question], i)
				if ok {
					h.put(game.AnswerSlot(showing), strconv.Itoa(i+1), game.EncodeEntry(game.AnswerEntry{
						Answer: a, At: h.now.Add(took), E: took + 60, M: took, Floor: 40, QPing: 55,
					}))
				}
			}
			asked++
			h.now += 10_000
			h.do(game.Command{Verb: game.DoNext})
		case game.Close:
			h.do(game.Command{Verb: game.DoDue, On: true})
		case game.Lobby, game.RoundCard, game.Ready, game.Reveal, game.Table, game.Break, game.Podium, game.Over:
			h.do(game.Command{Verb: game.DoNext})
		}
	}
	return h
}

func (h *hall) report() *Report { return Of(h.s, More{Changes: h.changes}) }

// holds compares a text with a golden file; TRIVIUM_UPDATE=1 writes it.
func holds(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("TRIVIUM_UPDATE") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; TRIVIUM_UPDATE=1 writes it", err)
	}
	if string(want) != text {
		t.Errorf("%s has changed; if that is right, TRIVIUM_UPDATE=1 writes it. It is now:\n%s", file, text)
	}
}
