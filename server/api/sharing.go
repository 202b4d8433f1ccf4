package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/server/bank"
	"trivium/server/shares"
)

// viewer is who asks, as packs are shared.
func (s *server) viewer(c echo.Context) shares.Viewer {
	host := accessOf(c).Host
	return shares.Viewer{ID: host.ID, Owner: host.Owner, Guest: host.Guest}
}

// seen gives the packs that the host who asks may see, each with its share.
func (s *server) seen(c echo.Context) ([]sharedEntry, []bank.Problem, error) {
	known, err := s.Shares.Seen(c.Request().Context(), s.viewer(c))
	if err != nil {
		return nil, nil, err
	}
	entries, problems := s.Bank.Entries()
	var list []sharedEntry
	for _, e := range entries {
		one, there := known[e.Pack.ID]
		if there && one == nil {
			continue
		}
		share := shares.Default(e.Pack.ID)
		if there {
			share = *one
		}
		list = append(list, sharedEntry{e, share})
	}
	return list, problems, nil
}

// sharedEntry is a pack of the bank with its share.
type sharedEntry struct {
	bank.Entry

	share shares.Share
}

// seePack gives a pack that the host who asks may see. bank.ErrNoPack.
func (s *server) seePack(c echo.Context) (sharedEntry, error) {
	e, ok := s.Bank.Entry(c.Param("pack"))
	if !ok {
		return sharedEntry{}, bank.ErrNoPack
	}
	share, err := s.Shares.See(c.Request().Context(), s.viewer(c), e.Pack.ID)
	return sharedEntry{e, share}, err
}

// sharing is with whom a pack is shared, as the host who asks may know it.
type sharing struct {
	Own  bool        `json:"own"` // it is theirs to change
	With shares.With `json:"with"`
	Link bool        `json:"link"`
}

func (s *server) sharing(c echo.Context, one *shares.Share) sharing {
	v := s.viewer(c)
	own := v.Owner || one.Host != "" && one.Host == v.ID
	return sharing{Own: own, With: one.With, Link: own && one.Link}
}

// sharePack says with whom a pack is shared.
func (s *server) sharePack(c echo.Context) error {
	var body struct {
		With shares.With `json:"with"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	if _, err := s.seePack(c); err != nil {
		return err
	}
	one, err := s.Shares.Set(c.Request().Context(), s.viewer(c), c.Param("pack"), body.With)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.sharing(c, &one))
}

// linkPack makes a link by which another host may play a pack, and tells it, this once.
func (s *server) linkPack(c echo.Context) error {
	if _, err := s.seePack(c); err != nil {
		return err
	}
	one, secret, err := s.Shares.NewLink(c.Request().Context(), s.viewer(c), c.Param("pack"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, struct {
		sharing

		URL string `json:"url"`
	}{s.sharing(c, &one), s.Addresses.Chosen(c.Request()) + "/host#pack=" + secret})
}

// unlinkPack ends the link of a pack, and what others have by it.
func (s *server) unlinkPack(c echo.Context) error {
	if _, err := s.seePack(c); err != nil {
		return err
	}
	if _, err := s.Shares.Unlink(c.Request().Context(), s.viewer(c), c.Param("pack")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// takePackLink lets the host who asks play the pack of a link.
func (s *server) takePackLink(c echo.Context) error {
	var body struct {
		Secret string `json:"secret"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	id, err := s.Shares.TakeLink(c.Request().Context(), s.viewer(c), body.Secret)
	if err != nil {
		return err
	}
	e, ok := s.Bank.Entry(id)
	if !ok {
		return bank.ErrNoPack
	}
	one, err := s.Shares.See(c.Request().Context(), s.viewer(c), id)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"pack": s.infoOf(c, sharedEntry{e, one})})
}

// mine makes a pack that is being put into the bank the asking host's, or says why it can not be.
func (s *server) mine(c echo.Context) func(ctx context.Context, id string) error {
	v := s.viewer(c)
	return func(ctx context.Context, id string) error {
		if _, there := s.Bank.Entry(id); there { // one that came along with the server is the first host's to cover
			if _, err := s.Shares.Own(ctx, v, id); err != nil {
				return refuse(http.StatusUnprocessableEntity, "bad", "Another pack here has the id "+id+". Give yours another id.")
			}
		}
		return s.Shares.Claim(ctx, v, id)
	}
}
