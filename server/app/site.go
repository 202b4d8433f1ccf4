package app

import (
	"context"
	"time"

	"trivium/server/site"
)

// openSite makes the public pages of leagues and boards.
func (a *app) openSite(context.Context) error {
	open := &openGames{app: a, now: time.Now}
	made, err := site.New(site.Options{
		Boards: a.boards, Leagues: a.leagues, Open: open.of, Assets: a.assets, Base: a.addresses.Chosen, Logger: a.log, Registerer: a.registry,
		Pack: func(id string) (string, bool) {
			entry, ok := a.bank.Entry(id)
			if !ok {
				return "", false
			}
			return entry.Pack.Title, true
		},
	})
	a.site = made
	return err
}
