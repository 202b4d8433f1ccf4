package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"trivium/game"
	"trivium/server/store"
)

const (
	// sweepCollection holds one document: who sweeps, and by which rule the heads are ordered.
	sweepCollection = "archive.sweep"
	sweepID         = "sweep"
	// sweepLease is how long a sweeper that was not heard of keeps others from sweeping. Two at once would do no harm.
	sweepLease = 5 * time.Minute
	// page is how many heads are read at once.
	page = 100
)

// sweeping is who sweeps until when, and the rule that the order of the heads was made by.
type sweeping struct {
	By    string    `json:"by"`
	Until game.Time `json:"until"`
	Rule  Rule      `json:"rule"`
}

// Sweep keeps the games that have ended, and forgets what is to go. Of several instances one does it at a time; for the others
// it does nothing. What failed is tried again by the next sweep.
func (a *Archive) Sweep(ctx context.Context) error {
	lease, version, err := a.takeSweep(ctx)
	if err != nil || version == 0 {
		return err
	}
	err = a.sweep(ctx, lease)
	lease.Until, lease.Rule = 0, a.Rule
	if err != nil {
		return err // nobody sweeps for a while; the order may not be by this rule yet
	}
	_, err = a.putSweep(context.WithoutCancel(ctx), lease, version)
	if isConflict(err) {
		return nil // it took so long that somebody else sweeps now
	}
	return err
}

func (a *Archive) sweep(ctx context.Context, lease sweeping) error {
	if lease.Rule != a.Rule {
		if err := a.reorder(ctx); err != nil {
			return err
		}
	}
	ended, err := a.Ledger.Ended(ctx)
	if err != nil {
		return fmt.Errorf("which games have ended: %w", err)
	}
	for _, id := range ended {
		a.attempt(ctx, "keep", string(id), a.Keep)
	}
	return a.walk(ctx, func(h *head) bool {
		at, ok := h.due(a.Rule)
		if !ok || at > a.now() {
			return false
		}
		a.attempt(ctx, "forget", h.Room, a.forgetDue)
		return ctx.Err() == nil
	})
}

// attempt does something with a game; what fails is logged and tried again by the next sweep.
func (a *Archive) attempt(ctx context.Context, what, id string, do func(context.Context, string) error) {
	err := do(ctx, id)
	if err == nil || errors.Is(err, errLater) || errors.Is(err, ErrNoGame) || ctx.Err() != nil {
		return
	}
	a.metrics.failed.Inc()
	a.Logger.Error("a sweep failed at a finished game", "doing", what, "room", id, "error", err)
}

// forgetDue does what is due about a game.
func (a *Archive) forgetDue(ctx context.Context, id string) error {
	if err := a.tidy(ctx, id); err != nil {
		return err
	}
	h, _, err := a.load(ctx, id)
	if err != nil {
		return err
	}
	if h.Deleted > 0 {
		return a.bury(ctx, id)
	}
	if err := a.tell(ctx, id); err != nil {
		return err
	}
	for _, seat := range h.Removing {
		if err := a.RemovePlayer(ctx, id, seat); err != nil {
			return err
		}
	}
	rule := a.Rule.and(h.Rule)
	if h.Ended == 0 || rule.After == 0 || a.now() < h.Ended.Add(game.MillisOf(rule.After)) {
		return nil
	}
	if rule.Whole {
		return a.Delete(ctx, id)
	}
	if h.Nameless > 0 {
		return nil
	}
	return a.RemoveNames(ctx, id)
}

// walk shows the heads in the order in which they are due until it is told that it is enough.
func (a *Archive) walk(ctx context.Context, show func(*head) (more bool)) error {
	for below := ""; ; {
		documents, err := a.Store.List(ctx, collection, below, page)
		if err != nil {
			return fmt.Errorf("list what is kept: %w", err)
		}
		for _, d := range documents {
			h := &head{Room: d.ID}
			if err := json.Unmarshal(d.Data, h); err != nil {
				return fmt.Errorf("read what is kept of %s: %w", d.ID, err)
			}
			if !show(h) {
				return nil
			}
			below = d.Order
		}
		if len(documents) < page {
			return nil
		}
	}
}

// reorder orders all heads by this server's rule.
func (a *Archive) reorder(ctx context.Context) error {
	var all []string
	if err := a.walk(ctx, func(h *head) bool { all = append(all, h.Room); return true }); err != nil {
		return err
	}
	for _, id := range all {
		if _, err := a.change(ctx, id, func(*head) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// takeSweep takes the lease on sweeping; version 0 if somebody else has it.
func (a *Archive) takeSweep(ctx context.Context) (lease sweeping, version int, err error) {
	d, err := a.Store.Get(ctx, sweepCollection, sweepID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return lease, 0, fmt.Errorf("who sweeps: %w", err)
	}
	if len(d.Data) > 0 {
		if err := json.Unmarshal(d.Data, &lease); err != nil {
			return lease, 0, fmt.Errorf("who sweeps: %w", err)
		}
	}
	now := a.now()
	if lease.By != a.name && now < lease.Until && lease.Until < now.Add(2*game.MillisOf(sweepLease)) {
		return lease, 0, nil
	}
	lease.By, lease.Until = a.name, now.Add(game.MillisOf(sweepLease))
	version, err = a.putSweep(ctx, lease, d.Version)
	if isConflict(err) {
		return lease, 0, nil
	}
	return lease, version, err
}

func (a *Archive) putSweep(ctx context.Context, lease sweeping, version int) (int, error) {
	data, err := json.Marshal(lease)
	if err != nil {
		return 0, err
	}
	return a.Store.Put(ctx, sweepCollection, store.Document{ID: sweepID, Version: version, Data: data})
}
