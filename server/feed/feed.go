package feed

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/game"
	"trivium/server/finished"
	"trivium/server/store"
	"trivium/server/store/records"
)

// Errors, beside those of the store.
var (
	// ErrNoGame says that there is no such game, or no more.
	ErrNoGame = errors.New("no such game")
	// ErrRunning says that the game has not ended yet.
	ErrRunning = errors.New("the game is still running")
	// ErrHidden says that the host keeps the table from everybody for now.
	ErrHidden = errors.New("the table is not shown now")
	// ErrRefused is wrapped by a taker that will never take this game as it is.
	ErrRefused = errors.New("refused for good")
)

// Taker lives on finished games. Both calls may come any number of times, on any instance, and also for games that a taker has
// nothing to do with.
type Taker interface {
	// Take takes a game in the place of what was taken of it before. An older revision than was taken before changes nothing; the
	// same one may differ, since players can be forgotten. An error is tried again, unless it wraps ErrRefused.
	Take(ctx context.Context, g finished.Game) error
	// Gone is called before the names of a game go for good, or the whole of it. A taker that showed names shows them no more.
	// Whatever is taken of the game afterwards has stand-ins for names.
	Gone(ctx context.Context, id string, whole bool) error
}

// About is what is known of a game beside its state.
type About struct {
	Host     string // the id of the host whose game it is
	Packs    []string
	All      bool // all questions of the packs were drawn
	Leagues  []string
	Venue    string
	Division string
	Public   bool
}

// Options are what a Feed needs. Store, State and About must be given.
type Options struct {
	Store store.Store
	// State gives a game as it stands, names that may not be shown left out. ErrNoGame.
	State func(ctx context.Context, id string) (*game.State, error)
	// About gives what a game was opened with, or nothing if that is not known any more.
	About func(ctx context.Context, id string) (About, error)
	// Room gives the id and the state of the room that has a PIN now. ErrNoGame. Nil: there are none.
	Room func(ctx context.Context, pin string) (id string, s *game.State, err error)
	// Takers are those who are fed, by names for logs and metrics.
	Takers map[string]Taker
	// Clock gives the time. Nil is time.Now.
	Clock      func() time.Time
	Logger     *slog.Logger
	Registerer prometheus.Registerer
}

// Feed feeds the takers of a server. All methods may be called from any goroutine, and on several instances at once.
type Feed struct {
	options Options
	now     func() time.Time
	log     *slog.Logger
	notes   records.Collection[note]
	metrics *metrics
	wake    chan struct{} // something may be due
}

// New makes a Feed. Run feeds what is due.
func New(o Options) *Feed {
	f := &Feed{
		options: o, now: o.Clock, log: o.Logger, metrics: newMetrics(o.Registerer), wake: make(chan struct{}, 1),
		notes: records.Collection[note]{Store: o.Store, Name: "feed", Order: (*note).order},
	}
	if f.now == nil {
		f.now = time.Now
	}
	if f.log == nil {
		f.log = slog.New(slog.DiscardHandler)
	}
	return f
}
