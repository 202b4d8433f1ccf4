package boards

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"trivium/server/finished"
	"trivium/server/store"
)

// Entry is how one player did in one game.
type Entry struct {
	ID    string    `json:"id"`
	Game  string    `json:"game"` // whose audit it links to
	Name  string    `json:"name"`
	Score int       `json:"score"`
	Right int       `json:"right"`
	Time  int64     `json:"time"` // ms over right answers
	Rule  string    `json:"rule"` // how the game was scored
	Packs []string  `json:"packs,omitempty"`
	Ended time.Time `json:"ended"`
}

// packsMax is how many packs of a game an entry names, so that it stays small.
const packsMax = 10

// EntryID is the id of the entry of a player, who has a key in a game. It does not tell the key.
func EntryID(gameID, key string) string {
	sum := sha256.Sum256([]byte(gameID + "\x00" + key))
	return gameID + "-" + hex.EncodeToString(sum[:6])
}

func entryOf(g *finished.Game, s *finished.Standing) Entry {
	return Entry{
		ID: EntryID(g.ID, s.Key), Game: g.ID, Name: s.Name, Score: s.Score, Right: s.Right, Time: s.Time, Rule: g.Rule,
		Packs: g.Packs[:min(len(g.Packs), packsMax)], Ended: g.Ended.UTC(),
	}
}

// order writes what a board goes by so that it sorts, greatest first: the score, then less time over right answers, as the table of
// a game does. Equal in both shares the rank. Scores and times are bounded so that they have the same length.
func (e *Entry) order() string {
	const most = 1_000_000_000_000
	score, spent := min(max(e.Score, -most+1), most-1), min(max(e.Time, 0), most-1)
	return fmt.Sprintf("%013d%013d", score+most, most-1-spent)
}

// member is the entry in the index by score.
func (e *Entry) member() store.Member {
	data, _ := json.Marshal(e) // strings and numbers always encode
	return store.Member{ID: e.ID, Order: e.order(), Data: data}
}

// named is the entry in the index by name, which is read in the order of ids.
func (e *Entry) named(folded string) store.Member { return store.Member{ID: folded + "\x00" + e.ID} }

// fold brings a name into the form by which it is searched: small letters without accents, single spaces. The zero byte is left
// out, for it ends a name.
func fold(name string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == 0 {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(name))
	return strings.Join(strings.Fields(bare), " ")
}
