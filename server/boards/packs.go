package boards

import (
	"context"
	"errors"
	"time"
)

// played remembers when a game of a pack was last put on its boards.
type played struct {
	Pack string    `json:"pack"`
	Last time.Time `json:"last"`
}

func (p *played) order() string { return orderOf(p.Last) + "|" + p.Pack }

// playedEvery is how exactly that is remembered: rather than with each game, once an hour.
const playedEvery = time.Hour

// notePack remembers that a pack has boards.
func (s *Service) notePack(ctx context.Context, pack string, at time.Time) error {
	_, err := s.packs.Update(ctx, pack, func(stored *storedPack) error {
		if stored.Version > 0 && at.Before(stored.Value.Last.Add(playedEvery)) {
			return errOld
		}
		stored.Value = played{Pack: pack, Last: at.UTC()}
		return nil
	})
	if errors.Is(err, errOld) {
		return nil
	}
	return err
}

// Packs gives packs that have had entries on boards, the latest played first, and the cursor of those behind them, empty at the
// end. Boards of a pack can be empty again. ErrBad says that it is no cursor.
func (s *Service) Packs(ctx context.Context, cursor string, limit int) (packs []string, next string, err error) {
	below := ""
	if cursor != "" {
		if below, _, err = readCursor(cursor); err != nil {
			return nil, "", err
		}
	}
	limit = bounded(limit)
	found, err := s.packs.List(ctx, below, limit)
	if err != nil {
		return nil, "", err
	}
	for i := range found {
		packs = append(packs, found[i].ID)
	}
	if len(found) == limit {
		next = writeCursor(found[limit-1].Value.order(), "")
	}
	return packs, next, nil
}
