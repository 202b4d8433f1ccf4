package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// Site serves the public pages of leagues and boards. client is whose request it is, for the limits.
type Site interface {
	Serve(w http.ResponseWriter, r *http.Request, client string)
}

// site leaves the addresses of public pages to who serves them.
func (s *server) site(e *echo.Echo) {
	if s.Site == nil {
		return
	}
	serve := func(c echo.Context) error {
		s.Site.Serve(c.Response(), c.Request(), c.RealIP())
		return nil
	}
	for _, path := range []string{"/l/*", "/boards", "/boards/*", "/robots.txt"} {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, serve)
	}
}
