// Package finished says what a finished game is to those who live on it: leagues and boards. Whoever keeps results makes one of
// each game when it ends and again whenever it was scored anew.
package finished

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Game is a finished game: its standings, and who may use them.
type Game struct {
	ID    string `json:"id"` // names it for ever, and its audit
	Title string `json:"title"`
	// Revision grows with each new scoring; an older one never replaces a newer one. The number of the room's last event will do.
	Revision int64     `json:"revision"`
	Ended    time.Time `json:"ended"`
	Host     string    `json:"host"`            // the id of the host whose game it was
	Venue    string    `json:"venue,omitempty"` // where it was played, if that has a name
	// Packs are the packs that its questions came from. Whole says that all questions of them were played and no others, so that
	// scores can be compared.
	Packs []string `json:"packs"`
	Whole bool     `json:"whole"`
	Rule  string   `json:"rule"` // how it was scored, in the words of its audit: "speed", "accuracy, streak"
	// Leagues are the ids of the leagues that it was opened for.
	Leagues []string `json:"leagues,omitempty"`
	// Public says that the host lets it be shown beyond the host's own leagues: on the server's boards, and in leagues of others
	// that gather games by pack.
	Public bool `json:"public,omitempty"`
	// Players and Teams are the table of the game. Teams is empty if it was not played in teams.
	Players []Standing `json:"players"`
	Teams   []Standing `json:"teams,omitempty"`
}

// Standing is how a player or a team ended.
type Standing struct {
	Key   string `json:"key"` // of the seat or the team within the game: the skeleton of the name
	Name  string `json:"name"`
	Place int    `json:"place"` // equals share the better one: 1, 2, 2, 4
	Score int    `json:"score"`
	Right int    `json:"right"` // right answers
	Time  int64  `json:"time"`  // ms over right answers
	// Claims are the persistent teams that it proved to be with a claim key: by the id of the league, the key of the team.
	Claims map[string]string `json:"claims,omitempty"`
	// Public says that the player wants to be on boards.
	Public   bool   `json:"public,omitempty"`
	Division string `json:"division,omitempty"`
}

// Validate says what is wrong with a game.
func (g *Game) Validate() error {
	switch {
	case g.ID == "":
		return errors.New("a finished game without an id")
	case g.Ended.IsZero():
		return fmt.Errorf("game %s: it has not ended", g.ID)
	}
	for _, table := range [][]Standing{g.Players, g.Teams} {
		if err := validate(table); err != nil {
			return fmt.Errorf("game %s: %w", g.ID, err)
		}
	}
	return nil
}

func validate(table []Standing) error {
	keys := make(map[string]bool, len(table))
	places := make([]int, len(table))
	for i := range table {
		s := &table[i]
		if s.Key == "" || keys[s.Key] {
			return fmt.Errorf("the key %q is empty or there twice", s.Key)
		}
		keys[s.Key], places[i] = true, s.Place
	}
	slices.Sort(places)
	for i, place := range places {
		if place != i+1 && (i == 0 || place != places[i-1]) {
			return fmt.Errorf("place %d is taken by nobody, but %d is", i+1, place)
		}
	}
	return nil
}
