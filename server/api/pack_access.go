package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/server/bank"
	"trivium/server/games"
	"trivium/server/hosts"
	"trivium/server/shares"
)

// sharedPack is a pack with whose it is.
type sharedPack struct {
	bank.Entry
	share shares.Share
}

// shipped tells whether a pack, or one that takes its place, came along: everybody has it.
func (s *server) shipped(e *bank.Entry) bool {
	return e.Source == bank.Shipped || s.Bank.Ships(e.Pack.ID)
}

// opens tells whether the host who asks may see and play a pack. The first host may see all.
func (s *server) opens(c echo.Context, p *sharedPack) bool {
	host := accessOf(c).Host
	return host.Owner || s.shipped(&p.Entry) || p.share.Open(host.ID)
}

// openPack gives a pack that the host who asks may see and play. Another is not there: bank.ErrNoPack.
func (s *server) openPack(c echo.Context, id string) (*sharedPack, error) {
	e, ok := s.Bank.Entry(id)
	if !ok {
		return nil, bank.ErrNoPack
	}
	share, err := s.Shares.Of(c.Request().Context(), id)
	if err != nil {
		return nil, err
	}
	p := &sharedPack{e, share}
	if !s.opens(c, p) {
		return nil, bank.ErrNoPack
	}
	return p, nil
}

// ownPack gives a pack that the host who asks may change. Another is not there: bank.ErrNoPack.
func (s *server) ownPack(c echo.Context, id string) (*sharedPack, error) {
	p, err := s.openPack(c, id)
	if err == nil && (p.Source != bank.Yours || !accessOf(c).Owns(p.share.Host)) {
		err = bank.ErrNoPack
	}
	return p, err
}

// mayPlay says why a game can not be made of packs.
func (s *server) mayPlay(c echo.Context, packs []string) error {
	for _, id := range packs {
		_, err := s.openPack(c, id)
		if errors.Is(err, bank.ErrNoPack) {
			return fmt.Errorf("%w: there is no pack %q in the bank any more", games.ErrBad, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// offered gives the packs that a host is offered: shipped ones, their own and those that are shared with them; the first host all, if
// they ask for all.
func (s *server) offered(c echo.Context) ([]sharedPack, error) {
	all, err := s.Shares.All(c.Request().Context())
	if err != nil {
		return nil, err
	}
	entries, _ := s.Bank.Entries()
	host := accessOf(c).Host
	var list []sharedPack
	for _, e := range entries {
		p := sharedPack{e, all.Of(e.Pack.ID)}
		if everything(c) || s.shipped(&e) || p.share.Open(host.ID) {
			list = append(list, p)
		}
	}
	return list, nil
}

// everything tells whether the first host asks for what all hosts have.
func everything(c echo.Context) bool { return c.QueryParam("all") == "true" && accessOf(c).Host.Owner }

// mayUpload makes a pack the host's own who asks, or says why it can not be. undo takes that back if the upload comes to nothing.
func (s *server) mayUpload(c echo.Context, id string, size int64, undo *func(context.Context) error) error {
	ctx, host := c.Request().Context(), accessOf(c).Host
	if s.Bank.Ships(id) && !host.Owner {
		return refuse(http.StatusConflict, "taken", "A pack that came along with the server has this id. Give yours another one.")
	}
	if err := s.fits(c, id, size); err != nil {
		return err
	}
	if ok, wait := s.opened.Allow(c.RealIP()); host.Guest && !ok {
		return tooMany(c, wait)
	}
	e, there := s.Bank.Entry(id)
	there = there && e.Source == bank.Yours
	fresh, err := s.Shares.Claim(ctx, host.ID, id, there)
	if err == nil && fresh && !there {
		*undo = func(ctx context.Context) error { return s.Shares.Forget(ctx, id) }
	}
	return err
}

// hostNames gives the shown names of hosts, each looked up once.
func (s *server) hostNames(ctx context.Context) func(id string) (string, error) {
	known := map[string]string{}
	return func(id string) (string, error) {
		if name, ok := known[id]; ok {
			return name, nil
		}
		host, err := s.Hosts.Get(ctx, id)
		if err != nil && !errors.Is(err, hosts.ErrNotFound) {
			return "", err
		}
		known[id] = host.Name
		return host.Name, nil
	}
}
