package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trivium/questions"
	"trivium/server/bank"
	"trivium/server/shares"
)

// contents is a pack as an editor is given it.
type contents struct {
	Pack *packForm `json:"pack"`
	// Own says that the host who asks may change it.
	Own bool `json:"own"`
}

// editedPack is a pack as an editor sends it.
type editedPack struct {
	Pack packForm `json:"pack"`
	// Files are pictures and sounds that the server does not have yet, by the Src that names them.
	Files map[string][]byte `json:"files,omitempty"`
}

// savedPack is a pack that was stored from an editor.
type savedPack struct {
	Pack *packForm `json:"pack"`
	// Media are the addresses of the files that came along, by the Src that named them.
	Media map[string]string `json:"media"`
}

// contentsTag is the entity tag of a pack's contents.
func contentsTag(p *questions.Pack) (string, error) {
	data, err := encode(formOf(p))
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`, nil
}

// readContents gives a pack whole.
func (s *server) readContents(c echo.Context) error {
	p, err := s.openPack(c, c.Param("pack"))
	if err != nil {
		return err
	}
	tag, err := contentsTag(p.Pack)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
	own := p.Source == bank.Yours && accessOf(c).Owns(p.share.Host)
	return c.JSON(http.StatusOK, contents{Pack: formOf(p.Pack), Own: own})
}

// saveContents stores a pack as somebody has edited it: in the place of the version that was read (If-Match), or as a new one
// (If-None-Match: *).
func (s *server) saveContents(c echo.Context) error {
	read, fresh, err := condition(c)
	if err != nil {
		return err
	}
	var edited editedPack
	if err := decodeUpTo(c, &edited, mostFile(c)); err != nil {
		return err
	}
	id := c.Param("pack")
	if !fresh {
		if _, err := s.ownPack(c, id); err != nil {
			return err
		}
	}
	edited.Pack.ID = id
	ctx := c.Request().Context()
	done, err := s.readOne(ctx)
	if err != nil {
		return err
	}
	defer done()
	made, findings := s.make(ctx, &edited)
	if questions.HasErrors(findings) {
		return refusedFile(bank.ErrRefused, bank.FindingsOf(findings))
	}
	entry, err := s.store(c, made, read, fresh)
	if err != nil {
		return err
	}
	tag, err := contentsTag(entry.Pack)
	if err != nil {
		return err
	}
	c.Response().Header().Set("ETag", tag)
	status := http.StatusOK
	if fresh {
		status = http.StatusCreated
		c.Response().Header().Set("Location", "/api/packs/"+id)
	}
	return c.JSON(status, savedPack{Pack: formOf(entry.Pack), Media: addressesOf(entry.Pack, &edited)})
}

// condition reads on which version a pack was edited; fresh says that it must be a new one.
func condition(c echo.Context) (read string, fresh bool, err error) {
	header := c.Request().Header
	read, fresh = strings.TrimSpace(header.Get("If-Match")), strings.TrimSpace(header.Get("If-None-Match")) == "*"
	if (read == "") != fresh {
		return "", false, refuse(http.StatusPreconditionRequired, "if_match",
			"Name what you have read: send its ETag in the header If-Match, or If-None-Match: * for a pack that is new.")
	}
	return read, fresh, nil
}

// store puts a pack into the bank if nobody has changed it since it was read.
func (s *server) store(c echo.Context, made *bank.Made, read string, fresh bool) (bank.Entry, error) {
	undo := func(context.Context) error { return nil }
	upload := bank.Upload{Made: made, May: func(_ context.Context, id string, size int64) error {
		e, there := s.Bank.Entry(id)
		if fresh {
			if there {
				return refuse(http.StatusPreconditionFailed, "taken", "There is a pack with this id.")
			}
			return s.mayUpload(c, id, size, &undo)
		}
		if !there || e.Source != bank.Yours {
			return bank.ErrNoPack
		}
		if now, err := contentsTag(e.Pack); err != nil || now != read {
			return errors.Join(errChanged(), err)
		}
		return s.fits(c, id, size)
	}}
	ctx := c.Request().Context()
	entry, findings, err := s.Bank.Add(ctx, upload)
	if errors.Is(err, shares.ErrTaken) { // a pack of that id is somebody's, though its file is gone at the moment
		err = refuse(http.StatusPreconditionFailed, "taken", "There is a pack with this id.")
	}
	if err != nil {
		err = errors.Join(err, undo(context.WithoutCancel(ctx)))
	}
	return entry, refusedFile(err, findings)
}
