package boards_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"trivium/server/boards"
)

func TestPeriods(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s := boards.New(boards.Options{Location: berlin})
	for _, c := range []struct {
		at   string
		span boards.Span
		name string
		from string
		to   string
	}{
		{"2026-11-27T22:59:59Z", boards.Day, "2026-11-27", "2026-11-26T23:00:00Z", "2026-11-27T23:00:00Z"},
		{"2026-11-27T23:00:00Z", boards.Day, "2026-11-28", "2026-11-27T23:00:00Z", "2026-11-28T23:00:00Z"},
		{"2026-10-25T12:00:00Z", boards.Day, "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}, // of 25 hours
		{"2026-11-27T22:00:00Z", boards.Week, "2026-W48", "2026-11-22T23:00:00Z", "2026-11-29T23:00:00Z"},
		{"2026-11-29T22:00:00Z", boards.Week, "2026-W48", "2026-11-22T23:00:00Z", "2026-11-29T23:00:00Z"},
		{"2027-01-01T12:00:00Z", boards.Week, "2026-W53", "2026-12-27T23:00:00Z", "2027-01-03T23:00:00Z"},
		{"2026-12-31T23:30:00Z", boards.Month, "2027-01", "2026-12-31T23:00:00Z", "2027-01-31T23:00:00Z"},
		{"2026-11-27T22:00:00Z", boards.Season, "2026-Q4", "2026-09-30T22:00:00Z", "2026-12-31T23:00:00Z"},
		{"2026-01-01T22:00:00Z", boards.Season, "2026-Q1", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z"},
	} {
		at, _ := time.Parse(time.RFC3339, c.at)
		p, err := s.Period(t.Context(), c.span, at)
		if err != nil || p.Name != c.name || p.From.UTC().Format(time.RFC3339) != c.from || p.To.UTC().Format(time.RFC3339) != c.to {
			t.Errorf("%s of %s: %s from %s to %s, %v", c.span, c.at, p.Name, p.From.UTC(), p.To.UTC(), err)
		}
	}
	if _, err := s.Period(t.Context(), "year", friday); !errors.Is(err, boards.ErrBad) {
		t.Errorf("a span that is none: %v", err)
	}
	own := boards.New(boards.Options{Seasons: func(context.Context, time.Time) (boards.Period, error) {
		return boards.Period{Span: boards.Season, Name: "autumn"}, nil
	}})
	if p, err := own.Period(t.Context(), boards.Season, friday); err != nil || p.Name != "autumn" {
		t.Errorf("a season of one's own: %v, %v", p, err)
	}
}
