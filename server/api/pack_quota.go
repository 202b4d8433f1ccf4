package api

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/questions/formats/draft"
	"trivium/server/bank"
)

// What a host may have uploaded, and a guest of an open server. The first host is bounded by the bank alone.
const (
	hostBytes  = 128 << 20 // all packs together, with their media
	guestBytes = 8 << 20
	guestPacks = 3
	guestFile  = 2 << 20 // one file as it is sent
)

// mostFile is how many bytes a file of the host who asks may have.
func mostFile(c echo.Context) int64 {
	if accessOf(c).Host.Guest {
		return guestFile
	}
	return draft.MaxFile
}

// fits tells whether a pack of so many bytes may be added to those of the host who asks, in the place of another with its id.
func (s *server) fits(c echo.Context, id string, size int64) error {
	host := accessOf(c).Host
	if host.Owner {
		return nil
	}
	all, err := s.Shares.All(c.Request().Context())
	if err != nil {
		return err
	}
	entries, _ := s.Bank.Entries()
	own := 0
	for _, e := range entries {
		if share := all.Of(e.Pack.ID); e.Source == bank.Yours && share.Host == host.ID && e.Pack.ID != id {
			own++
			size += e.Size
		}
	}
	most := int64(hostBytes)
	if host.Guest {
		most = guestBytes
	}
	switch {
	case host.Guest && own >= guestPacks:
		return refuse(http.StatusForbidden, "guest", fmt.Sprintf("A guest has at most %d packs. Delete one first.", guestPacks))
	case size > most:
		return refuse(http.StatusForbidden, "quota", fmt.Sprintf("All your packs together, pictures included, may have %d MiB. Delete one first.", most>>20))
	}
	return nil
}
