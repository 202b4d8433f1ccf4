package site

import (
	"strings"
	"time"

	"trivium/server/boards"
)

// part gives one of several texts in one, parted by bars: the names of months and days.
func (w *words) part(key string, index int) string {
	parts := strings.Split(w.text(key), "|")
	if index < 0 || index >= len(parts) {
		return ""
	}
	return parts[index]
}

// dated fills the parts of a time into a text.
func (w *words) dated(key string, at time.Time) string {
	_, week := at.ISOWeek()
	return w.say(key,
		"weekday", w.part("weekdays", int(at.Weekday())), "day", at.Day(), "month", w.part("months", int(at.Month())-1),
		"short", w.part("short_months", int(at.Month())-1), "year", at.Format("2006"), "time", at.Format("15:04"), "week", week,
		"quarter", (int(at.Month())+2)/3)
}

// day writes a day: 27 Nov 2026.
func (w *words) day(at time.Time) string { return w.dated("date_short", at) }

// moment writes a day with its name and the time: Friday 27 November 2026, 19:30.
func (w *words) moment(at time.Time) string { return w.dated("date_long", at) }

// period names a period of boards.
func (w *words) period(p boards.Period) string {
	switch p.Span {
	case boards.AllTime:
		return w.text("span_all")
	case boards.Day:
		return w.dated("date_day", p.From)
	case boards.Week:
		return w.say("period_week", "week", strings.TrimLeft(p.Name[max(0, len(p.Name)-2):], "W0"), "from", w.day(p.From), "to", w.day(p.To.AddDate(0, 0, -1)))
	case boards.Month:
		return w.dated("date_month", p.From)
	case boards.Season:
		if strings.Contains(p.Name, "-Q") {
			return w.dated("period_quarter", p.From)
		}
	}
	return p.Name
}
