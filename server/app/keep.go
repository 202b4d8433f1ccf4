package app

import (
	"context"
	"time"

	"trivium/server/room"
)

// sweepEvery is how often rooms that ended long ago are let go of.
const sweepEvery = 10 * time.Minute

// keepRooms takes over rooms that nobody keeps, and lets go of those that ended long ago, until the stop.
func (a *app) keepRooms() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		adopt, sweep := time.NewTicker(time.Duration(room.AdoptEvery)*time.Millisecond), time.NewTicker(sweepEvery)
		defer adopt.Stop()
		defer sweep.Stop()
		for {
			select {
			case <-adopt.C:
				if err := a.rooms.Adopt(ctx); err != nil && ctx.Err() == nil {
					a.log.Debug("rooms that nobody keeps were not all taken over", "error", err)
				}
			case <-sweep.C:
				a.rooms.Sweep()
				if err := a.hosts.Sweep(ctx); err != nil && ctx.Err() == nil {
					a.log.Warn("sessions and invitations that are over were not all cleared", "error", err)
				}
				if err := a.archive.Sweep(ctx); err != nil && ctx.Err() == nil {
					a.log.Warn("finished games were not all kept or forgotten", "error", err)
				}
				a.clearBoards(ctx)
			case <-ctx.Done():
				return
			}
		}
	}()
	a.onStop("keeper of rooms", func(context.Context) error { cancel(); <-done; return nil })
}

// handOver gives the rooms' time to other instances, if there are any, before the clients are sent to them.
func (a *app) handOver(ctx context.Context) error {
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	alive, err := a.ledger.Alive(short)
	if err != nil || len(alive) < 2 {
		return err
	}
	return a.ledger.Release(short)
}
