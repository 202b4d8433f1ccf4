package boards

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// seasonsBack is how many seasons are looked through for a name.
const seasonsBack = 200

// Named gives the period of a span that has a name; no name is the one that runs now. ErrBad, or ErrNotFound for a season that
// nobody knows.
func (s *Service) Named(ctx context.Context, span Span, name string) (Period, error) {
	if name == "" || span == AllTime {
		return s.Period(ctx, span, s.now())
	}
	if span == Season && s.seasons != nil {
		return s.seasonNamed(ctx, name)
	}
	at, ok := timeOf(span, name)
	if !ok {
		return Period{}, fmt.Errorf("%w: period: %q is no %s", ErrBad, name, span)
	}
	year, month, day := at.Date()
	p, err := s.Period(ctx, span, time.Date(year, month, day, 12, 0, 0, 0, s.location))
	if err == nil && p.Name != name {
		err = fmt.Errorf("%w: period: %q is no %s", ErrBad, name, span)
	}
	return p, err
}

// seasonNamed goes back from now until a season has the name.
func (s *Service) seasonNamed(ctx context.Context, name string) (Period, error) {
	at := s.now()
	for range seasonsBack {
		p, err := s.Period(ctx, Season, at)
		if err != nil || p.Name == name {
			return p, err
		}
		if p.From.IsZero() {
			break
		}
		at = p.From.Add(-time.Second)
	}
	return Period{}, fmt.Errorf("%w: season", ErrNotFound)
}

// timeOf gives a day that lies in a period by its name.
func timeOf(span Span, name string) (time.Time, bool) {
	parse := func(layout, text string) (time.Time, bool) {
		at, err := time.Parse(layout, text)
		return at, err == nil
	}
	switch span {
	case Day:
		return parse(time.DateOnly, name)
	case Month:
		return parse("2006-01", name)
	case Week:
		year, week, found := numbered(name, "-W")
		// 4 January is always in the first week (ISO 8601).
		return time.Date(year, time.January, 4+7*(week-1), 0, 0, 0, 0, time.UTC), found && week >= 1 && week <= 53
	case Season:
		year, quarter, found := numbered(name, "-Q")
		return time.Date(year, time.Month(3*quarter-2), 1, 0, 0, 0, 0, time.UTC), found && quarter >= 1 && quarter <= 4
	case AllTime:
	}
	return time.Time{}, false
}

// numbered reads a year and a number behind it.
func numbered(name, between string) (year, number int, ok bool) {
	before, after, found := strings.Cut(name, between)
	year, bad := strconv.Atoi(before)
	number, worse := strconv.Atoi(after)
	return year, number, found && bad == nil && worse == nil && len(before) == 4
}

// Beside gives the periods before and after one. All time has none, and neither has what lies in the future: its name is empty.
func (s *Service) Beside(ctx context.Context, p Period) (before, after Period, err error) {
	if p.From.IsZero() {
		return Period{}, Period{}, nil
	}
	if before, err = s.Period(ctx, p.Span, p.From.Add(-time.Second)); err != nil || p.To.After(s.now()) {
		return before, Period{}, err
	}
	after, err = s.Period(ctx, p.Span, p.To)
	return before, after, err
}

// Board gives the board of a pack, or of the server, for a period.
func (p Period) Board(pack string) Board { return Board{Pack: pack, Span: p.Span, Period: p.Name} }
