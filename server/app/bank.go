package app

import (
	"context"
	"fmt"
	"time"

	"trivium/questions/packs"
	"trivium/server/bank"
)

// syncEvery is how often an instance looks for packs that were uploaded to another.
const syncEvery = time.Second

// openBank opens the packs of this server, and shares them with other instances if there may be any.
func (a *app) openBank(ctx context.Context) error {
	var err error
	if a.bank, err = bank.Open(packs.FS, a.options.Data, bank.Loader(true), bank.Loader(false)); err != nil || a.options.RedisURL == "" {
		return err
	}
	if err := a.bank.Share(ctx, shelf{a.store}); err != nil {
		return fmt.Errorf("share the packs: %w", err)
	}
	running, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		ticker := time.NewTicker(syncEvery)
		defer ticker.Stop()
		for {
			select {
			case <-running.Done():
				return
			case <-ticker.C:
			}
			if err := a.bank.Sync(running); err != nil && running.Err() == nil {
				a.log.Debug("the packs of other instances could not be looked at", "error", err)
			}
		}
	}()
	a.onStop("bank", func(context.Context) error { stop(); <-done; return nil })
	return nil
}
