package marks_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"trivium/server/marks"
	"trivium/server/store"
)

var friday = time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)

func TestFavourites(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, s store.Store) {
		t.Helper()
		m := marks.New(s, func() time.Time { return friday })
		for range 2 {
			for _, id := range []string{"sky/red", "sky/blue"} {
				if err := m.Star(t.Context(), "ada", id); err != nil {
					t.Fatal(err)
				}
			}
			if err := m.Unstar(t.Context(), "ada", "sky/red"); err != nil {
				t.Fatal(err)
			}
			if err := m.Unstar(t.Context(), "ada", "sky/red"); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := m.Favourites(t.Context(), "ada"); err != nil || len(got) != 1 || !got["sky/blue"].Equal(friday) {
			t.Errorf("favourites: %v %v", got, err)
		}
		if got, err := m.Favourites(t.Context(), "bea"); err != nil || len(got) != 0 {
			t.Errorf("another's favourites: %v %v", got, err)
		}
		if err := m.Forget(t.Context(), "ada"); err != nil {
			t.Fatal(err)
		}
		if got, err := m.Favourites(t.Context(), "ada"); err != nil || len(got) != 0 {
			t.Errorf("forgotten: %v %v", got, err)
		}
	})
}

func TestSeveralAtOnce(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, s store.Store) {
		t.Helper()
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				m := marks.New(s, nil)
				for n := range 5 {
					if err := m.Star(t.Context(), "ada", fmt.Sprintf("sky/q%d-%d", i, n)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if got, err := marks.New(s, nil).Favourites(t.Context(), "ada"); err != nil || len(got) != 20 {
			t.Errorf("%d favourites, %v", len(got), err)
		}
	})
}

func TestPlayed(t *testing.T) {
	t.Parallel()
	m := marks.New(inFile(t), nil)
	play := func(at time.Time, ids ...string) {
		t.Helper()
		if err := m.Play(t.Context(), "ada", ids, at); err != nil {
			t.Fatal(err)
		}
	}
	play(friday, "sky/red", "sea/deep")
	play(friday.Add(time.Hour), "sky/red")
	play(friday.Add(-time.Hour), "sky/red", "sky/old") // told late
	got, err := m.Played(t.Context(), "ada")
	if err != nil || len(got) != 3 || !got["sky/red"].Equal(friday.Add(time.Hour)) || !got["sea/deep"].Equal(friday) {
		t.Errorf("played: %v %v", got, err)
	}
	var many []string
	for i := range marks.PlayedMax - 1 {
		many = append(many, fmt.Sprintf("many/q%d", i))
	}
	play(friday.Add(2*time.Hour), many...)
	got, err = m.Played(t.Context(), "ada")
	if _, kept := got["sky/red"]; err != nil || len(got) != marks.PlayedMax || !kept {
		t.Errorf("%d are remembered, the latest of before: %v, %v", len(got), kept, err)
	}
	if _, kept := got["sky/old"]; kept {
		t.Error("the oldest is kept")
	}
}

func TestFavouritesAreBounded(t *testing.T) {
	t.Parallel()
	body := inFile(t)
	m := marks.New(body, nil)
	full := map[string]map[string]int64{"many": {}}
	for i := range marks.FavouritesMax {
		full["many"][fmt.Sprintf("q%d", i)] = friday.Unix()
	}
	data, err := json.Marshal(full)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := body.Put(t.Context(), "favourites", store.Document{ID: "ada", Data: data}); err != nil {
		t.Fatal(err)
	}
	if err := m.Star(t.Context(), "ada", "one/more"); !errors.Is(err, marks.ErrFull) {
		t.Errorf("one more: %v", err)
	}
	if err := m.Star(t.Context(), "ada", "many/q0"); err != nil {
		t.Errorf("one that is there: %v", err)
	}
}
