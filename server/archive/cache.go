package archive

import (
	"slices"
	"sync"
)

// cacheAnswers is how many answers the remembered games have together at most, about a hundred megabytes. A result is looked
// at by many in the same hour, and folding a big game takes a second.
const cacheAnswers = 500_000

// stamp says which version of a game was folded: that of its head, and how many events if the ledger has it.
type stamp struct {
	version int
	n       uint64
}

// cache remembers the games that were looked at last. The zero value is ready.
type cache struct {
	mu    sync.Mutex // guards the rest
	games map[string]cached
	order []string // the latest last
	total int
}

type cached struct {
	stamp  stamp
	game   *Game
	weight int
}

func (c *cache) get(id string, at stamp) (*Game, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known, ok := c.games[id]
	return known.game, ok && known.stamp == at
}

func (c *cache) put(id string, at stamp, g *Game) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.games == nil {
		c.games = map[string]cached{}
	}
	weight := 100 + len(g.State.Seats)
	for _, show := range g.State.Showings {
		weight += len(show.Records)
	}
	c.drop(id)
	c.games[id] = cached{at, g, weight}
	c.order = append(c.order, id)
	c.total += weight
	for c.total > cacheAnswers && len(c.order) > 1 {
		c.drop(c.order[0])
	}
}

// drop forgets a game. It needs the lock.
func (c *cache) drop(id string) {
	known, ok := c.games[id]
	if !ok {
		return
	}
	c.total -= known.weight
	delete(c.games, id)
	c.order = slices.DeleteFunc(c.order, func(other string) bool { return other == id })
}
