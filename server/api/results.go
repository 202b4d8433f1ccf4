package api

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trivium/server/results"
	"trivium/web"
)

// result serves the report of a game: as a page, for paper with ?print, and as the files that its address names.
func (s *server) result(c echo.Context) error {
	id, kind, _ := strings.Cut(c.Param("id"), ".")
	kept, err := s.Archive.Game(c.Request().Context(), id)
	if err != nil {
		return err
	}
	report := results.Of(kept.State, results.More{Changes: kept.Changes, Nameless: kept.Nameless})
	c.Response().Header().Set("X-Robots-Tag", "noindex")
	switch kind {
	case "":
		body, err := report.HTML(results.Page{Base: "/r/" + id, Print: c.QueryParams().Has("print")})
		if err != nil {
			return err
		}
		return s.page(c, web.Page, web.PageData{Title: report.Title + " · Trivium", Body: body})
	case "csv":
		return saved(c, "text/csv; charset=utf-8", kind, report.CSV)
	case "json":
		return saved(c, "application/json", kind, report.JSON)
	case "xlsx":
		return saved(c, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", kind, report.XLSX)
	}
	return echo.ErrNotFound
}

// saved answers with a file. It is made whole first, so that what fails is an error and not half a file.
func saved(c echo.Context, kind, extension string, write func(io.Writer) error) error {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, `attachment; filename="trivium-result.`+extension+`"`)
	h.Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, kind, out.Bytes())
}
