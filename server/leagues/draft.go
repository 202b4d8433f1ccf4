package leagues

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// Bounds of a league.
const (
	nameMax    = 80   // characters of names and titles
	aboutMax   = 2000 // characters
	groupsMax  = 50   // divisions, and venues
	seasonsMax = 100
	plannedMax = 200
	gatherMax  = 50 // packs, and hosts
)

// Lower-case letters, digits and single hyphens; seasons are a part of the address too.
var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are addresses below /l/SLUG that mean something else than a season.
func reserved(id string) bool {
	return slices.Contains([]string{"t", "live", "embed", "feed", "next", "new"}, id)
}

// normal brings a draft into the form in which it is stored: no spaces around words, times in UTC, seasons and nights by time, ids
// where they are missing.
func (d *Draft) normal(newID func() string) {
	for _, text := range []*string{&d.Slug, &d.Name, &d.About, &d.TimeZone, &d.Language} {
		*text = strings.TrimSpace(*text)
	}
	if d.TimeZone == "" {
		d.TimeZone = "UTC"
	}
	if d.Language == "" {
		d.Language = "en"
	}
	if d.Of == "" {
		d.Of = Teams
	}
	for i := range d.Seasons {
		s := &d.Seasons[i]
		s.Name, s.From, s.To = strings.TrimSpace(s.Name), s.From.UTC(), s.To.UTC()
	}
	for i := range d.Nights {
		n := &d.Nights[i]
		n.Title, n.At = strings.TrimSpace(n.Title), n.At.UTC()
		if n.ID == "" {
			n.ID = newID()
		}
	}
	slices.SortStableFunc(d.Seasons, func(a, b Season) int { return a.From.Compare(b.From) })
	slices.SortStableFunc(d.Nights, func(a, b Planned) int { return a.At.Compare(b.At) })
}

// findings gathers what is wrong, each in words that name the field.
type findings []error

func (f *findings) check(ok bool, format string, args ...any) {
	if !ok {
		*f = append(*f, fmt.Errorf(format, args...))
	}
}

// validate says what is wrong with a draft in its normal form. All findings are joined.
func (d *Draft) validate() error {
	var f findings
	f.check(len(d.Slug) >= 3 && len(d.Slug) <= 40 && slugForm.MatchString(d.Slug),
		"slug: 3 to 40 small letters, digits and hyphens between them, such as tuesday-quiz")
	f.check(d.Name != "" && utf8.RuneCountInString(d.Name) <= nameMax, "name: 1 to %d characters", nameMax)
	f.check(utf8.RuneCountInString(d.About) <= aboutMax, "about: at most %d characters", aboutMax)
	_, err := time.LoadLocation(d.TimeZone)
	f.check(err == nil && d.TimeZone != "Local", "time_zone: %q is not known; take a name such as Europe/Berlin or UTC", d.TimeZone)
	_, err = language.Parse(d.Language)
	f.check(err == nil, "language: %q is no language; take a code such as en or de", d.Language)
	f.check(d.Of == Teams || d.Of == Players, "of: choose teams or players")
	f.check(len(d.Gather.Packs) <= gatherMax && len(d.Gather.Hosts) <= gatherMax, "gather: at most %d packs and %d hosts", gatherMax, gatherMax)
	f.groups("divisions", d.Divisions)
	f.groups("venues", d.Venues)
	f.seasons(d.Seasons)
	f.nights(d)
	return errors.Join(f...)
}

func (f *findings) groups(field string, names []string) {
	f.check(len(names) <= groupsMax, "%s: at most %d", field, groupsMax)
	for i, name := range names {
		f.check(name != "" && name == strings.TrimSpace(name) && utf8.RuneCountInString(name) <= nameMax,
			"%s: number %d needs 1 to %d characters, no spaces around them", field, i+1, nameMax)
		f.check(!slices.Contains(names[:i], name), "%s: %q is there twice", field, name)
	}
}

func (f *findings) seasons(seasons []Season) {
	f.check(len(seasons) > 0 && len(seasons) <= seasonsMax, "seasons: 1 to %d", seasonsMax)
	for i := range seasons {
		s := &seasons[i]
		where := fmt.Sprintf("seasons: %q", s.ID)
		f.check(len(s.ID) <= 40 && slugForm.MatchString(s.ID) && !reserved(s.ID), "%s: id: small letters, digits and hyphens, and no word that the address needs", where)
		f.check(!slices.ContainsFunc(seasons[:i], func(o Season) bool { return o.ID == s.ID }), "%s: the id is there twice", where)
		f.check(s.Name != "" && utf8.RuneCountInString(s.Name) <= nameMax, "%s: name: 1 to %d characters", where, nameMax)
		f.check(!s.From.IsZero(), "%s: from: say when it begins", where)
		f.check(s.To.IsZero() || s.To.After(s.From), "%s: to: it ends before it begins", where)
		if i > 0 {
			last := seasons[i-1].To
			f.check(!last.IsZero() && !s.From.Before(last), "%s: it begins before %q has ended", where, seasons[i-1].ID)
		}
		if err := s.Rules.Validate(); err != nil {
			f.check(false, "%s: rules: %w", where, err)
		}
	}
}

func (f *findings) nights(d *Draft) {
	f.check(len(d.Nights) <= plannedMax, "nights: at most %d planned ones", plannedMax)
	for i := range d.Nights {
		n := &d.Nights[i]
		f.check(!n.At.IsZero(), "nights: number %d: at: say when it is", i+1)
		f.check(utf8.RuneCountInString(n.Title) <= nameMax, "nights: number %d: title: at most %d characters", i+1, nameMax)
		f.check(n.Venue == "" || slices.Contains(d.Venues, n.Venue), "nights: number %d: the league has no venue %q", i+1, n.Venue)
		f.check(n.Division == "" || slices.Contains(d.Divisions, n.Division), "nights: number %d: the league has no division %q", i+1, n.Division)
		f.check(!slices.ContainsFunc(d.Nights[:i], func(o Planned) bool { return o.ID == n.ID }), "nights: the id %q is there twice", n.ID)
	}
}
