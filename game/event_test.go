package game

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// FuzzDecodeEvent reads anything; what it can read it writes again in the same way, and the fold survives it.
func FuzzDecodeEvent(f *testing.F) {
	for _, kind := range slices.Sorted(maps.Keys(decoders())) {
		f.Add([]byte(`{"kind":"` + kind + `","data":{}}`))
		f.Add([]byte(`{"kind":"` + kind + `","data":{"seat":9,"step":1,"showing":3,"on":true,"add":-1,"texts":["a"]}}`))
	}
	f.Add([]byte(`{"kind":"judged","data":null}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := DecodeEvent(data)
		if err != nil {
			return
		}
		one, err := EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		again, err := DecodeEvent(one)
		if err != nil {
			t.Fatalf("%s was written and can not be read: %v", one, err)
		}
		two, err := EncodeEvent(again)
		if err != nil || !bytes.Equal(one, two) {
			t.Fatalf("%s became %s (%v)", one, two, err)
		}
		if _, opens := e.(Opened); opens {
			return
		}
		w := newTable(t, DefaultSettings(), capital())
		w.join("Ada")
		for range 4 {
			w.fold(e)
			_ = shown(t, w.s)
			w.fold(Asked{Step: 0})
			w.fold(Started{})
		}
	})
}

// TestNoOrderOfEventsBreaksTheFold applies events that nobody decided, as a damaged store might give them.
func TestNoOrderOfEventsBreaksTheFold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newTable(t, DefaultSettings(), drawQuestion(t, 5), drawQuestion(t, 5))
		w.join("Ada", "Ben")
		some := func(name string) int { return rapid.IntRange(-1, 5).Draw(t, name) }
		for range rapid.IntRange(1, 40).Draw(t, "events") {
			seat, step := Seat(some("seat")), some("step")
			w.fold(rapid.SampledFrom([]Event{
				Kicked{Seat: seat},
				Renamed{Seat: seat},
				Teamed{Seat: seat},
				Stretched{Seat: seat, Percent: 150},
				Offered{Seat: seat},
				Claimed{Seat: seat},
				RoundBegan{Step: step},
				Asked{Step: step},
				TableShown{Step: step},
				BreakBegan{Step: step},
				PodiumShown{},
				Started{},
				Extended{Add: 5},
				Closing{},
				Closed{},
				Revealed{},
				Paused{},
				Resumed{},
				Gap{From: w.now - 5, To: w.now + 5},
				Judged{Showing: step, Texts: []string{"a"}},
				Voided{Showing: step, On: true},
				Adjusted{Seat: seat, Delta: 1},
				Adjusted{TeamKey: "t", Delta: 1},
				Inserted{Question: capital()},
				Set{},
				Locked{On: true},
				Locked{},
				Seated{Through: some("through")},
				Continued{},
			}).Draw(t, "event"))
			w.now += 100
			_ = shown(t, w.s)
			_ = ViewOf(w.s, ForHost)
			_, _, _ = Due(w.s, Live{})
		}
	})
}
