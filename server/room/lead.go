package room

import (
	"context"
	"slices"
	"time"

	"trivium/game"
	"trivium/server/ledger"
)

// Times of leading, in milliseconds of room time.
const (
	leaseInterval game.Millis = 300   // how often the lease is renewed
	gapLeast      game.Millis = 1_500 // a silence shorter than this is no gap
	gapSure       game.Millis = 3_000 // a living instance that had the room open would have led before this
)

// sleep is a time in which this instance did not run: it was not started yet, or its process stood still.
type sleep struct {
	over     bool      // it ended, and it is not known yet whether somebody else kept the room meanwhile
	from, to game.Time // from is 0 for an instance that just started
}

// watchSleep notices that the instance has not run for a while.
func (r *Room) watchSleep(now game.Time) {
	if !r.slept.over && now.Sub(r.steppedAt) >= gapLeast {
		r.slept = sleep{over: true, from: r.steppedAt, to: now}
	}
	r.steppedAt = now
}

// lead takes or renews the lease, and says when to come again if another instance has it.
func (r *Room) lead(ctx context.Context, now game.Time, wake *game.Time) error {
	if renew := r.leaseAt.Add(leaseInterval); r.leads && now < renew {
		*wake = min(*wake, renew)
		return nil
	}
	leads, seen, err := r.options.Ledger.Lead(ctx, r.id)
	if err != nil {
		r.setLeads(false, 0)
		return err
	}
	r.setLeads(leads, seen)
	r.leaseAt = now
	if !leads {
		r.slept.over = false // somebody kept the room
		*wake = min(*wake, game.Time(seen).Add(game.MillisOf(ledger.LeaseLife)))
		return nil
	}
	*wake = min(*wake, now.Add(leaseInterval))
	if !r.slept.over || r.unsettled(now) {
		return nil
	}
	r.slept.from = max(r.slept.from, game.Time(seen))
	return r.gap(ctx)
}

// setLeads notes whether this instance keeps the room's time. seen is when the holder before was last seen; 0 for none.
func (r *Room) setLeads(on bool, seen ledger.Time) {
	if r.runs && r.leads != on {
		r.options.Metrics.leads(on, seen > 0)
	}
	r.leads = on
}

// gap appends the silence that this instance woke from, if nobody kept the room in it: nobody could have answered. While the
// ledger was away but an instance lived there is no gap, as answers were stamped and held; one that started in the silence, as
// after a restart of all, held none.
func (r *Room) gap(ctx context.Context) error {
	from, to := r.slept.from, r.slept.to
	silence := to.Sub(from)
	if from == 0 || silence < gapLeast {
		r.slept.over = false
		return nil
	}
	alive, err := r.options.Ledger.Alive(ctx)
	if err != nil {
		return err
	}
	witnessed := slices.ContainsFunc(alive, func(life ledger.Life) bool {
		return life.Instance != r.options.Ledger.Instance() && game.Time(life.Since) <= from
	})
	if !witnessed || silence >= gapSure {
		r.options.Logger.Info("nobody kept the room for a while", "gap", time.Duration(silence)*time.Millisecond)
		if err := r.perform(ctx, game.Command{Verb: game.DoGap, From: from, To: to}); err != nil {
			return err
		}
		r.options.Metrics.gap()
	}
	r.slept.over = false
	return nil
}
