package api

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trivium/server/results"
	"trivium/web"
)

// result serves the report of a game: as a page, for paper with ?print, and as the files that its address names.
func (s *server) result(c echo.Context) error {
	id, kind, file := strings.Cut(c.Param("id"), ".")
	kept, err := s.Archive.Game(c.Request().Context(), id)
	if err != nil {
		return err
	}
	report := results.Of(kept.State, results.More{Changes: kept.Changes, Nameless: kept.Nameless})
	c.Response().Header().Set("X-Robots-Tag", "noindex")
	if file {
		return resultFile(c, report, kind)
	}
	body, err := report.HTML(results.Page{Base: "/r/" + id, Print: c.QueryParams().Has("print")})
	if err != nil {
		return err
	}
	return s.page(c, web.Page, web.PageData{Title: report.Title + " · Trivium", Body: body})
}

// resultFile answers with a report as a file. It is made whole first, so that what fails is an error and not half a file.
func resultFile(c echo.Context, report *results.Report, kind string) error {
	media, write := "", report.JSON
	switch kind {
	case "csv":
		media, write = "text/csv; charset=utf-8", report.CSV
	case "json":
		media = "application/json"
	case "xlsx":
		media, write = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", report.XLSX
	default:
		return echo.ErrNotFound
	}
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, `attachment; filename="trivium-result.`+kind+`"`)
	h.Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, media, out.Bytes())
}
