package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/hosts"
	"trivium/server/search"
)

// openSearch makes the index of questions, and fills it while the rest starts: the first search need not wait for it.
func (a *app) openSearch(ctx context.Context) error {
	var err error
	if a.search, err = search.Open(ctx, a.registry); err != nil {
		return err
	}
	running, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		entries, _ := a.bank.Entries()
		packs := make([]*questions.Pack, len(entries))
		for i := range entries {
			packs[i] = entries[i].Pack
		}
		if err := a.search.Update(running, packs); err != nil && running.Err() == nil {
			a.log.Warn("the questions were not indexed; the next search does it", "error", err)
		}
	}()
	a.onStop("index of questions", func(context.Context) error { cancel(); <-done; return a.search.Close() })
	return nil
}

// notePlayed notes for a host which questions a game has asked. A host who is gone has no notes.
func (a *app) notePlayed(ctx context.Context, host string, s *game.State, at time.Time) error {
	host = cmp.Or(host, hosts.FirstID)
	if _, err := a.hosts.Get(ctx, host); errors.Is(err, hosts.ErrNotFound) && host != hosts.FirstID {
		return nil
	} else if err != nil && !errors.Is(err, hosts.ErrNotFound) {
		return err
	}
	var asked []string
	for _, show := range s.Showings {
		if id := s.Questions[show.Question].ID; show.Opened != 0 && !slices.Contains(asked, id) {
			asked = append(asked, id)
		}
	}
	return a.marks.Play(ctx, host, asked, at)
}
