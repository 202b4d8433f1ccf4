package api

import (
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trivium/questions/formats"
	"trivium/server/bank"
)

// packFile gives the file of a pack as it is kept: as it was written, or the pack file that was made of another format.
func (s *server) packFile(c echo.Context) error {
	p, err := s.openPack(c, c.Param("pack"))
	if err != nil {
		return err
	}
	name, data, err := s.Bank.File(c.Request().Context(), p.Pack.ID)
	if err != nil {
		return err
	}
	kind := "application/yaml"
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		kind = "text/csv; charset=utf-8"
	case ".tsv":
		kind = "text/tab-separated-values; charset=utf-8"
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, attachment(name))
	return c.Blob(http.StatusOK, kind, data)
}

func attachment(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}

// lossesHeader says how many things of a pack a format could not hold. What they are, exportLosses tells.
const lossesHeader = "Trivium-Losses"

// exported is a pack in another format.
type exported struct {
	name     string
	data     []byte
	findings []bank.Finding
}

// exportPack gives a pack as a file in another format.
func (s *server) exportPack(c echo.Context) error {
	out, err := s.export(c)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, attachment(out.name))
	h.Set(lossesHeader, strconv.Itoa(len(out.findings)))
	return c.Blob(http.StatusOK, echo.MIMEOctetStream, out.data)
}

// exportLosses tells what a format can not hold of a pack.
func (s *server) exportLosses(c echo.Context) error {
	out, err := s.export(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"file": out.name, "bytes": len(out.data), "findings": out.findings})
}

func (s *server) export(c echo.Context) (exported, error) {
	p, err := s.openPack(c, c.Param("pack"))
	if err != nil {
		return exported{}, err
	}
	format, err := formats.Find(c.QueryParam("format"))
	if err != nil {
		return exported{}, refuse(http.StatusBadRequest, "format", words(err))
	}
	ctx := c.Request().Context()
	done, err := s.readOne(ctx)
	if err != nil {
		return exported{}, err
	}
	defer done()
	name, data, found, err := format.File(p.Pack, func(src string) ([]byte, error) {
		data, _, ok := s.Bank.Media(ctx, path.Base(src))
		if !ok {
			return nil, fmt.Errorf("%w: %s", fs.ErrNotExist, src)
		}
		return data, nil
	})
	return exported{name, data, append([]bank.Finding{}, bank.FindingsOf(found)...)}, asRefusal(err)
}

// asRefusal tells of a pack that a format can not hold at all.
func asRefusal(err error) error {
	if err == nil {
		return nil
	}
	return refuse(http.StatusUnprocessableEntity, "export", words(err))
}

// formatInfo is a format of question files, as it is told.
type formatInfo struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Ends   string `json:"ends"`
	Reads  bool   `json:"reads"`
	Writes bool   `json:"writes"`
}

// listFormats tells which formats are read and written.
func (s *server) listFormats(c echo.Context) error {
	list := []formatInfo{}
	for _, f := range formats.All() {
		list = append(list, formatInfo{f.ID, f.Name, f.Ends, f.Read != nil, f.Write != nil})
	}
	return c.JSON(http.StatusOK, map[string]any{"formats": list})
}
