package api

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// headers go with every answer.
func (s *server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		if s.StrictTransport > 0 && c.IsTLS() {
			h.Set("Strict-Transport-Security", fmt.Sprintf("max-age=%d", s.StrictTransport/time.Second))
		}
		return next(c)
	}
}

// recover turns a panic into an error that is logged, for this request alone.
func (s *server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if aborted, ok := r.(error); ok && errors.Is(aborted, http.ErrAbortHandler) {
					panic(r)
				}
				s.Logger.Error("a request failed", "panic", r, "path", c.Path())
				err = echo.NewHTTPError(http.StatusInternalServerError)
			}
		}()
		return next(c)
	}
}

// sameSite refuses what a page of another site would have a signed-in browser change (Fetch Metadata and Origin).
func (s *server) sameSite() (*http.CrossOriginProtection, error) {
	csrf := http.NewCrossOriginProtection()
	for _, origin := range s.AllowedOrigins {
		if err := csrf.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(http.StatusForbidden, "cross_site", "A page of another site may not do this.").write(w)
	}))
	return csrf, nil
}

// everywhere lets pages of other sites read an answer, which holds nothing that is only for some.
func everywhere(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "ETag, Link, Retry-After")
		return next(c)
	}
}
