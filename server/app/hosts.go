package app

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"trivium/server/bank"
	"trivium/server/hosts"
	"trivium/server/marks"
	"trivium/server/shares"
)

// openHosts makes what knows who may host, and whose the packs are.
func (a *app) openHosts(context.Context) error {
	a.shares = shares.New(shares.Options{Store: a.store})
	a.marks = marks.New(a.store, nil)
	a.hosts = hosts.New(hosts.Options{Store: a.store, Key: a.key, Open: a.options.OpenHosting, Gone: a.hostGone})
	return nil
}

// hostGone settles what was a host's who goes: packs of a guest go along, those of another host are the first host's from then on.
// Stars, and what was played, go.
func (a *app) hostGone(ctx context.Context, host hosts.Host) error {
	own, err := a.shares.OfHost(ctx, host.ID)
	if err != nil {
		return err
	}
	for _, pack := range own {
		if !host.Guest {
			if err := a.shares.HandOver(ctx, pack, host.ID, hosts.FirstID); err != nil {
				return err
			}
			continue
		}
		if err := a.bank.Remove(ctx, pack); err != nil && !errors.Is(err, bank.ErrNoPack) {
			return err
		}
		if err := a.shares.Forget(ctx, pack); err != nil {
			return err
		}
	}
	return a.marks.Forget(ctx, host.ID)
}

// mayUse tells whether the host of a room may use a question.
func (a *app) mayUse(ctx context.Context, roomID, question string) (bool, error) {
	pack, _, _ := strings.Cut(question, "/")
	if a.bank.Ships(pack) {
		return true, nil
	}
	record, err := a.games.Find(ctx, roomID)
	if err != nil {
		return false, err
	}
	host := cmp.Or(record.Host, hosts.FirstID)
	share, err := a.shares.Of(ctx, pack)
	return host == hosts.FirstID || share.Open(host), err
}
