package boards

import (
	"context"
	"fmt"
	"time"
)

// Span is how long a board runs.
type Span string

// The spans.
const (
	AllTime Span = "all"
	Season  Span = "season" // a quarter of a year, or what Options.Seasons says
	Month   Span = "month"
	Week    Span = "week" // ISO 8601: from Monday
	Day     Span = "day"
)

// Spans gives all spans, the longest first.
func Spans() []Span { return []Span{AllTime, Season, Month, Week, Day} }

// Period is one stretch of time that a board is for. From and To bound it; all time has neither.
type Period struct {
	Span Span
	Name string // "2026-11-27", "2026-W48", "2026-11", "2026-Q4", the name of a season; all time has none
	From time.Time
	To   time.Time
}

// keep is how long a board stays after its period. Boards of all time and of seasons stay for ever.
func keep(span Span) (time.Duration, bool) {
	const day = 24 * time.Hour
	switch span {
	case Day:
		return 60 * day, true
	case Week:
		return 400 * day, true
	case Month:
		return 1200 * day, true
	case AllTime, Season:
	}
	return 0, false
}

// Period gives the period of a span in which a time lies. Days begin at midnight where the server says it is.
func (s *Service) Period(ctx context.Context, span Span, at time.Time) (Period, error) {
	at = at.In(s.location)
	year, month, day := at.Date()
	midnight := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, s.location)
	}
	p := Period{Span: span}
	switch span {
	case AllTime:
	case Season:
		if s.seasons != nil {
			return s.seasons(ctx, at)
		}
		quarter := (int(month) - 1) / 3
		p.Name = fmt.Sprintf("%04d-Q%d", year, quarter+1)
		p.From, p.To = midnight(year, time.Month(3*quarter+1), 1), midnight(year, time.Month(3*quarter+4), 1)
	case Month:
		p.Name = fmt.Sprintf("%04d-%02d", year, int(month))
		p.From, p.To = midnight(year, month, 1), midnight(year, month+1, 1)
	case Week:
		isoYear, week := at.ISOWeek()
		p.Name = fmt.Sprintf("%04d-W%02d", isoYear, week)
		monday := day - (int(at.Weekday())+6)%7
		p.From, p.To = midnight(year, month, monday), midnight(year, month, monday+7)
	case Day:
		p.Name = at.Format(time.DateOnly)
		p.From, p.To = midnight(year, month, day), midnight(year, month, day+1)
	default:
		return Period{}, fmt.Errorf("%w: span: choose all, season, month, week or day", ErrBad)
	}
	return p, nil
}
