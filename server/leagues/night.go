package leagues

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"trivium/game/league"
	"trivium/server/finished"
)

// night is what a league keeps of a game.
type night struct {
	Game      string     `json:"game"`
	Title     string     `json:"title"`
	Revision  int64      `json:"revision"`
	At        time.Time  `json:"at"`
	Division  string     `json:"division,omitempty"`
	Venue     string     `json:"venue,omitempty"`
	Rule      string     `json:"rule,omitempty"`
	Frozen    bool       `json:"frozen,omitempty"` // the names of the game are gone, so it can not be taken anew
	Standings []standing `json:"standings"`
}

// standing is that of a competitor. From is the hash of the key that it has in its game: by it a later scoring of the game finds
// what was decided, and it does not tell a name.
type standing struct {
	league.Standing

	From string `json:"from"`
}

// order lists nights latest first.
func (n *night) order() string { return orderOf(n.At) + n.Game }

// in gives the night in the words of the rules.
func (n *night) in() league.Night {
	out := league.Night{Game: n.Game, Title: n.Title, At: n.At.UnixMilli(), Division: n.Division, Venue: n.Venue}
	for i := range n.Standings {
		out.Standings = append(out.Standings, n.Standings[i].Standing)
	}
	return out
}

// standIn is how keys begin that stand for names which are gone (package archive).
const standIn = "\x00"

func fromOf(gameID, key string) string {
	sum := sha256.Sum256([]byte(gameID + "\x00" + key))
	return hex.EncodeToString(sum[:8])
}

// decider decides whose the standings of a game are.
type decider struct {
	league string
	game   string
	roster *league.Roster
	// owned are the competitors who have a claim, by the key that all their keys lead to.
	owned map[string]bool
	was   map[string]string // what was decided before, by From
	taken map[string]bool
}

func newDecider(l *League, b *book, gameID string, was *night) *decider {
	d := &decider{
		league: l.ID, game: gameID, roster: b.roster(), owned: map[string]bool{}, was: map[string]string{}, taken: map[string]bool{},
	}
	for key := range b.Claims {
		if who, ok := d.roster.Find(key); ok {
			d.owned[who.Key] = true
		}
	}
	for i := range was.Standings {
		d.was[was.Standings[i].From] = was.Standings[i].Key
	}
	return d
}

// keys decides for a whole table: first those who proved who they are, for no name may take their place.
func (d *decider) keys(table []finished.Standing) []string {
	keys := make([]string, len(table))
	for i := range table {
		if proved := table[i].Claims[d.league]; proved != "" && d.roster.Known(proved) && !d.taken[proved] {
			keys[i] = proved
			d.taken[proved] = true
		}
	}
	for i := range table {
		if keys[i] == "" {
			keys[i] = d.other(table[i].Key)
			d.taken[keys[i]] = true
		}
	}
	return keys
}

// other decides for somebody who proved nothing.
func (d *decider) other(key string) string {
	from := fromOf(d.game, key)
	if was := d.was[from]; was != "" && !d.taken[was] {
		return was
	}
	if strings.HasPrefix(key, standIn) {
		return nameless + from
	}
	who, known := d.roster.Find(key)
	if d.taken[key] || known && d.owned[who.Key] {
		return unproven + key
	}
	return key
}

// nightOf makes the night of a game.
func nightOf(l *League, b *book, was *night, g *finished.Game) night {
	table := g.Players
	if l.Of == Teams && len(g.Teams) > 0 {
		table = g.Teams
	}
	n := night{
		Game: g.ID, Title: g.Title, Revision: g.Revision, At: g.Ended.UTC(), Rule: g.Rule,
		Venue: known(l.Venues, g.Venue), Standings: make([]standing, len(table)),
	}
	for i, key := range newDecider(l, b, g.ID, was).keys(table) {
		t := &table[i]
		s := &n.Standings[i]
		s.From = fromOf(g.ID, t.Key)
		s.Standing = league.Standing{
			Key: key, Name: t.Name, Place: t.Place, Score: t.Score, Right: t.Right, Time: t.Time,
			Division: known(l.Divisions, t.Division), Venue: n.Venue,
		}
		if Nameless(key) {
			s.Name = ""
		}
		if i == 0 {
			n.Division = s.Division
		}
		if n.Division != s.Division {
			n.Division = "" // it was for several
		}
	}
	return n
}

// known gives a name if it is one of the league's.
func known(names []string, name string) string {
	if slices.Contains(names, name) {
		return name
	}
	return ""
}

// roster is who competes in all seasons.
func (b *book) roster() *league.Roster { return league.Fold(league.Within(b.Changes, "")) }
