package games

import (
	"context"
	"strings"
	"sync"
	"time"
)

// How games that run are looked for.
const (
	playingLatest = 1000           // of the latest games
	playingSince  = 24 * time.Hour // a game that was opened longer ago is nobody's night
	playingFresh  = time.Second    // how old what is known may be
)

// playing remembers which packs are played. The zero value is ready.
type playing struct {
	mu    sync.Mutex
	at    time.Time       // when packs was found; guarded by mu
	packs map[string]bool // guarded by mu
}

// Playing gives the ids of the packs that games on any instance play now, from the moment at which their lobby opens. It may be a
// second old. The map must not be changed.
func (g *Games) Playing(ctx context.Context) (map[string]bool, error) {
	p := &g.playing
	p.mu.Lock()
	defer p.mu.Unlock()
	now := g.now()
	if p.packs != nil && now.Sub(p.at) < playingFresh {
		return p.packs, nil
	}
	records, err := g.List(ctx, playingLatest)
	if err != nil {
		return nil, err
	}
	packs := map[string]bool{}
	for i := range records {
		if r := &records[i]; r.Ended.IsZero() && now.Sub(r.Opened) < playingSince {
			for _, pack := range r.Request.Packs {
				packs[pack] = true
			}
			for _, question := range r.Request.Questions { // picked ones, from any pack
				pack, _, _ := strings.Cut(question, "/")
				packs[pack] = true
			}
		}
	}
	p.at, p.packs = now, packs
	return packs, nil
}
