package sqlite

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"trivium/server/ledger"
)

// TestRecentSaysWhatTheFileSays reads from many places, with what is in memory and without.
func TestRecentSaysWhatTheFileSays(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		path, random := filepath.Join(t.TempDir(), "test.db"), rand.New(rand.NewPCG(seed, 1))
		l := mustOpen(t, path)
		ctx := t.Context()
		pos, err := l.Create(ctx, "r", "1", ledger.Batch{ID: "b0", Events: [][]byte{{0}}, Open: []ledger.Opening{
			{Slot: "a"}, {Slot: "p", Revisable: true},
		}})
		if err != nil {
			t.Fatal(err)
		}
		places, revision := []ledger.Pos{{}, pos}, -1
		for step := range 40 {
			switch random.IntN(12) {
			case 0:
				if err := l.Close(); err != nil {
					t.Fatal(err)
				}
				l = mustOpen(t, path)
			case 1, 2, 3:
				batch := ledger.Batch{ID: fmt.Sprint("b", step+1), Events: [][]byte{{byte(step)}, {1}}}
				if random.IntN(6) == 0 {
					batch.Seal = []ledger.Slot{"a"}
				}
				if pos, err = l.Append(ctx, "r", pos, batch); err != nil {
					t.Fatal(err)
				}
				places = append(places, ledger.Pos{N: pos.N - 1, Head: pos.Head}, pos)
			case 4:
				revision++
				_, _, err = l.Put(ctx, "r", []ledger.Entry{{Slot: "p", Key: "me", Rev: revision, Data: []byte{byte(step)}}})
			default:
				entries := []ledger.Entry{{Slot: "a", Key: fmt.Sprint(step)}, {Slot: "a", Key: fmt.Sprint(step / 2)}}
				_, _, err = l.Put(ctx, "r", entries)
			}
			if err != nil {
				t.Fatal(err)
			}
			compare(t, l, places, random)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNothingOfAnEndedRoomIsRemembered corrects a room after its end.
func TestNothingOfAnEndedRoomIsRemembered(t *testing.T) {
	t.Parallel()
	l := mustOpen(t, filepath.Join(t.TempDir(), "test.db"))
	defer func() { _ = l.Close() }()
	ctx := t.Context()
	pos, err := l.Create(ctx, "r", "1", ledger.Batch{ID: "b0", Events: [][]byte{{0}}, Open: []ledger.Opening{{Slot: "a"}}})
	for i := range 3 {
		if err != nil {
			t.Fatal(err)
		}
		pos, err = l.Append(ctx, "r", pos, ledger.Batch{ID: fmt.Sprint("b", i+1), Events: [][]byte{{byte(i)}}, Release: i == 0})
	}
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		stored, _, err := l.Put(ctx, "r", []ledger.Entry{{Slot: "a", Key: fmt.Sprint(i)}})
		if err != nil || !stored[0].Fresh {
			t.Fatalf("a late entry: %v, %v", stored, err)
		}
	}
	if entries, err := l.Entries(ctx, "r", "a", 0); err != nil || len(entries) != 2 {
		t.Errorf("late entries: %v, %v", entries, err)
	}
	if events, err := l.Events(ctx, "r", ledger.Pos{}); err != nil || len(events) != 4 {
		t.Errorf("events: %v, %v", events, err)
	}
	if remembered, known := len(l.recent.rooms), len(l.truth.rooms); remembered+known > 0 {
		t.Errorf("of a room that ended, %d trails and %d heads are in memory", remembered, known)
	}
}

func mustOpen(t *testing.T, path string) *Ledger {
	t.Helper()
	l, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// compare reads from some places with what is in memory, and from the file.
func compare(t *testing.T, l *Ledger, places []ledger.Pos, random *rand.Rand) {
	t.Helper()
	file := &Ledger{file: l.file, recent: &recent{}}
	for _, after := range append(slices.Clone(places[max(len(places)-3, 0):]), ledger.Pos{N: 1, Head: "unknown"},
		places[random.IntN(len(places))], places[random.IntN(len(places))]) {
		got, err := l.Events(t.Context(), "r", after)
		want, wantErr := file.Events(t.Context(), "r", after)
		if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) || errors.Is(err, ledger.ErrMoved) != errors.Is(wantErr, ledger.ErrMoved) {
			t.Fatalf("events behind %v: %v, %v; in the file %v, %v", after, got, err, want, wantErr)
		}
	}
	for _, slot := range []ledger.Slot{"a", "p", "never"} {
		for range 4 {
			after := random.IntN(30)
			got, err := l.Entries(t.Context(), "r", slot, after)
			want, wantErr := file.Entries(t.Context(), "r", slot, after)
			if err := errors.Join(err, wantErr); err != nil {
				t.Fatal(err)
			}
			if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Fatalf("entries of %s behind %d: %v; in the file %v", slot, after, got, want)
			}
		}
	}
}
