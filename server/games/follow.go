package games

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"trivium/game"
	"trivium/server/room"
	"trivium/server/store"
)

// Follow remembers the end of a room's game. It is called for each room that begins to live on this instance.
func (g *Games) Follow(r *room.Room) { go g.follow(r) }

// noteAgain is how long it takes until the end of a game is noted again that could not be noted.
const noteAgain = 2 * time.Second

// follow waits for the end of a game and remembers it. Every instance that has the room does, so that one of them will.
func (g *Games) follow(r *room.Room) {
	if !r.Hold() {
		return
	}
	defer r.Release() // once its end is noted
	for {
		state, changed := r.Now()
		var again <-chan time.Time
		if state.Ended() {
			err := g.finish(r, state)
			if err == nil {
				return
			}
			g.log.Warn("a finished game was not noted yet", "error", err)
			again = time.After(noteAgain)
		}
		select {
		case <-changed:
		case <-again:
		case <-r.Closed():
			return
		}
	}
}

// finish notes the end of a room's game.
func (g *Games) finish(r *room.Room, state *game.State) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return g.Finished(ctx, string(r.ID()), state, state.LastAt)
}

// Finished notes the end of a game. That another instance was quicker is no error: it noted the same.
func (g *Games) Finished(ctx context.Context, id string, state *game.State, at game.Time) error {
	record, err := g.Find(ctx, id)
	if errors.Is(err, ErrNoGame) {
		record, err = &Record{Room: id, PIN: state.PIN, Title: state.Settings.Title, Opened: g.now().UTC()}, nil
	}
	if err != nil {
		return err
	}
	ended, players := time.UnixMilli(int64(at)).UTC(), state.PlayersCount()
	if record.Ended.Equal(ended) && record.Players == players {
		return nil
	}
	if g.played != nil { // before the end is noted, which keeps this from being done again
		if err := g.played(ctx, record.Host, state, ended); err != nil {
			return fmt.Errorf("note what was played: %w", err)
		}
	}
	record.Ended, record.Players = ended, players
	if err := g.save(ctx, record); !errors.Is(err, store.ErrConflict) {
		return err
	}
	return nil
}

func (g *Games) save(ctx context.Context, record *Record) error {
	data, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("encode the game: %w", err)
	}
	d, err := g.store.Get(ctx, collection, record.Room)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	d.ID, d.Order, d.Data = record.Room, record.order(), data
	_, err = g.store.Put(ctx, collection, d)
	return err
}
