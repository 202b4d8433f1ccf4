package archive

import (
	"context"
	"errors"
	"fmt"
)

// tell calls Ended for a game that was corrected or in which a player was forgotten. What was told is noted in the head after it
// was: a head in which it is not is due, so the next sweep tells it if this fails. While the ledger has the game and nothing of it
// is kept yet, the copy tells it.
func (a *Archive) tell(ctx context.Context, id string) error {
	h, _, err := a.find(ctx, id)
	if errors.Is(err, ErrNoGame) {
		return nil
	}
	if err != nil {
		return err
	}
	stands, here := h.stands(), h.Left || len(h.Tail) > 0
	if here && h.Told == stands {
		return nil
	}
	s, err := a.State(ctx, id) // read behind the head, so it is what stands, or newer
	if errors.Is(err, ErrNoGame) || err == nil && !s.Ended() {
		return nil
	}
	if err != nil {
		return err
	}
	if err := a.Ended(ctx, id, s, s.Began); err != nil { // the end is the last phase that a game enters
		return fmt.Errorf("tell of a finished game: %w", err)
	}
	if h.Facts == nil || h.Told == stands {
		return nil
	}
	_, err = a.change(ctx, id, func(h *head) error {
		if h.Facts == nil || h.Told == stands || h.stands() != stands {
			return errSame
		}
		h.Told = stands
		return nil
	})
	return err
}

// tellSoon tells of a correction, which stands whether or not that succeeds now.
func (a *Archive) tellSoon(ctx context.Context, id string) {
	if err := a.tell(ctx, id); err != nil && ctx.Err() == nil {
		a.Logger.Warn("a correction is brought to boards and leagues later", "room", id, "error", err)
	}
}
