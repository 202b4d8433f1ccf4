package leagues

import (
	"slices"
	"strings"
	"time"

	"trivium/game/league"
)

// Of says whose table of a game a league counts.
type Of string

// Whose table.
const (
	Teams   Of = "teams"   // of a game in teams, the teams; of any other game, the players
	Players Of = "players" // the players, always
)

// League is a league as its host describes it.
type League struct {
	Draft

	ID       string    `json:"id"`
	Owner    string    `json:"owner"` // the id of its host
	Created  time.Time `json:"created"`
	Version  int       `json:"version"`             // an update must name the one that it read
	OldSlugs []string  `json:"old_slugs,omitempty"` // addresses that still lead to it
}

// Draft is what a host may say of a league.
type Draft struct {
	Slug      string    `json:"slug"` // its lasting address is /l/SLUG
	Name      string    `json:"name"`
	About     string    `json:"about,omitempty"`
	TimeZone  string    `json:"time_zone"` // IANA, such as Europe/Berlin
	Language  string    `json:"language"`  // of its public pages, BCP 47
	Of        Of        `json:"of"`
	Gather    Gather    `json:"gather,omitzero"`
	Listed    bool      `json:"listed,omitempty"` // it is named on the server's public list
	Divisions []string  `json:"divisions,omitempty"`
	Venues    []string  `json:"venues,omitempty"`
	Seasons   []Season  `json:"seasons"` // by time; they do not overlap
	Nights    []Planned `json:"nights,omitempty"`
}

// Gather says which games are taken without being named: games of one of these hosts, and games in which only these packs were
// played. A game of another host must be public for that.
type Gather struct {
	Packs []string `json:"packs,omitempty"`
	Hosts []string `json:"hosts,omitempty"`
}

// Season is a stretch of time with a table of its own. A game belongs to the season in which it ended.
type Season struct {
	ID    string       `json:"id"` // part of its address
	Name  string       `json:"name"`
	From  time.Time    `json:"from"`
	To    time.Time    `json:"to,omitzero"` // the first moment after it; zero is open
	Rules league.Rules `json:"rules"`
}

// holds tells whether a time lies in the season.
func (s *Season) holds(t time.Time) bool {
	return !t.Before(s.From) && (s.To.IsZero() || t.Before(s.To))
}

// Planned is a night that is to come.
type Planned struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`
	Title    string    `json:"title,omitempty"`
	Venue    string    `json:"venue,omitempty"`
	Division string    `json:"division,omitempty"`
}

// lateMax is how long after its time a planned night is still the next one: people who are late look for it.
const lateMax = 3 * time.Hour

// Next gives the planned night that is next.
func (l *League) Next(now time.Time) (Planned, bool) {
	var next Planned
	for _, n := range l.Nights {
		if n.At.Add(lateMax).After(now) && (next.ID == "" || n.At.Before(next.At)) {
			next = n
		}
	}
	return next, next.ID != ""
}

// Season gives a season by its id; without one, the season of a time: the one that runs, else the one that ended last, else the
// first.
func (l *League) Season(id string, now time.Time) (Season, bool) {
	if id != "" {
		at := slices.IndexFunc(l.Seasons, func(s Season) bool { return s.ID == id })
		if at < 0 {
			return Season{}, false
		}
		return l.Seasons[at], true
	}
	for _, s := range slices.Backward(l.Seasons) { // they are by time
		if !s.From.After(now) {
			return s, true
		}
	}
	if len(l.Seasons) == 0 {
		return Season{}, false
	}
	return l.Seasons[0], true
}

// Place gives the time zone of the league; UTC if this machine does not know it.
func (l *League) Place() *time.Location {
	place, err := time.LoadLocation(l.TimeZone)
	if err != nil {
		return time.UTC
	}
	return place
}

// Prefixes of keys that no name has: a skeleton has no space.
const (
	unproven = "unproven "
	nameless = "gone "
)

// Unproven tells whether a key is of somebody who bears the name of a claimed competitor without having shown the claim.
func Unproven(key string) bool { return strings.HasPrefix(key, unproven) }

// Nameless tells whether a key is of somebody whose name was taken away.
func Nameless(key string) bool { return strings.HasPrefix(key, nameless) }
