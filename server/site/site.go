package site

import (
	"cmp"
	"context"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/game/league"
	"trivium/server/boards"
	"trivium/server/finished"
	"trivium/server/leagues"
	"trivium/server/limits"
	"trivium/web"
)

// Options are what the pages need.
type Options struct {
	Boards  *boards.Service
	Leagues Leagues
	// Open gives the games of a league whose rooms are open. Nil: there are none. It is asked once a second for each league that
	// somebody watches.
	Open   func(ctx context.Context, l leagues.League) ([]OpenGame, error)
	Assets *web.Assets
	// Pack gives the title of a pack that the bank has.
	Pack func(id string) (title string, ok bool)
	// Base gives the address of this server for people, with scheme and host and without a path.
	Base func(*http.Request) string
	// Location is where days begin on boards. Nil is UTC.
	Location *time.Location
	// Clock gives the time. Nil is time.Now.
	Clock  func() time.Time
	Logger *slog.Logger
	// Registerer takes the metrics. Nil keeps none.
	Registerer prometheus.Registerer
	// Streams is how many may be open in all, StreamsEach how many of one address. 0 is 10,000 and 500.
	Streams, StreamsEach int
}

// Bounds of reading for one address. A whole pub is one address: all of it opens the page within a minute, then looks now and
// then, for what is open is kept fresh by the stream.
const (
	readRate  = 20 // a second
	readBurst = 300
)

// Leagues is what the pages need of the service of leagues.
type Leagues interface {
	BySlug(ctx context.Context, slug string) (leagues.League, error)
	// List gives the leagues that are listed, if no owner is named, and the cursor of those behind them.
	List(ctx context.Context, owner, cursor string, limit int) ([]leagues.League, string, error)
	Table(ctx context.Context, leagueID, seasonID string, f league.Filter, live ...finished.Game) (*leagues.Table, error)
	History(ctx context.Context, leagueID string) ([]league.Change, error)
	Revision(ctx context.Context, leagueID string) (int64, error)
}

var _ Leagues = (*leagues.Service)(nil)

// Site serves the pages. All methods may be called from any goroutine.
type Site struct {
	options  Options
	words    map[string]*words
	pages    map[string]*template.Template // by language
	mux      *http.ServeMux
	hub      *hub
	reads    *limits.Limiter
	metrics  metrics
	location *time.Location
	now      func() time.Time
}

// New makes the pages. Close ends them.
func New(o Options) (*Site, error) {
	all, err := readWords()
	if err != nil {
		return nil, err
	}
	s := &Site{
		options: o, words: all, metrics: newMetrics(o.Registerer), location: o.Location, now: o.Clock,
		reads: limits.New(limits.Options{Rate: readRate, Burst: readBurst}),
	}
	if s.location == nil {
		s.location = time.UTC
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.pages, err = parse(all, s.location); err != nil {
		return nil, err
	}
	s.hub = newHub(o.Logger, s.metrics, cmp.Or(o.Streams, 10_000), cmp.Or(o.StreamsEach, 500))
	s.routes()
	return s, nil
}

// Close ends all streams, so that the server can stop. Pages are still served; streams are not.
func (s *Site) Close() { s.hub.close() }

func (s *Site) routes() {
	s.mux = http.NewServeMux()
	s.get("/robots.txt", s.robots)
	s.get("/boards", s.overview)
	s.get("/boards/{board}", s.board)
	s.get("/boards/{board}/embed", s.boardFrame)
	s.get("/boards/{board}/live", s.boardStream)
	s.get("/l/{slug}", s.leaguePage)
	s.get("/l/{slug}/{season}", s.leaguePage)
	s.get("/l/{slug}/t/{key}", s.team)
	s.get("/l/{slug}/embed", s.leagueFrame)
	s.get("/l/{slug}/live", s.leagueStream)
	s.get("/l/{slug}/feed.atom", s.feed)
	s.get("/l/{slug}/next.ics", s.calendar)
	s.get("/", func(http.ResponseWriter, *visit) error { return errNowhere })
}

// handler answers a visit, or says what is wrong.
type handler func(http.ResponseWriter, *visit) error

func (s *Site) get(pattern string, handle handler) {
	s.mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) {
		v := r.Context().Value(visitKey{}).(*visit) //nolint:forcetypeassert // Serve put it there
		v.Request = r
		if err := handle(w, v); err != nil {
			s.fail(w, v, err)
		}
	})
}

// robots lets search engines read pages of leagues and boards, and keeps them from what is of no use to them.
func (s *Site) robots(w http.ResponseWriter, _ *visit) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = w.Write([]byte("User-agent: *\nAllow: /l/\nAllow: /boards\nDisallow: /l/*/live\nDisallow: /l/*/embed\nDisallow: /boards/*/live\n" +
		"Disallow: /boards/*/embed\nDisallow: /api/\nDisallow: /host\nDisallow: /r/\nDisallow: /ws\n"))
	return nil
}
