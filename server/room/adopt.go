package room

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"

	"trivium/server/ledger"
)

// AdoptEvery is how often Adopt should be called, in milliseconds of room time, so that the next phase of a room whose only
// instance died comes within two seconds: a lease's life, and this.
const AdoptEvery = leaseInterval

// Adopt opens the rooms whose time nobody keeps: those of an instance that died, and at a start all that were running. Where
// several instances live, each takes its share; what one left to another that did not take it, is taken the next time. It is
// called by one goroutine.
func (g *Registry) Adopt(ctx context.Context) error {
	orphans, err := g.options.Ledger.Orphans(ctx)
	if err != nil {
		return fmt.Errorf("look for rooms that nobody keeps: %w", err)
	}
	if len(orphans) == 0 {
		g.orphans = nil
		return nil
	}
	alive, err := g.options.Ledger.Alive(ctx)
	if err != nil {
		return fmt.Errorf("look for rooms that nobody keeps: %w", err)
	}
	left := map[ledger.RoomID]bool{}
	var errs []error
	for _, id := range orphans {
		if g.refused[id] || g.has(id) { // a room that is open here takes its lease by itself
			continue
		}
		if !g.orphans[id] && !mine(id, alive, g.options.Ledger.Instance()) {
			left[id] = true
			continue
		}
		if _, err := g.open(ctx, id); err != nil {
			g.refused[id] = errors.Is(err, ErrRules) // whoever plays by its rules will keep it
			errs = append(errs, fmt.Errorf("take over a room: %w", err))
		}
	}
	g.orphans = left
	return errors.Join(errs...)
}

func (g *Registry) has(id ledger.RoomID) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, known := range g.rooms {
		if known.room.ID() == id {
			return true
		}
	}
	return false
}

// mine tells whether a room is this instance's share of the orphans.
func mine(id ledger.RoomID, alive ledger.Living, instance string) bool {
	at := alive.Index(instance)
	if at < 0 || len(alive) == 1 {
		return true
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(id))                     // never fails
	return int(sum.Sum32()%uint32(len(alive))) == at //nolint:gosec // few instances
}
