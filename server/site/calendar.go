package site

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"trivium/server/leagues"
)

// nightLasts is how long a night is in a calendar; nobody says how long it will be.
const nightLasts = 2 * time.Hour

// calendar serves the nights to come as a calendar file (RFC 5545), the next one first.
func (s *Site) calendar(w http.ResponseWriter, v *visit) error {
	asked, err := s.askedLeague(v, v.PathValue("slug"), "")
	if err != nil {
		return err
	}
	l := &asked.League
	nights := slices.DeleteFunc(slices.Clone(l.Nights), func(n leagues.Planned) bool { return !n.At.Add(nightLasts).After(s.now()) })
	slices.SortFunc(nights, func(a, b leagues.Planned) int { return a.At.Compare(b.At) })
	if len(nights) == 0 {
		return &refusal{status: http.StatusNotFound, key: "error_no_night"}
	}
	page := s.options.Base(v.Request) + asked.Path()
	var c calendarFile
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//Trivium//Leagues//EN")
	c.text("X-WR-CALNAME", l.Name)
	for _, n := range nights {
		c.line("BEGIN", "VEVENT")
		c.line("UID", urn(l.ID, "planned", n.ID))
		c.line("DTSTAMP", stamp(l.Created))
		c.line("SEQUENCE", strconv.Itoa(l.Version))
		c.line("DTSTART", stamp(n.At))
		c.line("DTEND", stamp(n.At.Add(nightLasts)))
		c.text("SUMMARY", strings.Join(slices.DeleteFunc([]string{l.Name, n.Title}, func(t string) bool { return t == "" }), ": "))
		if n.Venue != "" {
			c.text("LOCATION", n.Venue)
		}
		c.text("DESCRIPTION", strings.TrimSpace(cmp.Or(n.Division, "")+"\n"+page))
		c.line("URL", page)
		c.line("END", "VEVENT")
	}
	c.line("END", "VCALENDAR")
	w.Header().Set("Content-Disposition", `attachment; filename="`+safeName(l.Slug)+`.ics"`)
	return s.data(w, v, "text/calendar; charset=utf-8", cacheFeed, []byte(c.String()))
}

// safeName leaves of a name what a file may be called everywhere.
func safeName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
}

func stamp(at time.Time) string { return at.UTC().Format("20060102T150405Z") }

// calendarFile is a calendar file that is written.
type calendarFile struct{ strings.Builder }

// lineOctets is how long a line may be, its end not counted (RFC 5545, 3.1).
const lineOctets = 75

// line writes a line, folded where it is too long.
func (c *calendarFile) line(name, value string) {
	rest, room := name+":"+value, lineOctets
	for len(rest) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		c.WriteString(rest[:cut] + "\r\n ")
		rest, room = rest[cut:], lineOctets-1
	}
	c.WriteString(rest + "\r\n")
}

// text writes a line whose value is text.
func (c *calendarFile) text(name, value string) {
	c.line(name, strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\r\n", "\\n", "\n", "\\n", "\r", "\\n").Replace(value))
}
