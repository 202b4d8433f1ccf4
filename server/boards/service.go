package boards

import (
	"context"
	"errors"
	"time"

	"trivium/server/store"
	"trivium/server/store/records"
)

// Errors that people are told in words.
var (
	// ErrBad says that something can not be done; the words behind it say why.
	ErrBad = errors.New("not possible")
	// ErrNotFound says that there is no such entry.
	ErrNotFound = errors.New("not found")
)

// Options are what the service needs.
type Options struct {
	Store store.Store
	// Clock gives the time. Nil is time.Now.
	Clock func() time.Time
	// Location is where days begin. Nil is UTC. It is not to change while there are boards.
	Location *time.Location
	// Seasons gives the season at a time, such as that of the server's own league. Nil gives quarters of a year. A period without a
	// name is no season: then there is no board of it.
	Seasons func(ctx context.Context, at time.Time) (Period, error)
	// Fold brings a name into the form by which it is searched. Nil folds case and takes accents away.
	Fold func(name string) string
}

// Service is the boards of a server. All methods may be called from any goroutine, and on several instances at once. They may give
// what the store gives, store.ErrUnavailable above all.
type Service struct {
	store    store.Store
	now      func() time.Time
	location *time.Location
	seasons  func(ctx context.Context, at time.Time) (Period, error)
	fold     func(name string) string

	games   records.Collection[game]
	hidden  records.Collection[moderation]
	running records.Collection[running]
	packs   records.Collection[played]
}

// New makes the service.
func New(o Options) *Service {
	s := &Service{store: o.Store, now: o.Clock, location: o.Location, seasons: o.Seasons, fold: o.Fold}
	if s.now == nil {
		s.now = time.Now
	}
	if s.location == nil {
		s.location = time.UTC
	}
	if s.fold == nil {
		s.fold = fold
	}
	s.games = records.Collection[game]{Store: o.Store, Name: "board_games"}
	s.hidden = records.Collection[moderation]{Store: o.Store, Name: "board_moderation"}
	s.running = records.Collection[running]{Store: o.Store, Name: "boards", Order: func(r *running) string { return orderOf(r.Until) }}
	s.packs = records.Collection[played]{Store: o.Store, Name: "board_packs", Order: (*played).order}
	return s
}

// orderOf writes a time so that it sorts.
func orderOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }
