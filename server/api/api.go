// Package api is what a browser asks for outside the socket: pages, the host's JSON, pictures, QR codes and results.
//
// A host is whoever shows the key of this server once; a cookie remembers it. Everything that only a host may see or do goes
// through the group that asks for it. Errors are problem documents (RFC 9457) in words for people.
package api

import (
	"errors"
	"log/slog"
	"net/http"
	"net/netip"

	"github.com/labstack/echo/v4"

	"trivium/server/archive"
	"trivium/server/bank"
	"trivium/server/games"
	"trivium/web"
)

// Options are what the API needs.
type Options struct {
	Bank      *bank.Bank
	Games     *games.Games
	Archive   *archive.Archive
	Assets    *web.Assets
	Hosts     *Hosts
	Addresses *Addresses
	Leagues   Leagues // nil: there are none
	Socket    http.Handler
	Ready     func() error // nil: ready
	Logger    *slog.Logger
	Version   string
	// AllowedOrigins are origins beside the server's own that may send changes.
	AllowedOrigins []string
	// TrustedProxies are the networks of reverse proxies whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
}

type server struct{ Options }

// New gives the handler of everything on the game's port.
func New(o Options) (http.Handler, error) {
	s := &server{o}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = clientAddress(o.TrustedProxies)
	e.HTTPErrorHandler = s.fail
	e.Use(s.recover, headers)

	e.GET("/ws", echo.WrapHandler(o.Socket))
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", s.ready)
	e.GET("/assets/*", echo.WrapHandler(o.Assets.Handler()))
	e.GET("/media/:name", s.media)
	e.GET("/qr/:pin", s.joinQR)
	s.pages(e)

	e.POST("/api/signin", s.signIn)
	e.POST("/api/signout", s.signOut)
	e.GET("/api/me", s.me)
	e.GET("/api/join/:pin", s.joinInfo)
	e.POST("/api/claims", s.claimTeam)

	// Not a group: Echo would answer every unknown address for it.
	host := func(method, path string, handler echo.HandlerFunc) { e.Add(method, path, handler, s.onlyHosts) }
	host(http.MethodGet, "/qr.svg", s.textQR)
	host(http.MethodGet, "/api/bank", s.listBank)
	host(http.MethodGet, "/api/bank/search", s.searchBank)
	host(http.MethodGet, "/api/bank/:id", s.showPack)
	host(http.MethodPost, "/api/bank", s.addPack)
	host(http.MethodDelete, "/api/bank/:id", s.removePack)
	host(http.MethodPost, "/api/games", s.createGame)
	host(http.MethodGet, "/api/games", s.listGames)
	host(http.MethodGet, "/api/games/:pin", s.showGame)
	host(http.MethodGet, "/api/addresses", s.listAddresses)
	host(http.MethodPut, "/api/addresses", s.chooseAddress)

	// A page of another site can not make a signed-in browser change anything (Fetch Metadata and Origin).
	csrf := http.NewCrossOriginProtection()
	for _, origin := range o.AllowedOrigins {
		if err := csrf.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	return csrf.Handler(e), nil
}

// headers go with every answer.
func headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
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

func (s *server) ready(c echo.Context) error {
	if s.Ready != nil {
		if err := s.Ready(); err != nil {
			return c.String(http.StatusServiceUnavailable, "not ready\n")
		}
	}
	return c.String(http.StatusOK, "ready\n")
}

func (s *server) media(c echo.Context) error {
	data, kind, ok := s.Bank.Media(c.Request().Context(), c.Param("name"))
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	return c.Blob(http.StatusOK, kind, data)
}
