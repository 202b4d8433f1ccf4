package boards_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"trivium/server/boards"
	"trivium/server/store"
)

// TestNamed finds each period by the name that Period gives it, over years and in a zone whose clock changes.
func TestNamed(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	s := boards.New(boards.Options{Location: berlin, Clock: func() time.Time { return friday }})
	for at := friday.AddDate(-4, 0, 0); at.Before(friday); at = at.Add(17 * time.Hour) {
		for _, span := range boards.Spans() {
			p, err := s.Period(ctx, span, at)
			if err != nil {
				t.Fatal(err)
			}
			if found, err := s.Named(ctx, span, p.Name); err != nil || found != p {
				t.Fatalf("%s %q: %v, %v, want %v", span, p.Name, found, err, p)
			}
			if before, after, err := s.Beside(ctx, p); err != nil || span != boards.AllTime && before.To != p.From ||
				after.Name != "" && after.From != p.To {
				t.Fatalf("beside %s %q: %v, %v, %v", span, p.Name, before, after, err)
			}
		}
	}
	for span, name := range map[boards.Span]string{
		boards.Day: "2026-02-30", boards.Week: "2026-W53x", boards.Month: "2026-13", boards.Season: "2026-Q5", "year": "2026",
	} {
		if p, err := s.Named(ctx, span, name); !errors.Is(err, boards.ErrBad) {
			t.Errorf("%s %q: %v, %v", span, name, p, err)
		}
	}
	if p, err := s.Named(ctx, boards.Week, "2025-W53"); !errors.Is(err, boards.ErrBad) { // 2025 has 52 weeks
		t.Errorf("a week that is none: %v, %v", p, err)
	}
	now, err := s.Named(ctx, boards.Week, "")
	if err != nil || now.Name != "2026-W48" {
		t.Errorf("this week: %v, %v", now, err)
	}
	if _, after, err := s.Beside(ctx, now); err != nil || after.Name != "" {
		t.Errorf("after this week: %v, %v", after, err)
	}
}

// TestNamedSeasons finds seasons of one's own, that have names which tell no time.
func TestNamedSeasons(t *testing.T) {
	t.Parallel()
	summer := boards.Period{
		Span: boards.Season, Name: "summer", From: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC),
	}
	winter := boards.Period{Span: boards.Season, Name: "winter", From: summer.To, To: summer.To.AddDate(0, 6, 0)}
	s := boards.New(boards.Options{Clock: func() time.Time { return friday }, Seasons: func(_ context.Context, at time.Time) (boards.Period, error) {
		switch {
		case !at.Before(winter.From):
			return winter, nil
		case !at.Before(summer.From):
			return summer, nil
		}
		return boards.Period{Span: boards.Season}, nil
	}})
	ctx := t.Context()
	if p, err := s.Named(ctx, boards.Season, "summer"); err != nil || p != summer {
		t.Errorf("summer: %v, %v", p, err)
	}
	if p, err := s.Named(ctx, boards.Season, "spring"); !errors.Is(err, boards.ErrNotFound) {
		t.Errorf("spring: %v, %v", p, err)
	}
	before, after, err := s.Beside(ctx, winter)
	if err != nil || before != summer || after.Name != "" {
		t.Errorf("beside winter: %v, %v, %v", before, after, err)
	}
}

func TestPacks(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		for i, pack := range []string{"old", "warm-up", "new"} {
			g := gameOf("g-"+pack, 1, "Ada 900")
			g.Packs, g.Ended = []string{pack}, friday.Add(time.Duration(i-3)*24*time.Hour)
			take(t, s, g)
		}
		mixed := gameOf("mixed", 1, "Ada 900")
		mixed.Packs = []string{"other", "third"}
		take(t, s, mixed)
		again := gameOf("again", 1, "Ada 900")
		again.Packs = []string{"old"}
		take(t, s, again)
		var all []string
		for cursor := ""; ; {
			packs, next, err := s.Packs(ctx, cursor, 1)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, packs...)
			if cursor = next; next == "" {
				break
			}
		}
		if len(all) != 3 || all[0] != "old" || all[1] != "new" || all[2] != "warm-up" {
			t.Errorf("packs with boards: %v", all)
		}
	})
}
