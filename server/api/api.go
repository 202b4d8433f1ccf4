// Package api is what a browser asks for outside the socket: pages, the host's JSON, pictures, QR codes and results.
//
// Who asks is known by a cookie or by a token (package hosts). Each operation says what it needs, and what belongs to another host is
// answered like what is not there. Errors are problem documents (RFC 9457) in words for people.
package api

import (
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/server/archive"
	"trivium/server/bank"
	"trivium/server/boards"
	"trivium/server/games"
	"trivium/server/gateway/names"
	"trivium/server/hosts"
	"trivium/server/leagues"
	"trivium/server/limits"
	"trivium/server/marks"
	"trivium/server/search"
	"trivium/server/shares"
	"trivium/server/study"
	"trivium/web"
)

// Options are what the API needs.
type Options struct {
	Bank      *bank.Bank
	Games     *games.Games
	Archive   *archive.Archive
	Boards    *boards.Service
	Assets    *web.Assets
	Hosts     *hosts.Service
	Shares    *shares.Service
	Study     *study.Service
	Search    *search.Index
	Marks     *marks.Service
	Addresses *Addresses
	Leagues   Leagues // nil: there are none
	Seasons   *leagues.Service
	Site      Site // nil: there are no public pages
	Socket    http.Handler
	Ready     func() error // nil: ready
	Logger    *slog.Logger
	Clock     func() time.Time // nil: time.Now
	Version   string
	// AllowedOrigins are origins beside the server's own that may send changes.
	AllowedOrigins []string
	// StrictTransport is how long browsers may remember that this server speaks TLS only; 0 is not at all (RFC 6797).
	StrictTransport time.Duration
	// TrustedProxies are the networks of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
	TrustedProxies []netip.Prefix
}

type server struct {
	Options
	names   *names.Checker
	guesses *limits.Limiter // wrong PINs
	proofs  *limits.Limiter // tokens of phones that players show
	reads   *limits.Limiter // of what everybody may read
	doors   *limits.Limiter // tries to sign in
	opened  *limits.Limiter // games that guests open, and packs that they upload
	guests  *limits.Limiter // guests that are made
	logins  *tries
	reading chan struct{} // holds one for each file of questions that is read or written

	document *described
}

// New gives the handler of everything on the game's port.
func New(o Options) (http.Handler, error) {
	document, err := describe()
	if err != nil {
		return nil, err
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	bound := func(rate float64, burst int) *limits.Limiter {
		return limits.New(limits.Options{Rate: rate, Burst: burst, Clock: o.Clock})
	}
	s := &server{
		Options: o, names: names.New(), document: document, logins: newTries(o.Clock), reading: make(chan struct{}, readers),
		guesses: bound(guessRate, guessBurst),
		proofs:  bound(proofRate, proofBurst),
		reads:   bound(readRate, readBurst),
		doors:   bound(signInRate, signInBurst),
		opened:  bound(openRate, openBurst),
		guests:  bound(guestRate, guestBurst),
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = clientAddress(o.TrustedProxies)
	e.HTTPErrorHandler = s.fail
	e.JSONSerializer = serializer{}
	csrf, err := s.sameSite()
	if err != nil {
		return nil, err
	}
	e.Use(s.recover, s.forwarded, s.headers, inTime, echo.WrapMiddleware(csrf.Handler))

	e.GET("/ws", echo.WrapHandler(o.Socket))
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", s.ready)
	e.GET("/assets/*", echo.WrapHandler(o.Assets.Handler()))
	e.GET("/media/:name", s.media)
	e.GET("/qr/:pin", s.joinQR)
	s.pages(e)
	s.site(e)

	e.GET("/qr.svg", s.textQR, s.can(GamesRead))
	s.serve(e)
	return e, nil
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
