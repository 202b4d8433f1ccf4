package app

import (
	"context"
	"errors"
	"fmt"

	"trivium/server/games"
	"trivium/server/hosts"
	"trivium/server/shares"
)

// openHosts makes what knows who may host, and whose the packs are.
func (a *app) openHosts(context.Context) error {
	a.hosts = hosts.New(hosts.Options{Store: a.store, Key: a.key, Open: a.options.OpenHosting})
	a.shares = shares.New(a.store)
	return nil
}

// mayPlay says why a host may not play packs, in the words of games.
func (a *app) mayPlay(ctx context.Context, hostID string, packs []string) error {
	if hostID == "" {
		hostID = hosts.FirstID
	}
	host, err := a.hosts.Get(ctx, hostID)
	if errors.Is(err, hosts.ErrNotFound) { // a game of a host who was removed is played again
		host, err = hosts.Host{ID: hostID}, nil
	}
	if err != nil {
		return err
	}
	for _, pack := range packs {
		_, err := a.shares.See(ctx, shares.Viewer{ID: host.ID, Owner: host.Owner, Guest: host.Guest}, pack)
		if errors.Is(err, shares.ErrNotFound) {
			return fmt.Errorf("%w: there is no pack %q for you; its host may have taken it back", games.ErrBad, pack)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mayInsert says why a question may not be put into a room: it is of a pack that the room's host may not play.
func (a *app) mayInsert(ctx context.Context, roomID, pack string) error {
	record, err := a.games.Find(ctx, roomID)
	if errors.Is(err, games.ErrNoGame) {
		record, err = &games.Record{}, nil
	}
	if err != nil {
		return err
	}
	return a.mayPlay(ctx, record.Host, []string{pack})
}
