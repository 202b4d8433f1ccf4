package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/server/bank"
	"trivium/server/shares"
)

// sharing is with whom a pack is shared, for whose it is.
type sharing struct {
	All    bool   `json:"all"`           // with all hosts of this server
	Link   bool   `json:"link"`          // with whoever opens its link
	Takers int    `json:"takers"`        // hosts who did
	URL    string `json:"url,omitempty"` // of a link that was just made; it is told this once
}

func sharingOf(share *shares.Share) *sharing {
	return &sharing{All: share.All, Link: share.Link != "", Takers: len(share.Takers)}
}

// sharePack changes with whom a pack is shared.
func (s *server) sharePack(c echo.Context) error {
	var change shares.Change
	if err := decode(c, &change); err != nil {
		return err
	}
	p, err := s.ownPack(c, c.Param("pack"))
	if err != nil {
		return err
	}
	if accessOf(c).Host.Guest {
		return refuse(http.StatusForbidden, "guest", "Packs of guests are theirs alone. Ask a host for an invitation.")
	}
	if s.shipped(&p.Entry) {
		return refuse(http.StatusUnprocessableEntity, "bad", "This pack takes the place of one that came along, so all hosts have it.")
	}
	share, secret, err := s.Shares.Change(c.Request().Context(), p.Pack.ID, change)
	if err != nil {
		return err
	}
	now := sharingOf(&share)
	if secret != "" {
		now.URL = s.Addresses.Chosen(c.Request()) + "/host#pack=" + secret
	}
	return c.JSON(http.StatusOK, now)
}

// linked gives the pack of a link whose secret the body of the request has.
func (s *server) linked(c echo.Context) (*sharedPack, string, error) {
	var body struct {
		Secret string `json:"secret"`
	}
	if err := decode(c, &body); err != nil {
		return nil, "", err
	}
	if ok, wait := s.signins.Allow(c.RealIP()); !ok {
		return nil, "", tooMany(c, wait)
	}
	share, err := s.Shares.Linked(c.Request().Context(), body.Secret)
	if err != nil {
		return nil, "", err
	}
	e, ok := s.Bank.Entry(share.Pack)
	if !ok {
		return nil, "", bank.ErrNoPack
	}
	return &sharedPack{e, share}, body.Secret, nil
}

// lookAtPack tells a host what pack a link is for, before they take it.
func (s *server) lookAtPack(c echo.Context) error {
	p, _, err := s.linked(c)
	if err != nil {
		return err
	}
	info, err := s.infoOf(c, p)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"pack": info})
}

// takeSharedPack puts the pack of a link among those of the host who asks.
func (s *server) takeSharedPack(c echo.Context) error {
	p, secret, err := s.linked(c)
	if err != nil {
		return err
	}
	if accessOf(c).Host.Guest {
		return refuse(http.StatusForbidden, "guest", "A guest can not take packs by a link. Ask a host for an invitation.")
	}
	if p.share, err = s.Shares.Take(c.Request().Context(), s.asker(c), secret); err != nil {
		return err
	}
	info, err := s.infoOf(c, p)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"pack": info})
}

// leaveSharedPack takes a pack that came by a link out of those of the host who asks.
func (s *server) leaveSharedPack(c echo.Context) error {
	if err := s.Shares.Leave(c.Request().Context(), s.asker(c), c.Param("pack")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
