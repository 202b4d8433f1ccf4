package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"trivium/game"
)

// Who names a player: by the look-alike skeleton of a name, or by the hash of a resume token, which only the player's own phone
// has. What is empty does not matter; not both may be.
type Who struct {
	Key   string
	Token string
}

// Place is a player in a game.
type Place struct {
	Game  string    `json:"game"`
	Title string    `json:"title"`
	Ended game.Time `json:"ended"`
	Seat  game.Seat `json:"seat"`
	Name  string    `json:"name"`
}

// Find looks for a player in ended games that still have their names: in those that are given, or in all if they are nil. A
// player is found by any name that was ever theirs in the game.
func (a *Archive) Find(ctx context.Context, games []string, who Who) ([]Place, error) {
	if who == (Who{}) {
		return nil, fmt.Errorf("%w: neither a name nor a token is given", game.ErrBad)
	}
	if games == nil {
		var err error
		if games, err = a.all(ctx); err != nil {
			return nil, err
		}
	}
	var places []Place
	for _, id := range games {
		found, err := a.findIn(ctx, id, who)
		if errors.Is(err, ErrNoGame) || errors.Is(err, ErrRunning) {
			continue
		}
		if err != nil {
			return nil, err
		}
		places = append(places, found...)
	}
	return places, nil
}

// all lists the ended games: those that are kept, and those that the ledger still has.
func (a *Archive) all(ctx context.Context) ([]string, error) {
	ended, err := a.Ledger.Ended(ctx)
	if err != nil {
		return nil, fmt.Errorf("which games have ended: %w", err)
	}
	games := make([]string, 0, len(ended))
	for _, id := range ended {
		games = append(games, string(id))
	}
	err = a.walk(ctx, func(h *head) bool { games = append(games, h.Room); return true })
	slices.Sort(games)
	return slices.Compact(games), err
}

// findIn looks for a player in one game.
func (a *Archive) findIn(ctx context.Context, id string, who Who) ([]Place, error) {
	h, _, err := a.find(ctx, id)
	if err != nil || h.Nameless > 0 {
		return nil, cmp.Or(err, ErrNoGame)
	}
	n, err := a.names(ctx, h)
	if err != nil {
		return nil, err
	}
	place := Place{Game: id, Title: h.Title, Ended: h.Ended}
	if n == nil || !h.Left { // the ledger may know more
		f, err := a.facts(ctx, h)
		if err != nil {
			return nil, err
		}
		s, err := f.fold()
		if err != nil {
			return nil, err
		}
		if !s.Ended() {
			return nil, ErrRunning
		}
		place.Title, place.Ended = s.Settings.Title, endedAt(f)
		if _, n, err = split(f); err != nil {
			return nil, err
		}
	}
	last, seats := map[game.Seat]string{}, map[game.Seat]bool{}
	n.each(func(seat game.Seat, e game.SeatEntry) {
		last[seat] = cmp.Or(e.Name, last[seat])
		match := (who.Key != "" && e.Key == who.Key) || (who.Token != "" && e.Token == who.Token)
		if match && !slices.Contains(h.Removed, seat) {
			seats[seat] = true
		}
	})
	var places []Place
	for seat := range seats {
		place.Seat, place.Name = seat, last[seat]
		places = append(places, place)
	}
	slices.SortFunc(places, func(a, b Place) int { return cmp.Compare(a.Seat, b.Seat) })
	return places, nil
}

// Player is everything that is kept about a player in one game, for them to take along.
type Player struct {
	Place
	Kicked   bool   `json:"kicked,omitempty"`
	Practice bool   `json:"practice,omitempty"`
	Team     string `json:"team,omitempty"`
	Stretch  int    `json:"longer_time_percent,omitempty"`
	Public   bool   `json:"public,omitempty"` // wanted to be on boards
	// Claims are the persistent teams that the phone proved to be of: by the id of the league, the key of the team.
	Claims      map[string]string `json:"claims,omitempty"`
	Score       int               `json:"score"`
	Rank        int               `json:"rank"`
	Of          int               `json:"of"`
	Known       []Known           `json:"known_as"` // as they came, then each change
	Answers     []Given           `json:"answers"`
	Corrections []game.Change     `json:"corrections,omitempty"` // that name this player
}

// Known is what a player was known by: name, look-alike skeleton, team, hash of the resume token.
type Known struct {
	Name    string `json:"name,omitempty"`
	Key     string `json:"key,omitempty"`
	Team    string `json:"team,omitempty"`
	TeamKey string `json:"team_key,omitempty"`
	Token   string `json:"token_hash,omitempty"`
}

// Given is one answer of a player: to what, what, when, and the measurements behind its time (see game.AnswerEntry).
type Given struct {
	Question string      `json:"question"`
	Answer   string      `json:"answer"`
	At       game.Time   `json:"at"`
	Right    bool        `json:"right"`
	Late     bool        `json:"late,omitempty"`
	Points   int         `json:"points"`
	Counted  game.Millis `json:"counted_ms"`
	E        game.Millis `json:"e_ms"`
	M        game.Millis `json:"m_ms"`
	Floor    game.Millis `json:"floor_ms"`
	QPing    game.Millis `json:"qping_ms"`
	Credit   game.Millis `json:"credit_ms"`
}

// Export gives everything that is kept about a player in an ended game. ErrNoGame, ErrRunning, ErrNoNames, game.ErrUnknown.
func (a *Archive) Export(ctx context.Context, id string, seat game.Seat) (*Player, error) {
	h, _, err := a.find(ctx, id)
	if err != nil {
		return nil, err
	}
	if h.Nameless > 0 || slices.Contains(h.Removed, seat) {
		return nil, ErrNoNames
	}
	f, err := a.facts(ctx, h)
	if err != nil {
		return nil, err
	}
	changes, s, err := f.changes()
	if err != nil {
		return nil, err
	}
	if !s.Ended() {
		return nil, ErrRunning
	}
	state, ok := s.Seat(seat)
	if !ok {
		return nil, fmt.Errorf("%w: there is no such player", game.ErrUnknown)
	}
	_, n, err := split(f)
	if err != nil {
		return nil, err
	}
	own := game.OwnOf(s, seat)
	p := &Player{
		Place:  Place{Game: id, Title: s.Settings.Title, Ended: endedAt(f), Seat: seat, Name: state.Name},
		Kicked: state.Kicked, Practice: state.Practice, Team: state.Team, Stretch: state.Stretch, Public: state.Public, Claims: state.Claims,
		Score: own.Score, Rank: own.Rank, Of: own.Of, Answers: answersOf(s, seat),
	}
	n.each(func(of game.Seat, e game.SeatEntry) {
		if of == seat {
			p.Known = append(p.Known, Known{Name: e.Name, Key: e.Key, Team: e.Team, TeamKey: e.TeamKey, Token: e.Token})
		}
	})
	for _, c := range changes {
		if c.Seat == seat {
			c.Moves = slices.DeleteFunc(slices.Clone(c.Moves), func(m game.Move) bool { return m.Seat != seat })
			p.Corrections = append(p.Corrections, c)
		}
	}
	return p, nil
}

// answersOf gives a player's answers in the order of the game.
func answersOf(s *game.State, seat game.Seat) []Given {
	answers := []Given{}
	for _, show := range s.Showings {
		q := &s.Questions[show.Question]
		for i := range show.Records {
			r := &show.Records[i]
			if r.Seat != seat {
				continue
			}
			given := Given{
				Question: q.Prompt, Answer: show.AnswerWords(q, r.Answer), At: r.At, Right: r.Result.Right(), Late: r.Late,
				Points: r.Result.Points, Counted: r.Eff, E: r.E, M: r.M, Floor: r.Floor, QPing: r.QPing, Credit: r.Credit,
			}
			if show.Voided {
				given.Points = 0
			}
			answers = append(answers, given)
		}
	}
	return answers
}
